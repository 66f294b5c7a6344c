"""To which fund and scheme a file goes, and why; and why it comes back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.schemes.models import SchemeVersion
from portal.pages.fields import field_of


class ForwardForm(forms.Form):
    """The scheme that should pay, at another fund, and the reason."""

    scheme = forms.ChoiceField(
        label=_("Welk fonds en welke regeling?"),
        error_messages={"required": _("Kies een fonds en een regeling.")},
    )
    reason = forms.CharField(
        label=_("Waarom hoort dit daar?"),
        help_text=_("De deelnemer en het andere fonds lezen dit. Schrijf kort en gewoon, met “je”."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf op waarom dit bij een ander fonds hoort.")},
    )

    def __init__(self, *args: Any, targets: list[SchemeVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.scheme_id, f"{one.scheme.fund.name}: {one.scheme.name}") for one in targets]
        field_of(self, "scheme", forms.ChoiceField).choices = [("", _("Kies een fonds en een regeling.")), *choices]

    def clean_reason(self) -> str:
        return str(self.cleaned_data["reason"]).strip()


class SendBackFileForm(forms.Form):
    """Why the fund that was asked does not take a file over."""

    answer = forms.CharField(
        label=_("Waarom neem je het niet over?"),
        help_text=_("Het andere fonds leest dit. De deelnemer niet."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf op waarom je het niet overneemt.")},
    )

    def clean_answer(self) -> str:
        return str(self.cleaned_data["answer"]).strip()
