"""What the learner told and what the rule found, as an application has it frozen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from funding.applications.models import PlanLine
from intake.profile.questions import QUESTIONS
from intake.profile.values import shown_all


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of the rule with its verdict, as the calculation of the application has it."""

    text: str
    verdict: str
    source: str


def facts_of(values: dict[str, Any]) -> list[Fact]:
    """What the learner told, in words; the course's own facts stand with the course."""
    told = {name: value for name, value in values.items() if name in QUESTIONS}
    return [
        Fact(str(QUESTIONS[name].on_file or QUESTIONS[name].label), text, _("deelnemer"))
        for name, text in shown_all(told).items()
    ]


def criteria_of(line: PlanLine) -> list[Criterion]:
    """The conditions of the line's scheme with their verdicts, as they were when it was sent."""
    calculated = line.application.calculated
    if line.round > 1:  # a later plan has a calculation of its own
        calculated = line.application.replans.get(round=line.round).calculation
    row = next(row for row in calculated["schemes"] if row["version"] == str(line.scheme_version_id))
    return list(criteria_in(row["outcome"]))


def criteria_in(outcome: dict[str, Any]) -> Iterable[Criterion]:
    """The conditions in the outcome of a scheme, as a calculation has it written down."""
    if outcome.get("label"):
        yield Criterion(outcome["label"], outcome["verdict"], outcome.get("source", ""))
        return
    for part in outcome.get("parts", []):
        yield from criteria_in(part)
