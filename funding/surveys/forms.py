"""The two questions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.surveys.enums import Outcome


class SurveyForm(forms.Form):
    """Did it work out, and is help wanted."""

    outcome = forms.ChoiceField(
        label=_("Is het gelukt wat je met deze opleiding wilde?"),
        choices=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies het antwoord dat het beste past.")},
    )
    wants_help = forms.TypedChoiceField(
        label=_("Wil je hulp van een adviseur?"),
        help_text=_("Dat kost niets. Je kiest straks zelf een moment."),
        choices=(("no", _("Nee, dank je")), ("yes", _("Ja, graag"))),
        coerce=lambda told: told == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies of je hulp wilt.")},
    )
