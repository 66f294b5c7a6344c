from django import forms
from django.utils.translation import gettext_lazy as _

from portal.pages.fields import WrittenField


class HidingForm(forms.Form):
    """Why something is taken out of sight."""

    reason = WrittenField(
        label=_("Waarom verberg je dit? Alleen collega's lezen dit."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf waarom je dit verbergt.")},
    )
