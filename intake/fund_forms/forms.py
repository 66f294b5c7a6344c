"""The form of a fund as a form on screen."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.fund_forms.enums import FieldKind
from intake.fund_forms.reading import AskedForm, FormField
from portal.pages.fields import WrittenField

LONGEST = 2000
YES_NO = (("Ja", _("Ja")), ("Nee", _("Nee")))


class FundForm(forms.Form):
    """The questions of one fund. The words of the questions are the fund's own, in Dutch."""

    def __init__(self, data: Any = None, *, asked: AskedForm, **kwargs: Any) -> None:
        super().__init__(data, auto_id="vraag_%s", **kwargs)
        self.asked = asked
        for one in asked.fields:
            self.fields[one.key] = _field(one)

    def told(self) -> list[dict[str, str]]:
        """The answers as the fund reads them, once the form is valid; what was left open is not there."""
        lines = [{"label": one.label, "value": str(self.cleaned_data[one.key])} for one in self.asked.fields]
        return [line for line in lines if line["value"]]


def _field(one: FormField) -> forms.Field:
    if one.kind == FieldKind.TEXT:
        return WrittenField(label=one.label, required=one.required, max_length=LONGEST)
    choices = YES_NO if one.kind == FieldKind.YES_NO else [(choice, choice) for choice in one.choices]
    return forms.ChoiceField(label=one.label, required=one.required, choices=choices, widget=forms.RadioSelect)
