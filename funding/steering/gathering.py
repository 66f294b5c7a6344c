"""From the records to a portfolio: who waits for money of these funds, and what is left in their budgets."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from funding.applications.enums import LineState
from funding.applications.models import Application, PlanLine
from funding.applications.states import PROMISED
from funding.budgets.enums import Order
from funding.budgets.models import Budget
from funding.check.current import scheme_on_date
from funding.engine import snapshot
from funding.engine.assessment import LIKELY
from funding.engine.money import Cents
from funding.engine.offers import Offer
from funding.engine.portfolio import building
from funding.engine.portfolio.building import Built, Request, build
from funding.engine.portfolio.weighing import Merits, Weights
from funding.engine.scheme import SchemeOnDate, State
from funding.engine.shortages import NO_LISTS, ShortageLists
from funding.schemes.areas import shortage_lists
from funding.schemes.models import SchemeVersion
from funding.steering.enums import Emphasis
from funding.steering.models import SteeringRun
from portal.regions.models import Municipality

WEIGHTS: Mapping[str, Weights] = {
    Emphasis.HEADS: Weights(),
    Emphasis.EUROS: Weights(heads=0, euros=100),
    Emphasis.SHORTAGE: Weights(shortage=100),
    Emphasis.FIRST_TIME: Weights(first_time=100),
}
#: Lines that the plan keeps whatever is chosen: money that is held or promised, and deciders elsewhere.
_KEPT_OUT = frozenset(
    {LineState.REFUSED, LineState.WITHDRAWN, LineState.FORWARDED, LineState.EXPIRED, LineState.REFUSED_OUTSIDE}
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A portfolio with the records behind it: budgets by scheme, applications by key, lines that wait per key."""

    built: Built
    budgets: Mapping[str, Budget]
    applications: Mapping[str, Application]
    waiting: Mapping[str, Mapping[str, PlanLine]]


def gather(run: SteeringRun, budgets: Iterable[Budget], today: date) -> Gathered:
    """Everybody with a line on the waiting list of one of these budgets, in order of receipt.

    What an application holds elsewhere counts as its own; lines at other funds, and those that wait there, as well.
    Of other funds of this portal another combination gets no more than is free there today.
    """
    by_scheme = {budget.scheme_id: budget for budget in budgets}
    waiting = _waiting(by_scheme.values())
    applications = {
        str(application.pk): application
        for application in Application.objects.filter(pk__in=waiting).select_related("learner")
    }
    lines = _lines(waiting)
    places = _regions()
    first_time = _first_time(applications.values())
    versions = _versions(applications.values()) if run.combinations else {}
    lists = shortage_lists(today) if run.emphasis == Emphasis.SHORTAGE else NO_LISTS
    order = sorted(
        waiting, key=lambda key: (min(one.complete_at for one in waiting[key].values() if one.complete_at), key)
    )
    requests = [
        _request(applications[key], waiting[key], lines[key], places, first_time, versions, lists, today)
        for key in order
    ]
    weights = WEIGHTS[run.emphasis]
    money = [
        building.Budget(scheme, max(0, budget.left), budget.order != Order.FREE, _queue(budget))
        for scheme, budget in sorted(by_scheme.items())
    ]
    money += _elsewhere({version.slug for version in versions.values()} - set(by_scheme), today)
    return Gathered(build(requests, money, weights), by_scheme, applications, waiting)


def _elsewhere(schemes: set[str], today: date) -> list[building.Budget]:
    """What is free today in the budgets of other funds; nothing where others wait for it in an order of their own."""
    budgets = Budget.objects.on(today).filter(scheme__in=schemes).order_by("scheme")
    waited_for = set(
        PlanLine.objects.filter(budget__in=budgets, state=LineState.WAITING).values_list("budget", flat=True)
    )
    return [
        building.Budget(str(one.scheme_id), 0 if one.pk in waited_for and one.order != Order.FREE else max(0, one.left))
        for one in budgets
    ]


def _queue(budget: Budget) -> tuple[str, ...]:
    """Who comes first where the fund does not choose: by completeness or by lot."""
    if budget.order == Order.FREE:
        return ()
    return tuple(str(pk) for pk in PlanLine.objects.waiting_for(budget).values_list("application", flat=True))


def _waiting(budgets: Iterable[Budget]) -> dict[str, dict[str, PlanLine]]:
    """Application -> scheme -> its line on a waiting list, for every application with one."""
    found: dict[str, dict[str, PlanLine]] = defaultdict(dict)
    waiting = PlanLine.objects.filter(budget__in=list(budgets), state=LineState.WAITING)
    for line in waiting.select_related("scheme_version").order_by("complete_at", "id"):
        found[str(line.application_id)][line.scheme_version.scheme_id] = line
    return dict(found)


def _lines(keys: Iterable[str]) -> dict[str, list[PlanLine]]:
    found: dict[str, list[PlanLine]] = defaultdict(list)
    for line in PlanLine.objects.filter(application__in=list(keys)).select_related("scheme_version"):
        found[str(line.application_id)].append(line)
    return found


def _request(
    application: Application,
    waiting: Mapping[str, PlanLine],
    lines: Iterable[PlanLine],
    places: Mapping[str, str],
    first_time: frozenset[str],
    versions: Mapping[str, SchemeOnDate],
    lists: ShortageLists,
    today: date,
) -> Request:
    facts: Mapping[str, Any] = application.calculated["facts"]["values"]
    region = places.get(str(facts.get("residence", "")), "")
    occupation = str(facts.get("course.occupation", ""))
    request = Request(
        key=str(application.pk),
        region=region,
        lines=(),
        offers=(),
        asked={scheme: int(line.cents) for scheme, line in waiting.items()},
        merits=Merits(
            shortage=bool(occupation) and lists.holds(occupation, region, today) is True,
            first_time=str(application.learner_id) in first_time,
        ),
        fixed=True,
    )
    if not versions or any(line.insisted for line in waiting.values()):
        return request
    held = {
        line.scheme_version.scheme_id: int(line.granted_cents if line.granted_cents is not None else line.cents)
        for line in lines
        if line.state not in _KEPT_OUT and line.scheme_version.scheme_id not in waiting
    }
    found = snapshot.assess_again(application.calculated, versions)
    offers = tuple(_offers(found.rows, found.facts, held))
    return replace(request, lines=found.lines, offers=offers, held=held, fixed=False)


def _offers(rows: Iterable[Any], facts: Any, held: Mapping[str, int]) -> Iterable[Offer]:
    """What may pay: schemes that were likely and open, or full, when this was sent."""
    for row in rows:
        open_ = row.state in (State.OPEN, State.FULL) and row.outcome.verdict in LIKELY
        if open_ or row.scheme.slug in held:
            yield replace(row.scheme.offer(facts), budget_left=None)


def _regions() -> dict[str, str]:
    return dict(Municipality.objects.values_list("code", "region_id"))


def _first_time(applications: Iterable[Application]) -> frozenset[str]:
    learners = {application.learner_id for application in applications}
    helped = PlanLine.objects.filter(application__learner__in=learners, state__in=PROMISED)
    had = set(helped.values_list("application__learner", flat=True))
    return frozenset(str(learner) for learner in learners - had)


def _versions(applications: Iterable[Application]) -> dict[str, SchemeOnDate]:
    wanted = {row["version"] for application in applications for row in application.calculated["schemes"]}
    found = SchemeVersion.objects.filter(pk__in=wanted).select_related("scheme")
    return {str(version.pk): scheme_on_date(version, Cents(0)) for version in found}
