"""Who waits for a time, and when they can, as a form."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.agenda.enums import Mode
from intake.agenda.kinds import AppointmentKind
from intake.waiting.actions import Wish
from intake.waiting.enums import DayPart
from portal.pages.fields import DayField, MailField, NameField, PhoneField, field_of
from portal.pages.once import OnceForm

FURTHEST = timedelta(days=92)
USUAL = timedelta(days=28)


class WaitForm(OnceForm):
    """Somebody's own details and when they can."""

    name = NameField(
        label=gettext_lazy("Je naam"),
        error_messages={"required": gettext_lazy("Vul je naam in. Een voornaam mag ook.")},
    )
    email = MailField(
        label=gettext_lazy("Je e-mailadres"), help_text=gettext_lazy("Hier mailen we je als er een tijd vrijkomt.")
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Hoe wil je praten?"),
        choices=Mode,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies hoe je wilt praten.")},
    )
    phone = PhoneField(
        label=gettext_lazy("Je telefoonnummer"),
        required=False,
        help_text=gettext_lazy("Verplicht als je voor telefoon kiest."),
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("Wanneer kun je?"),
        choices=DayPart,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Kies je niets? Dan mag elke tijd."),
    )
    last_day = DayField(label=gettext_lazy("Tot welke dag wil je wachten?"))

    def __init__(self, *args: Any, kind: AppointmentKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "mode", forms.ChoiceField).choices = [(mode.value, mode.label) for mode in kind.talks]
        self.initial.setdefault("last_day", timezone.localdate() + USUAL)

    def clean_last_day(self) -> Any:
        chosen, today = self.cleaned_data["last_day"], timezone.localdate()
        if not today < chosen <= today + FURTHEST:
            raise forms.ValidationError(_("Kies een dag na vandaag, binnen drie maanden."))
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("mode") == Mode.PHONE and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Vul je telefoonnummer in, dan kunnen we je bellen."))
        return cleaned

    def wish(self) -> Wish:
        """What was filled in, once the form is valid."""
        data = self.cleaned_data
        return Wish(
            data["name"], data["email"], data["phone"], Mode(data["mode"]), tuple(data["parts"]), data["last_day"]
        )
