"""What an adviser writes down of a talk, and the advice."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.advice.actions import Notes
from intake.advice.enums import AdviceKind, Referral
from portal.pages.fields import DayField, MailField

LONGEST_NOTES, LONGEST_ADVICE, LONGEST_NOTE = 5000, 3000, 300
#: A beginning for notes, by its name in the address.
TEMPLATES = {
    "eerste": (
        gettext_lazy("Eerste gesprek"),
        gettext_lazy("Waarom nu:\nWerk en ervaring:\nWat iemand wil:\nWat helpt, wat houdt tegen:\nAfgesproken:"),
    ),
    "scholing": (
        gettext_lazy("Over een opleiding"),
        gettext_lazy("Doel:\nOpleiding en waarom die past:\nWat er nog voor nodig is:\nWie betaalt:\nAfgesproken:"),
    ),
    "vervolg": (gettext_lazy("Vervolg"), gettext_lazy("Wat lukte:\nWat lukte niet:\nVolgende stap:\nAfgesproken:")),
}


class NotesForm(forms.Form):
    """Notes for the adviser only, and when to come back to it."""

    notes = forms.CharField(
        label=gettext_lazy("Je aantekeningen"),
        required=False,
        max_length=LONGEST_NOTES,
        help_text=gettext_lazy("Alleen jij leest dit. Schrijf niets op over gezondheid."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    follow_up = DayField(
        label=gettext_lazy("Wanneer kom je erop terug?"),
        required=False,
    )
    follow_up_text = forms.CharField(
        label=gettext_lazy("Wat doe je dan?"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        when, today = cleaned.get("follow_up"), timezone.localdate()
        if when and not today <= when <= today + timedelta(days=730):
            self.add_error("follow_up", _("Kies een dag vanaf vandaag, binnen twee jaar."))
        if when and not cleaned.get("follow_up_text") and "follow_up_text" not in self.errors:
            self.add_error("follow_up_text", _("Schrijf kort op wat je dan doet, bijvoorbeeld: bellen."))
        return cleaned

    def written(self) -> Notes:
        """What was written, once the form is valid."""
        data = self.cleaned_data
        return Notes(data["notes"], data["follow_up"], data["follow_up_text"])


class KeepForm(forms.Form):
    """A name for what somebody looks for among their people."""

    label = forms.CharField(
        label=gettext_lazy("Hoe noem je deze keuze?"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Alleen jij ziet hem. Dezelfde naam nog eens vervangt de oude keuze."),
        error_messages={"required": gettext_lazy("Geef de keuze een naam.")},
    )


class MendedAddressForm(forms.Form):
    """The mail address at which somebody can be reached; the browser fills in nothing of one's own."""

    mended_email = MailField(
        label=gettext_lazy("Het goede e-mailadres"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Vul het e-mailadres in.")},
    )


class AdviceForm(forms.Form):
    """The advice, as the person gets it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Wat is je advies?"),
        choices=AdviceKind,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wat voor advies het is.")},
    )
    referral = forms.ChoiceField(
        label=gettext_lazy("Naar wie verwijs je door?"),
        choices=[("", "—"), *Referral.choices],
        required=False,
        help_text=gettext_lazy("Alleen bij een doorverwijzing."),
    )
    text = forms.CharField(
        label=gettext_lazy("Wat schrijf je aan deze persoon?"),
        max_length=LONGEST_ADVICE,
        help_text=gettext_lazy("In gewone woorden. Deze persoon krijgt een e-mail dat het advies klaarstaat."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": gettext_lazy("Schrijf in een paar zinnen wat je adviseert.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == AdviceKind.REFERRAL and not cleaned.get("referral"):
            self.add_error("referral", _("Kies naar wie je doorverwijst."))
        if cleaned.get("kind") != AdviceKind.REFERRAL:
            cleaned["referral"] = ""
        return cleaned
