"""Forms for a fund's own words in its letters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.letters.enums import Occasion
from funding.letters.merging import in_brackets, missing_in, unknown_in

LONGEST_SUMMARY, LONGEST_EXTRA = 600, 2000


class LetterTextForm(forms.Form):
    """What the fund says itself; both empty is the standard letter."""

    summary = forms.CharField(
        label=_("In het kort"),
        help_text=_("Komt bovenaan de brief. Schrijf kort en gewoon, met “je”. Leeg: de standaardtekst."),
        max_length=LONGEST_SUMMARY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    extra = forms.CharField(
        label=_("Wat je er nog bij zegt"),
        help_text=_("Komt onderaan de brief, boven de groet."),
        max_length=LONGEST_EXTRA,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, occasion: Occasion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.occasion = occasion

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        summary = data.get("summary", "")
        for name in ("summary", "extra"):
            if unknown := unknown_in(data.get(name, ""), self.occasion):
                told = _("Dit kan hier niet ingevuld worden: %(names)s. Kijk bij Invulvelden wat wel kan.")
                self.add_error(name, told % {"names": in_brackets(unknown)})
        if missing := missing_in(summary, self.occasion):
            told = _("Zet hier ook in: %(names)s. Wie alleen dit leest, moet dat weten.")
            self.add_error("summary", told % {"names": in_brackets(missing)})
        return data


class NamesForm(forms.Form):
    """Whether learners read who decided."""

    shown = forms.BooleanField(label=_("Zet de naam van wie besluit onder de brief"), required=False)
