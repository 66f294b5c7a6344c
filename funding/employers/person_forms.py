from django import forms
from django.utils.translation import gettext_lazy

from portal.pages.fields import MailField, NameField


class PersonForm(forms.Form):
    """One person: the address is another's, so the browser fills in nothing."""

    person_name = NameField(
        label=gettext_lazy("Voor- en achternaam"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Vul een naam in.")},
    )
    person_email = MailField(
        label=gettext_lazy("E-mailadres"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Vul een e-mailadres in.")},
    )
