"""Objecting, hearing, and deciding on an objection."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.applications.enums import Verdict
from funding.decisions.actions import Finding
from funding.decisions.models import Decision
from funding.objections.models import Objection
from portal.pages.fields import EurosField, WrittenField


class ObjectForm(forms.Form):
    """Why the learner does not agree."""

    text = WrittenField(
        label=_("Waarom ben je het er niet mee eens?"),
        help_text=_("Schrijf het in je eigen woorden. Je kunt later bewijzen toevoegen."),
        error_messages={"required": _("Schrijf op waarom je het er niet mee eens bent.")},
    )


class HearForm(forms.Form):
    """That the learner was heard, or why not."""

    says_optional = False  # the day is, only for who was not heard

    heard = forms.ChoiceField(
        label=_("Is de deelnemer gehoord?"),
        choices=(("yes", _("Ja, op deze dag")), ("no", _("Nee, dat hoefde niet (Awb artikel 7:3)"))),
        widget=forms.RadioSelect,
    )
    on = forms.DateTimeField(
        label=_("Wanneer?"),
        help_text=_("Vul dit in als de deelnemer is gehoord."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "autocomplete": "off"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Vul een dag en een tijd in.")},
    )
    note = forms.CharField(
        label=_("Wat is er gezegd, of waarom hoefde het niet?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("heard") == "yes" and not data.get("on") and "on" not in self.errors:
            self.add_error("on", _("Vul in wanneer de deelnemer is gehoord."))
        return data


class ObjectionForm(forms.Form):
    """What the fund finds of an objection. ``before`` is the decision that was objected to, ``asked`` in cents.

    ``fixed``: the amount (cents) that was fixed on evidence since then; then the objection is about that.
    """

    says_optional = False  # the amount is, only where nothing changes; its hint says so

    founded = forms.ChoiceField(
        label=_("Wat vind je van het bezwaar?"),
        choices=(("yes", _("Terecht: we besluiten anders")), ("no", _("Niet terecht: het besluit blijft"))),
        widget=forms.RadioSelect,
    )
    amount = EurosField(
        label=_("Bedrag dat de deelnemer nu krijgt"),
        help_text=_("Telt alleen als het bezwaar terecht is."),
        required=False,
    )
    hardship = forms.BooleanField(label=_("We passen de hardheidsclausule toe"), required=False)
    reasons = forms.CharField(
        label=_("Waarom?"),
        help_text=_("De deelnemer leest dit in de brief. Schrijf kort en gewoon, met “je”."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, before: Decision, asked: int, fixed: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before, self.fixed = before, fixed
        self.now, self.most = (before.cents, asked) if fixed is None else (fixed, before.cents)
        if fixed is not None:
            self.fields["amount"].label = _("Bedrag dat de deelnemer nu definitief krijgt")

    @classmethod
    def about(cls, objection: Objection, data: Any = None) -> "ObjectionForm":
        """The form for an objection, which comes with decision and line."""
        line = objection.decision.line
        return cls(data, before=objection.decision, asked=line.cents, fixed=line.settled_cents)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        amount = data.get("amount")
        if data.get("founded") == "yes" and "amount" not in self.errors:
            if not amount or amount <= self.now:
                self.add_error("amount", _("Vul een bedrag in dat hoger is dan eerst is besloten."))
            elif amount > self.most and self.fixed is not None:
                self.add_error("amount", _("Definitief krijgt iemand niet meer dan er is toegekend."))
            elif amount > self.most:
                self.add_error("amount", _("Je kunt niet meer toekennen dan er is gevraagd."))
        return data

    def finding(self) -> Finding:
        """The finding of a valid form."""
        reasons = self.cleaned_data["reasons"].strip()
        if self.cleaned_data["founded"] == "yes" and self.fixed is not None:
            return Finding(Verdict.GRANT, self.before.cents, reasons, fixed=self.cleaned_data["amount"])
        if self.cleaned_data["founded"] == "yes":
            return Finding(Verdict.GRANT, self.cleaned_data["amount"], reasons)
        return Finding(Verdict(self.before.verdict), self.before.cents, reasons)
