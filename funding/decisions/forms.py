"""Forms for deciding: verdict, amount and reasons; for approving; for sending back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from funding.applications.enums import Verdict
from funding.decisions.actions import Finding
from portal.pages.fields import EurosField

LONGEST_REASON = 4000


class DecisionForm(forms.Form):
    """What a fund administrator finds. ``asked`` (cents) is the most that can be granted."""

    verdict = forms.ChoiceField(
        label=_("Wat besluit je?"),
        choices=[(Verdict.GRANT, _("Toekennen")), (Verdict.REFUSE, _("Afwijzen"))],
        widget=forms.RadioSelect,
    )
    amount = EurosField(label=_("Bedrag dat je toekent"), help_text=_("Telt alleen als je toekent."))
    reasons = forms.CharField(
        label=_("Waarom?"),
        help_text=_("De deelnemer leest dit in de brief. Schrijf kort en gewoon, met “je”."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, asked: int, may_set_aside: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        if may_set_aside:
            aside = (Verdict.SET_ASIDE, _("Niet in behandeling nemen: de aanvulling kwam niet"))
            self.fields["verdict"].choices = [*self.fields["verdict"].choices, aside]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("verdict") in {Verdict.REFUSE, Verdict.SET_ASIDE}:
            self.errors.pop("amount", None)
        elif (amount := data.get("amount")) is not None:
            if not amount:
                self.add_error("amount", _("Vul in hoeveel je toekent, of kies Afwijzen."))
            elif amount > self.asked:
                self.add_error("amount", _("Je kunt niet meer toekennen dan er is gevraagd."))
        return data

    def finding(self) -> Finding:
        """The finding of a valid form."""
        verdict = Verdict(self.cleaned_data["verdict"])
        cents = self.cleaned_data["amount"] if verdict == Verdict.GRANT else 0
        return Finding(verdict, cents, self.cleaned_data["reasons"].strip())


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
