"""Drawing a sample, asking for proof, hearing and concluding."""

import secrets
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from funding.sampling.enums import Outcome
from portal.pages.fields import DayField, EurosField, WrittenField, field_of
from portal.people.models import Fund

LONGEST = 4000


class DrawForm(forms.Form):
    """From what, how many, and with which seed."""

    fund = forms.ModelChoiceField(label=_("Fonds"), queryset=Fund.objects.none(), empty_label=None)
    drawn_first = DayField(label=_("Besloten van"))
    drawn_last = DayField(label=_("Besloten tot en met"))
    size = forms.IntegerField(
        label=_("Hoeveel dossiers?"),
        min_value=1,
        max_value=500,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 5}),
        error_messages={
            "required": _("Vul in hoeveel dossiers je wilt nakijken."),
            **dict.fromkeys(("invalid", "min_value", "max_value"), _("Vul een getal van 1 tot en met 500 in.")),
        },
    )
    seed = forms.CharField(
        label=_("Startgetal van de loting"),
        help_text=_("Met hetzelfde startgetal komt dezelfde trekking eruit. Zo kan een accountant de loting overdoen."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Vul een startgetal in.")},
    )

    def __init__(self, data: Any = None, *, funds: Any) -> None:
        today = timezone.localdate()
        known = {
            "drawn_first": today.replace(month=1, day=1),
            "drawn_last": today,
            "size": 10,
            "seed": str(secrets.randbelow(10**9)),
        }
        super().__init__(data, initial=known)
        field_of(self, "fund", forms.ModelChoiceField).queryset = funds

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("drawn_first"), data.get("drawn_last")
        if first and last and last < first:
            self.add_error("drawn_last", _("Deze dag ligt voor de eerste. Kies een latere."))
        return data


class AskProofForm(forms.Form):
    """What is asked, and by when."""

    question = WrittenField(
        label=_("Wat wil je van de deelnemer zien of weten?"),
        help_text=_("Bijvoorbeeld: stuur je certificaat, of een bewijs dat je aanwezig was."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    proof_until = DayField(label=_("Uiterlijk"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"proof_until": timezone.localdate() + timedelta(days=14)})

    def clean_proof_until(self) -> date:
        until: date = self.cleaned_data["proof_until"]
        today = timezone.localdate()
        if not today + timedelta(days=7) <= until <= today + timedelta(days=90):
            raise forms.ValidationError(_("Geef de deelnemer minstens een week en hoogstens drie maanden."))
        return until


class SampleAnswerForm(forms.Form):
    """The learner's answer."""

    answer = WrittenField(label=_("Jouw antwoord"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))


class HearSampleForm(forms.Form):
    """Whether the learner was heard, and what was said; or why not."""

    heard_on = DayField(
        label=_("Op welke dag sprak je de deelnemer?"),
        required=False,
        help_text=_("Leeg: de deelnemer is niet gehoord."),
    )
    note = WrittenField(
        label=_("Wat is er gezegd, of waarom is er niet gehoord?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_heard_on(self) -> date | None:
        day: date | None = self.cleaned_data["heard_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("Deze dag moet nog komen. Vul een dag in die voorbij is."))
        return day


class ConcludeForm(forms.Form):
    """What came of it. ``stands`` (cents) is what is fixed or granted now."""

    outcome = forms.ChoiceField(label=_("Wat is de uitkomst?"), choices=Outcome.choices, widget=forms.RadioSelect)
    amount = EurosField(
        label=_("Bedrag dat blijft"), help_text=_("Telt alleen als het bedrag omlaag gaat."), required=False
    )
    reasons = forms.CharField(
        label=_("Waarom?"),
        help_text=_("Gaat het bedrag omlaag, dan leest de deelnemer dit in de brief."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Schrijf op waarom.")},
    )

    def __init__(self, data: Any = None, *, stands: int) -> None:
        super().__init__(data)
        self.stands = stands

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("outcome") == Outcome.GOOD:
            self.errors.pop("amount", None)
        elif "amount" not in self.errors and data.get("outcome"):
            amount = data.get("amount")
            if amount is None:
                self.add_error("amount", _("Vul in welk bedrag blijft. Blijft er niets? Vul dan 0 in."))
            elif amount >= self.stands:
                self.add_error("amount", _("Vul minder in dan wat er nu vaststaat."))
        return data
