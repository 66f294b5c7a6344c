"""Where a result is mailed to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.pages.fields import MailField


class ResultForm(forms.Form):
    """One address, and which result."""

    email = MailField(
        label=_("Je e-mailadres"),
        help_text=_("We gebruiken het alleen voor deze ene e-mail."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
        error_messages={"required": _("Vul een e-mailadres in.")},
    )
