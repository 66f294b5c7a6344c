"""The address of a calendar elsewhere, as a form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.fetching import NotAllowed, allowed

TOLD = gettext_lazy("Vul het hele adres in, bijvoorbeeld https://agenda.voorbeeld.nl/geheim.ics.")


class CalendarForm(forms.Form):
    """Where the calendar is. ``webcal://`` is https by another name."""

    calendar = forms.CharField(
        label=gettext_lazy("Adres van je agenda"),
        max_length=1000,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("In Outlook of Google heet dit het geheime adres of ICS-adres. Niemand ziet het."),
        error_messages={"required": TOLD},
    )

    def clean_calendar(self) -> str:
        typed = self.cleaned_data["calendar"].strip()
        scheme, _separator, rest = typed.partition("://")
        address = f"https://{rest}" if scheme.lower() in {"webcal", "webcals"} else typed
        if any(sign.isspace() or not sign.isprintable() for sign in address):
            raise forms.ValidationError(TOLD)
        try:
            allowed(address)
        except NotAllowed as error:
            raise forms.ValidationError(_("Dit adres mogen we niet openen. Het moet met https:// beginnen.")) from error
        return address

    def address(self) -> Any:
        """What was filled in, once the form is valid."""
        return self.cleaned_data["calendar"]
