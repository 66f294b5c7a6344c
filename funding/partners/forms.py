"""A partner with its sites, and the two questions of the widget."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from funding.editor.fields import LinesField
from intake.profile.questions import QUESTIONS
from portal.pages.fields import field_of
from portal.regions.models import Municipality

#: A site: https, a host, perhaps a port; nothing that could add to a header.
ORIGIN = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?")
MOST_SITES = 10


class PartnerForm(forms.Form):
    """Who it is, and where the widget may stand."""

    organisation = forms.CharField(
        label=_("Naam van de partner"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    sites = LinesField(
        label=_("Op welke websites mag het staan?"),
        help_text=_("Eén adres per regel, zoals https://www.assen.nl. Op andere websites blijft het leeg."),
    )

    def clean_sites(self) -> list[str]:
        sites = [site.rstrip("/").lower() for site in self.cleaned_data["sites"]]
        wrong = [site for site in sites if not ORIGIN.fullmatch(site)]
        if wrong:
            text = _("Dit is geen adres van een website: %(sites)s. Schrijf het zoals https://www.assen.nl.")
            raise ValidationError(text, params={"sites": ", ".join(wrong)})
        if len(sites) > MOST_SITES:
            raise ValidationError(_("Vul hoogstens tien websites in."))
        return sites


class WidgetForm(forms.Form):
    """Where somebody lives and what they do: enough to know which schemes may be for them."""

    place = forms.CharField(
        label=_("Je woonplaats"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "address-level2"}),
    )
    work = forms.ChoiceField(label=_("Je werk"), widget=forms.Select)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "work", forms.ChoiceField).choices = list(QUESTIONS["employment"].choices.items())

    def clean_place(self) -> str:
        """The code of the municipality."""
        text = self.cleaned_data["place"]
        found = list(Municipality.objects.for_place(text)[:2])
        exact = [one for one in found if one.name.casefold() == text.strip().casefold()] or found
        if len(exact) != 1:
            raise ValidationError(_("Deze plaats kennen we niet. Vul de naam van je gemeente in."))
        return str(exact[0].code)
