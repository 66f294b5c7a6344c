"""Inviting a helper, and saying something."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.together.enums import Level
from portal.pages.fields import MailField, WrittenField


class HelperForm(forms.Form):
    """Whom a learner asks for help, and how far that goes."""

    helper_email = MailField(
        label=_("Het e-mailadres van wie je helpt"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"}),
    )
    level = forms.ChoiceField(
        label=_("Wat mag diegene?"),
        choices=Level,
        widget=forms.RadioSelect,
        help_text=_("Alleen jij kunt de aanvraag versturen."),
        error_messages={"required": _("Kies wat diegene mag.")},
    )


class RemarkForm(forms.Form):
    """Something about what is prepared."""

    text = WrittenField(
        label=_("Je opmerking"), max_length=1000, error_messages={"required": _("Schrijf je opmerking op.")}
    )
