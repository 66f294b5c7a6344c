"""Asking a fund all the same: where the check says no, a learner still has a right to a decision (Awb 1:3, 4:1)."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from funding.check.arranging import decides_here
from funding.check.assessing import Schemes
from funding.engine import rules
from funding.engine.assessment import Assessment, Row, assess
from funding.engine.scheme import State

ANYBODY = rules.parse({"all": []})


@dataclass(frozen=True, slots=True)
class Insisted:
    """A scheme that is asked although its conditions seem not to be met: the cents, and the costs they are for."""

    row: Row
    cents: int
    parts: list[dict[str, object]]


def may_insist(assessment: Assessment, schemes: Schemes) -> list[Row]:
    """Schemes of funds that decide here, that take applications, and that the plan asks nothing of."""
    return [row for row in _beside(assessment, schemes) if amount(assessment, row)[0]]


def insisted(assessment: Assessment, schemes: Schemes, slugs: Collection[str]) -> list[Insisted]:
    """What is asked of these schemes beside the plan, each at most what the learner would pay themselves."""
    # An amount is a plan of its own: it is worked out for what was chosen, not for all that could have been.
    chosen = [row for row in _beside(assessment, schemes) if row.scheme.slug in slugs] if slugs else []
    found = [Insisted(row, *amount(assessment, row)) for row in chosen]
    return [one for one in found if one.cents]


def _beside(assessment: Assessment, schemes: Schemes) -> list[Row]:
    return [
        row
        for row in assessment.rows
        if not row.cents and row.state is State.OPEN and decides_here(row.scheme, schemes)
    ]


def amount(assessment: Assessment, row: Row) -> tuple[int, list[dict[str, object]]]:
    """What this scheme would pay of the costs if its conditions were met, up to the own contribution of the plan.

    Follows from what is frozen with an application, so that it can be worked out again.
    """
    alone = replace(row.scheme, rule=ANYBODY, budget_left=None)
    again = assess(assessment.facts, list(assessment.lines), [alone], assessment.areas)
    left = int(assessment.plan.own)
    parts: list[dict[str, object]] = []
    for line in again.plan.lines:
        cents = min(int(line.cents), left)
        if cents:
            parts.append({"kind": line.kind.value, "cents": cents})
            left -= cents
    return int(assessment.plan.own) - left, parts
