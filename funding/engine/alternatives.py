"""Other ways to pay: the best plan without one of its schemes, and the best plan on a later day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from funding.engine.areas import Areas
from funding.engine.assessment import LIKELY, Assessment, WhyNot, estimate
from funding.engine.certificate import certified_plan
from funding.engine.facts import Facts
from funding.engine.money import ZERO
from funding.engine.plan import Plan
from funding.engine.scheme import SchemeOnDate, State

#: Who is told to wait longer than a year is told nothing.
LONGEST_WAIT = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Alternative:
    """The best plan without one scheme that pays in the best plan, and the cents that the learner pays more then."""

    without: str
    plan: Plan
    extra: int


@dataclass(frozen=True, slots=True)
class Wait:
    """The best plan of a later day, cheaper than that of today and of every day before it.

    ``because_of`` names the schemes that pay in it and not in the plan of today.
    """

    day: date
    plan: Plan
    because_of: tuple[str, ...]


def alternatives(assessment: Assessment) -> tuple[Alternative, ...]:
    """One for every scheme of the plan, the cheapest first; ``extra`` is never negative.

    A scheme that pays only when no other fits does not come in by leaving out the others: they still fit.
    """
    today = assessment.facts.today
    offers = {
        row.scheme.slug: row.scheme.offer(assessment.facts)
        for row in assessment.rows
        if row.scheme.state(today) is State.OPEN
        and row.outcome.verdict in LIKELY
        and (row.cents or not row.scheme.terms.only_if_no_other)
    }
    found = []
    for slug in assessment.plan.schemes:
        plan = certified_plan(assessment.lines, [offer for other, offer in offers.items() if other != slug])
        found.append(Alternative(slug, plan, plan.own - assessment.plan.own))
    return tuple(sorted(found, key=lambda one: (one.extra, one.without)))


def worth_waiting_for(assessment: Assessment, areas: Areas, coming: Iterable[SchemeOnDate] = ()) -> tuple[Wait, ...]:
    """The days within a year, and before the course begins, on which the own contribution gets lower; in order.

    ``coming`` are schemes as they will be from their ``opens``: a next version, or a next budget. ``areas`` must hold
    what their rules name. Age and terms are those of the later day; in a new year its caps begin anew.
    """
    facts, coming = assessment.facts, list(coming)
    current = {row.scheme.slug: row.scheme for row in assessment.rows}
    found: list[Wait] = []
    for day in _days(assessment, coming):
        later = Facts(day, facts.values)
        schemes = _on(day, current, coming, facts.today)
        plan = estimate(later, assessment.lines, schemes, areas).plan
        if plan.own < min([assessment.plan.own, *(wait.plan.own for wait in found)]):
            found.append(Wait(day, plan, tuple(sorted(plan.schemes - assessment.plan.schemes))))
    return tuple(found)


def _days(assessment: Assessment, coming: Iterable[SchemeOnDate]) -> list[date]:
    """The days on which something opens, or a cap of a year begins anew."""
    facts = assessment.facts
    days = {scheme.opens for scheme in (*coming, *(row.scheme for row in assessment.rows)) if scheme.opens}
    if any(row.why_not in (WhyNot.YEAR_USED_UP, WhyNot.FAMILY_USED_UP) for row in assessment.rows):
        days.add(date(facts.today.year + 1, 1, 1))
    last, start = facts.today + LONGEST_WAIT, facts.get("course.start")
    if isinstance(start, date):
        last = min(last, start - timedelta(days=1))
    return sorted(day for day in days if facts.today < day <= last)


def _on(
    day: date, current: Mapping[str, SchemeOnDate], coming: Iterable[SchemeOnDate], today: date
) -> list[SchemeOnDate]:
    """Every scheme as it will be on a day: the last that came, else as it is now."""
    schemes = dict(current)
    for scheme in sorted(coming, key=lambda one: one.opens or date.min):
        if scheme.opens and scheme.opens <= day:
            schemes[scheme.slug] = scheme
    if day.year == today.year:
        return list(schemes.values())
    return [replace(one, received_this_year=ZERO, received_by_family=ZERO) for one in schemes.values()]
