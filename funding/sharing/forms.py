"""With which team somebody shares a result, and that they agree to it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.pages.fields import MailField, NameField, field_of


class ShareForm(forms.Form):
    """``teams``: (key, name) of those to choose from; with one there is nothing to choose."""

    team = forms.ChoiceField(
        label=_("Met wie deel je hem?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies met welk team je je uitkomst deelt.")},
    )
    name = NameField(
        label=_("Je naam"),
        help_text=_("Zo weet je adviseur van wie dit is. Een voornaam mag ook."),
        error_messages={"required": _("Vul je naam in. Een voornaam mag ook.")},
    )
    email = MailField(
        label=_("Mag een adviseur je mailen? Waar dan?"),
        required=False,
        help_text=_("Mag, hoeft niet. Zonder adres kan een adviseur je niet bereiken, en maak je zelf een afspraak."),
    )
    # The words of agreement: version CONSENT_TEXT of intake/sharing/actions.py.
    agrees = forms.BooleanField(
        label=_(
            "Ja, de adviseurs van dit team mogen mijn antwoorden, deze uitkomst en mijn e-mailadres zien, hooguit "
            "negentig dagen. "
            "Ik kan er altijd mee stoppen."
        ),
        error_messages={"required": _("Zet een vinkje als je dit goedvindt. Zonder vinkje delen we niets.")},
    )

    def __init__(self, *args: Any, teams: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "team", forms.ChoiceField).choices = teams
        if len(teams) == 1:
            del self.fields["team"]
        self.only = teams[0][0] if len(teams) == 1 else ""

    def chosen_team(self) -> str:
        """The key of the team, once the form is valid."""
        return self.only or str(self.cleaned_data["team"])
