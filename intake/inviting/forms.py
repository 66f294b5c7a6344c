"""Whom to invite, to what and how, as a form; and the code of a letter."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.agenda.kinds import AppointmentKind
from intake.inviting.actions import Invitee
from intake.inviting.enums import Channel
from intake.inviting.sending import ALPHABET, CODE_LENGTH
from portal.pages.fields import MailField, NameField, PhoneField, field_of
from portal.texting.gateways import texts_go_out
from portal.texting.numbers import mobile

MOST_ADDRESS_LINES = 5


def other_phone(label: Any, **more: Any) -> PhoneField:
    """The number of somebody else: the browser fills in nothing of one's own."""
    box = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel", "type": "tel", "size": "20"})
    return PhoneField(label=label, widget=box, **more)


class InviteForm(forms.Form):
    """Somebody else's name and address: the browser fills in nothing of one's own. Text messages only where they go."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Voor welk gesprek?"),
        error_messages={"required": gettext_lazy("Kies een soort gesprek.")},
    )
    invited_name = NameField(
        label=gettext_lazy("Naam van wie je uitnodigt"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Vul in wie je uitnodigt.")},
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("Hoe sturen we de uitnodiging?"),
        choices=Channel,
        initial=Channel.MAIL,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies hoe we de uitnodiging sturen.")},
    )
    invited_email = MailField(
        label=gettext_lazy("E-mailadres van wie je uitnodigt"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Voor een uitnodiging per e-mail."),
    )
    invited_phone = other_phone(
        gettext_lazy("Mobiel nummer van wie je uitnodigt"),
        required=False,
        help_text=gettext_lazy("Voor een uitnodiging per sms."),
    )
    invited_address = forms.CharField(
        label=gettext_lazy("Adres van wie je uitnodigt"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=gettext_lazy("Voor een brief: straat en nummer, en op de regel eronder postcode en plaats."),
    )
    reads = forms.ChoiceField(
        label=gettext_lazy("In welke taal?"), choices=settings.LANGUAGES, initial="nl", required=False
    )

    def __init__(
        self, *args: Any, kinds: Sequence[AppointmentKind], channels: Sequence[Channel] = tuple(Channel), **kwargs: Any
    ) -> None:
        """``channels``: a letter is for who can print it."""
        super().__init__(*args, **kwargs)
        field_of(self, "kind", forms.ChoiceField).choices = [(str(one.pk), one.name) for one in kinds]
        offered = [one for one in channels if one != Channel.TEXT or texts_go_out()]
        field_of(self, "channel", forms.ChoiceField).choices = [(one.value, one.label) for one in offered]
        if Channel.TEXT not in offered:
            del self.fields["invited_phone"]
        if Channel.LETTER not in offered:
            del self.fields["invited_address"]

    def clean_invited_address(self) -> str:
        lines = [" ".join(line.split()) for line in self.cleaned_data["invited_address"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_ADDRESS_LINES:
            raise forms.ValidationError(_("Vul hoogstens vijf regels in."))
        return "\n".join(lines)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        match cleaned.get("channel"):
            case Channel.MAIL if not cleaned.get("invited_email") and "invited_email" not in self.errors:
                self.add_error("invited_email", _("Vul het e-mailadres in, of kies een andere manier."))
            case Channel.TEXT if "invited_phone" not in self.errors and not mobile(cleaned.get("invited_phone", "")):
                self.add_error("invited_phone", _("Vul een mobiel nummer in, zoals 06 12345678."))
            case Channel.LETTER if "invited_address" not in self.errors:
                if "\n" not in cleaned.get("invited_address", ""):
                    told = _("Vul straat en nummer in, en op de regel eronder postcode en plaats.")
                    self.add_error("invited_address", told)
        return cleaned

    def invitee(self) -> Invitee:
        """What was filled in, once the form is valid."""
        data = self.cleaned_data
        return Invitee(
            data["invited_name"],
            Channel(data["channel"]),
            data.get("invited_email", ""),
            data.get("invited_phone", ""),
            data.get("invited_address", ""),
            data["reads"] or "nl",
        )


class LetterCodeForm(forms.Form):
    """The code that stands in a letter; typed with or without stripes, in capitals or not."""

    letter_code = forms.CharField(
        label=gettext_lazy("De code uit je brief"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "size": 16}),
        help_text=gettext_lazy("Twaalf letters en cijfers. De streepjes mag je weglaten."),
        error_messages={"required": gettext_lazy("Vul de code uit je brief in.")},
    )

    def clean_letter_code(self) -> str:
        code = "".join(one for one in self.cleaned_data["letter_code"].upper() if one in ALPHABET)
        if len(code) != CODE_LENGTH:
            raise forms.ValidationError(_("De code heeft twaalf letters en cijfers. Kijk nog eens in je brief."))
        return code
