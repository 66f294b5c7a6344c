"""What the portal itself recorded of a learner: money they asked for, and what their employer told by a signed link."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from funding.applications.models import Application
from funding.applications.states import PROMISED, UNDECIDED
from funding.engine.vocabulary import Grant, Value
from funding.parties.enums import Party
from portal.people.models import User

#: Who is not logged in had nothing from this portal.
NOTHING_RECORDED: Mapping[str, Value] = MappingProxyType({"earlier_grants": ()})
#: The name of aid whose schemes nobody named: an employer tells one sum of three years.
DE_MINIMIS = "de-minimis"


@dataclass(frozen=True, slots=True)
class Earlier:
    """Money that a learner asked and was not refused, and facts about them that others told."""

    grants: tuple[Grant, ...] = ()
    facts: Mapping[str, Value] = field(default=NOTHING_RECORDED)

    def since(self, day: date) -> dict[str, int]:
        """Cents per scheme from that day on."""
        found: dict[str, int] = {}
        for grant in self.grants:
            if grant.on >= day:
                found[grant.scheme] = found.get(grant.scheme, 0) + grant.cents
        return found


def earlier_of(learner: User) -> Earlier:
    """Everything that is recorded of a learner, in one query. What was granted in part counts in part."""
    rows = Application.objects.filter(Q(learner=learner) | Q(profile__user=learner)).values_list(
        "submitted",
        "lines__pk",
        "lines__state",
        "lines__scheme_version__scheme",
        "lines__cents",
        "lines__granted_cents",
        "invitations__party",
        "invitations__answered",
        "invitations__answer",
    )
    lines: dict[UUID, Grant] = {}
    told: tuple[datetime, dict[str, Any]] | None = None
    for submitted, line, state, scheme, asked, granted, party, answered, answer in rows:
        if submitted and line and state in UNDECIDED | PROMISED:
            cents = asked if granted is None else granted
            lines[line] = Grant(timezone.localtime(submitted).date(), scheme, cents)
        if party != Party.EMPLOYER or not answered or not answer or (told and told[0] >= answered):
            continue
        if answer["employs"] == "yes":
            told = answered, answer
    grants = tuple(sorted(lines.values()))
    facts: dict[str, Value] = {"earlier_grants": grants}
    return Earlier(grants, facts | (_of_employer(*told) if told else {}))


def _of_employer(answered: datetime, answer: Mapping[str, Any]) -> dict[str, Value]:
    """The newest statement of an employer; what was left open stays unknown.

    Aid of three years is told as one sum. It counts on the day of the statement: later than it was given, so a rule
    never lets more pass than it should.
    """
    facts: dict[str, Value] = {}
    cents = answer.get("de_minimis")
    if cents is not None:
        on = timezone.localtime(answered).date()
        facts["de_minimis_aid"] = (Grant(on, DE_MINIMIS, cents),) if cents else ()
    if answer.get("fte") is not None:
        facts["employer_fte"] = answer["fte"]
    if answer.get("recognised"):
        facts["recognised_training_company"] = answer["recognised"] == "yes"
    return facts
