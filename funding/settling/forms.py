"""Seeing a start, fixing the amount, asking money back."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.pages.fields import DayField, EurosField, field_of

MOST_INSTALMENTS = 12


class DayForm(forms.Form):
    """A day on which something happened: never in the future."""

    on = DayField(label=_("Op welke dag?"))

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Deze dag moet nog komen. Vul een dag in die voorbij is."))
        return day


class ReceivedForm(DayForm):
    """The day on which an instalment came in."""

    on = DayField(label=_("Ontvangen op"))


class SettleForm(forms.Form):
    """The amount that is fixed, at most ``granted`` (cents)."""

    amount = EurosField(label=_("Vast te stellen bedrag"), help_text=_("Niet meer dan er is toegekend."))
    reasons = forms.CharField(
        label=_("Waarom dit bedrag?"),
        help_text=_("De deelnemer leest dit in de brief. Schrijf kort en gewoon, met “je”."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, granted: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.granted = granted

    def clean_amount(self) -> int:
        cents: int = self.cleaned_data["amount"]
        if cents > self.granted:
            raise forms.ValidationError(_("Je kunt niet meer vaststellen dan er is toegekend."))
        return cents


class RecoveryForm(forms.Form):
    """In how many months the money comes back."""

    instalments = forms.TypedChoiceField(
        label=_("In hoeveel delen betaalt de deelnemer terug?"), coerce=int, widget=forms.RadioSelect, initial=1
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "instalments", forms.ChoiceField).choices = [
            (number, ngettext("%(number)s keer", "%(number)s keer, elke maand", number) % {"number": number})
            for number in (1, 3, 6, MOST_INSTALMENTS)
        ]
