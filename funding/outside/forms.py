"""Telling what a fund outside decided."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.documents.forms import DocumentForm
from portal.pages.fields import EurosField, WrittenField


class ToldForm(forms.Form):
    """An outcome as staff record it. ``asked`` (cents) is the most it can be."""

    outcome = forms.ChoiceField(
        label=_("Wat heeft het fonds besloten?"),
        choices=(("granted", _("Toegekend")), ("refused", _("Afgewezen"))),
        widget=forms.RadioSelect,
    )
    amount = EurosField(label=_("Toegekend bedrag"), help_text=_("Telt alleen bij toegekend."), required=False)
    note = WrittenField(label=_("Kenmerk of uitleg"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, asked: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        amount = data.get("amount")
        if data.get("outcome") == "granted" and not self.errors.get("amount"):
            if not amount:
                self.add_error("amount", _("Vul in welk bedrag is toegekend."))
            elif amount > self.asked:
                self.add_error("amount", _("Dit is meer dan er is gevraagd. Kijk of het bedrag klopt."))
        return data

    def cents(self) -> int:
        """Cents granted by a valid form, 0 for a refusal."""
        return int(self.cleaned_data["amount"]) if self.cleaned_data["outcome"] == "granted" else 0


class ToldWithProofForm(ToldForm, DocumentForm):
    """An outcome as the learner tells it: with the other fund's letter as proof."""

    kind = None  # type: ignore[assignment]
    field_order = ("outcome", "amount", "note", "file", "no_bsn")

    def clean(self) -> dict[str, Any]:
        return DocumentForm.clean(self) | ToldForm.clean(self)
