"""Typing a code that was mailed."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The code from the mail."""

    code = forms.CharField(
        label=_("De code uit de e-mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", "size": 12}),
        error_messages={"required": _("Vul de code uit je e-mail in.")},
    )
