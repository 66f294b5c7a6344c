"""Booking for somebody else: who it is, how they are reached, and how they want to talk."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.agenda.actions import Contact
from intake.agenda.enums import Language, Mode, Wish
from intake.agenda.kinds import AppointmentKind
from intake.inviting.forms import other_phone
from portal.pages.fields import MailField, NameField, field_of
from portal.pages.once import OnceForm
from portal.texting.gateways import texts_go_out
from portal.texting.numbers import mobile


class ClientForm(OnceForm):
    """Somebody else's details: the browser fills in nothing of one's own."""

    client_name = NameField(
        label=gettext_lazy("Naam van wie komt"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Vul in wie er komt.")},
    )
    client_email = MailField(
        label=gettext_lazy("E-mailadres van wie komt"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    client_phone = other_phone(gettext_lazy("Telefoonnummer van wie komt"), required=False)
    mode = forms.ChoiceField(
        label=gettext_lazy("Hoe wordt er gepraat?"),
        choices=Mode,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies hoe er gepraat wordt.")},
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Waar?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Alleen als het gesprek op kantoor is."),
    )
    talk_language = forms.ChoiceField(
        label=gettext_lazy("In welke taal wordt er gepraat?"), choices=Language, initial=Language.DUTCH, required=False
    )
    reads = forms.ChoiceField(
        label=gettext_lazy("In welke taal sturen we de berichten?"),
        choices=settings.LANGUAGES,
        initial="nl",
        required=False,
    )
    wishes = forms.MultipleChoiceField(
        label=gettext_lazy("Wat maakt het gesprek makkelijker?"),
        choices=Wish,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    said_yes = forms.BooleanField(
        label=gettext_lazy("Deze persoon zei mij dat die komt, en dat de adviseur deze gegevens mag zien"),
        error_messages={"required": gettext_lazy("Vraag het eerst aan deze persoon, en zet dan een vinkje.")},
    )

    def __init__(self, *args: Any, kind: AppointmentKind, asks_yes: bool, **kwargs: Any) -> None:
        """``asks_yes``: staff heard a yes. Else the person says it by a link, so they must be reachable."""
        super().__init__(*args, **kwargs)
        self.kind, self.asks_yes = kind, asks_yes
        field_of(self, "mode", forms.ChoiceField).choices = [(mode.value, mode.label) for mode in kind.talks]
        if Mode.OFFICE in kind.talks and len(kind.places) > 1:
            field_of(self, "place", forms.ChoiceField).choices = [(place, place) for place in kind.places]
        else:
            del self.fields["place"]
        if asks_yes:
            told = _("Dat hoeft niet. Met een adres krijgt deze persoon de afspraak ook per e-mail.")
        else:
            del self.fields["said_yes"]
            self.fields["client_email"].required = not texts_go_out()
            told = _("Hier komt de vraag of de tijd past. Pas met een ja staat de afspraak vast.")
            if texts_go_out():
                self.fields["client_phone"].help_text = _("Zonder e-mailadres sturen we de vraag per sms.")
        self.fields["client_email"].help_text = told

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        phone, email = cleaned.get("client_phone"), cleaned.get("client_email")
        if cleaned.get("mode") == Mode.PHONE and not phone and "client_phone" not in self.errors:
            self.add_error("client_phone", _("Vul het telefoonnummer in waarop de adviseur belt."))
        if "place" in self.fields and cleaned.get("mode") == Mode.OFFICE and not cleaned.get("place"):
            self.add_error("place", _("Kies waar het gesprek is."))
        by_text = texts_go_out() and bool(mobile(phone or ""))
        if not self.asks_yes and not email and not by_text and "client_email" not in self.errors:
            self.add_error("client_email", _("Vul een e-mailadres in: daar vragen we of de tijd past."))
        return cleaned

    def contact(self) -> Contact:
        """What was filled in, once the form is valid."""
        data = self.cleaned_data
        mode = Mode(data["mode"])
        return Contact(
            data["client_name"],
            data["client_email"],
            data["client_phone"],
            mode,
            "",
            talk_language=data["talk_language"] or Language.DUTCH,
            wishes=tuple(data["wishes"]),
            place=self._place(data.get("place", "")) if mode == Mode.OFFICE else "",
        )

    def _place(self, chosen: str) -> str:
        return chosen if "place" in self.fields else "".join(self.kind.places[:1])
