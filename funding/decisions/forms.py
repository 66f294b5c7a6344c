"""Forms for deciding: verdict, amount and reasons; for approving; for sending back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.applications.enums import Verdict
from funding.checks.enums import CheckState
from funding.decisions.actions import Finding
from funding.decisions.reasons import Reason
from portal.pages.fields import EurosField, field_of
from portal.people.models import Fund

LONGEST_REASON = 4000
VERDICTS = ((Verdict.GRANT, _("Toekennen")), (Verdict.REFUSE, _("Afwijzen")))
ASIDE = (Verdict.SET_ASIDE, _("Niet in behandeling nemen: de aanvulling kwam niet"))


class DecisionForm(forms.Form):
    """What a fund administrator finds. ``asked`` (cents) is the most that can be granted."""

    verdict = forms.ChoiceField(
        label=_("Wat besluit je?"),
        choices=VERDICTS,
        widget=forms.RadioSelect,
    )
    amount = EurosField(label=_("Bedrag dat je toekent"), help_text=_("Telt alleen als je toekent."))
    hardship = forms.BooleanField(
        label=_("We passen de hardheidsclausule toe"),
        help_text=_("Alleen als je toekent terwijl niet alles klopt. Schrijf hieronder waarom."),
        required=False,
    )
    library = forms.ChoiceField(
        label=_("Tekst uit de bibliotheek"),
        help_text=_("Deze tekst komt in de brief, met daaronder wat je zelf schrijft."),
        required=False,
    )
    reasons = forms.CharField(
        label=_("Waarom?"),
        required=False,
        help_text=_("De deelnemer leest dit in de brief. Schrijf kort en gewoon, met “je”."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(
        self, *args: Any, asked: int, may_set_aside: bool = False, library: Iterable[Reason] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.texts = {str(one.pk): one for one in library}
        if self.texts:
            choices = [(key, f"{one.get_verdict_display()}: {one.title}") for key, one in self.texts.items()]
            field_of(self, "library", forms.ChoiceField).choices = [("", _("Geen")), *choices]
        else:
            self.fields.pop("library")
            self.fields["reasons"].required = True
            self.fields["reasons"].error_messages["required"] = _("Schrijf waarom je dit besluit.")
        if may_set_aside:
            field_of(self, "verdict", forms.ChoiceField).choices = [*VERDICTS, ASIDE]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        chosen = self.texts.get(data.get("library") or "")
        if chosen and chosen.verdict != data.get("verdict"):
            self.add_error("library", _("Deze tekst hoort bij een ander besluit. Kies een andere, of geen."))
        if data.get("hardship") and (data.get("verdict") != Verdict.GRANT or not data.get("reasons")):
            self.add_error("hardship", _("De hardheidsclausule hoort bij toekennen, met een eigen uitleg."))
        if not chosen and not data.get("reasons") and "reasons" not in self.errors:
            self.add_error("reasons", _("Schrijf op waarom, of kies een tekst uit de bibliotheek."))
        if data.get("verdict") in {Verdict.REFUSE, Verdict.SET_ASIDE}:
            self.errors.pop("amount", None)
        elif (amount := data.get("amount")) is not None:
            if not amount:
                self.add_error("amount", _("Vul in hoeveel je toekent, of kies Afwijzen."))
            elif amount > self.asked:
                self.add_error("amount", _("Je kunt niet meer toekennen dan er is gevraagd."))
            elif amount < self.asked and not data.get("reasons") and "reasons" not in self.errors:
                # Awb 3:46: a text for many does not say why this learner gets this much less.
                self.add_error(
                    "reasons", _("Je kent minder toe dan is gevraagd. Schrijf op waar het verschil vandaan komt.")
                )
        return data

    def finding(self) -> Finding:
        """The finding of a valid form."""
        verdict = Verdict(self.cleaned_data["verdict"])
        cents = self.cleaned_data["amount"] if verdict == Verdict.GRANT else 0
        chosen = self.texts.get(self.cleaned_data.get("library") or "")
        texts = [chosen.text if chosen else "", self.cleaned_data["reasons"].strip()]
        return Finding(verdict, cents, "\n\n".join(text for text in texts if text), self.cleaned_data["hardship"])


class ReasonForm(forms.Form):
    """A text for the library of a fund."""

    fund = forms.ChoiceField(label=_("Voor welk fonds?"), widget=forms.RadioSelect)
    verdict = forms.ChoiceField(label=_("Bij welk besluit?"), choices=Verdict.choices, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Korte naam"),
        help_text=_("Alleen collega's zien dit."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    text = forms.CharField(
        label=_("Tekst in de brief"),
        help_text=_("De deelnemer leest dit in de brief. Schrijf kort en gewoon, met “je”."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, funds: Iterable[Fund], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "fund", forms.ChoiceField).choices = [(fund.slug, fund.name) for fund in funds]


class CheckForm(forms.Form):
    """What came of a check."""

    state = forms.ChoiceField(choices=CheckState.choices)


class SendBackForm(forms.Form):
    reason = forms.CharField(
        label=_("Wat moet er anders?"),
        help_text=_("Alleen je collega leest dit."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SeenVersion(forms.Form):
    """Which version of the line was on the screen; the page writes it itself, as it is at that moment."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)

    @property
    def value(self) -> int:
        """The version that was seen; 0, which no line has, when the form was tampered with."""
        return int(self.cleaned_data["version"]) if self.is_valid() else 0
