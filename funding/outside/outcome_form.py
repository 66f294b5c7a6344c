from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.pages.fields import EurosField, WrittenField


class OutcomeForm(forms.Form):
    """What a fund outside the portal decided. ``asked`` (cents) is the most it can be."""

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
