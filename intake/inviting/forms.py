"""Whom to invite, and to what, as a form."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from intake.agenda.kinds import AppointmentKind
from portal.pages.fields import MailField, NameField, field_of


class InviteForm(forms.Form):
    """Somebody else's name and address: the browser fills in nothing of one's own."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Voor welk gesprek?"),
        error_messages={"required": gettext_lazy("Kies een soort gesprek.")},
    )
    invited_name = NameField(
        label=gettext_lazy("Naam van wie je uitnodigt"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Vul in wie je uitnodigt.")},
    )
    invited_email = MailField(
        label=gettext_lazy("E-mailadres van wie je uitnodigt"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, kinds: Sequence[AppointmentKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "kind", forms.ChoiceField).choices = [(str(one.pk), one.name) for one in kinds]
