"""Somebody of another organisation who may send people to a team, as a form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from intake.agenda.models import Team
from intake.referring.enums import ReferrerKind
from portal.pages.fields import MailField, NameField, field_of


class ReferrerForm(forms.Form):
    """Who may refer, and to which team."""

    team = forms.ChoiceField(
        label=gettext_lazy("Naar welk team?"), error_messages={"required": gettext_lazy("Kies een team.")}
    )
    referrer_kind = forms.ChoiceField(
        label=gettext_lazy("Waar werkt deze persoon?"),
        choices=ReferrerKind,
        error_messages={"required": gettext_lazy("Kies waar deze persoon werkt.")},
    )
    organisation = NameField(
        label=gettext_lazy("Naam van de organisatie"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Bijvoorbeeld: UWV Groningen, of gemeente Westerkwartier."),
        error_messages={"required": gettext_lazy("Vul de naam van de organisatie in.")},
    )
    referrer_name = NameField(
        label=gettext_lazy("Naam"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Vul in wie het is.")},
    )
    referrer_email = MailField(
        label=gettext_lazy("E-mailadres van het werk"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Met een code naar dit adres komt deze persoon binnen."),
    )

    def __init__(self, *args: Any, teams: Sequence[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(one.pk): one for one in teams}
        field_of(self, "team", forms.ChoiceField).choices = [(key, one.name) for key, one in self.teams.items()]
