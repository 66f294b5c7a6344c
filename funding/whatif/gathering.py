"""From the records to two portfolios: as it is, and as it would be after the changes of a scenario."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import batched
from typing import Any

from django.db.models import F, Min
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from funding.applications.enums import LineState
from funding.applications.models import Application, PlanLine
from funding.budgets.models import Budget
from funding.check.current import scheme_on_date
from funding.engine import snapshot
from funding.engine.areas import Areas
from funding.engine.assessment import LIKELY
from funding.engine.facts import FactError, Facts
from funding.engine.judging import judge
from funding.engine.money import CostLine
from funding.engine.offers import Offer
from funding.engine.portfolio import building
from funding.engine.portfolio.building import Built, Request, build
from funding.engine.portfolio.weighing import Weights
from funding.engine.scheme import SchemeOnDate, State
from funding.engine.tree import Rule
from funding.engine.whatif import Change, changed, in_family
from funding.schemes.models import SchemeVersion
from funding.schemes.readiness import areas_for
from funding.whatif.enums import Basis
from funding.whatif.models import Scenario
from portal.regions.models import Municipality

#: Of more applications than this every second, third ... is looked at, against as much smaller a part of each budget.
MOST = 10_000
YEAR = timedelta(days=365)
#: Lines that hold no money.
EMPTY = frozenset(
    {LineState.REFUSED, LineState.WITHDRAWN, LineState.FORWARDED, LineState.EXPIRED, LineState.REFUSED_OUTSIDE}
)


@dataclass(frozen=True, slots=True)
class Side:
    """The schemes and budgets (cents per slug) of one of both portfolios.

    ``changes`` per slug; ``instead`` the version that comes in its place; ``added`` what nobody could ask yet.
    """

    budgets: Mapping[str, int]
    changes: Mapping[str, Change]
    instead: Mapping[str, SchemeOnDate]
    added: tuple[SchemeOnDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """Both portfolios, the price of each application (cents by key), and of how many applications each stands."""

    now: Built
    then: Built
    prices: Mapping[str, int]
    times: int


@dataclass(frozen=True, slots=True)
class _Case:
    """One application: what was told and asked, the schemes of then, and what it holds already (cents per slug)."""

    key: str
    region: str
    facts: Facts
    lines: tuple[CostLine, ...]
    schemes: tuple[SchemeOnDate, ...]
    held: Mapping[str, int]


def gather(scenario: Scenario, today: date) -> Gathered:
    """Both portfolios of a scenario, everybody in order of receipt."""
    budgets = {b.scheme_id: b for b in Budget.objects.on(today).filter(scheme__fund__in=scenario.funds)}
    asked = _asked(scenario, budgets.values(), today)
    times = max(1, -(-len(asked) // MOST))
    now, then = sides_of(scenario, budgets, times)
    everywhere = areas_for(*(scheme.rule for scheme in [*then.instead.values(), *then.added]), *_rules())
    requests: tuple[list[Request], list[Request]] = ([], [])
    prices = {}
    for case in _cases(asked[::times], scenario, budgets):
        prices[case.key] = sum(line.gross for line in case.lines)
        for side, found in zip((now, then), requests, strict=True):
            found.append(_request(case, side, everywhere))
    return Gathered(
        build(requests[0], _money(now), Weights()), build(requests[1], _money(then), Weights()), prices, times
    )


def sides_of(scenario: Scenario, budgets: Mapping[str, Budget], times: int = 1) -> tuple[Side, Side]:
    """What there is, and what there would be; each budget divided by ``times``."""
    here = {
        slug: (budget.ceiling if scenario.basis == Basis.YEAR else max(0, budget.left)) // times
        for slug, budget in budgets.items()
    }
    there, changes, instead, added = dict(here), {}, {}, []
    for slug, told in scenario.changes.items():
        if told.get("ceiling") is not None:
            # Who waits gets what the ceiling is higher or lower.
            less = budgets[slug].used + budgets[slug].kept if scenario.basis == Basis.WAITING and slug in budgets else 0
            there[slug] = max(0, told["ceiling"] - less) // times
        changes[slug] = change_of(told)
        version = version_of(slug, told)
        if version is not None and told.get("added"):
            added.append(replace(scheme_on_date(version), opens=None, closes=None, closed=False))
        elif version is not None:
            instead[slug] = scheme_on_date(version)
    return Side(here, {}, {}), Side(there, changes, instead, tuple(added))


def change_of(told: Mapping[str, Any]) -> Change:
    """What a scenario says of one scheme."""
    places = set(told.get("places") or ())
    if told.get("regions"):
        places |= set(Municipality.objects.filter(region__in=told["regions"]).values_list("code", flat=True))
    return Change(
        told.get("cap_per_course"),
        told.get("cap_per_year"),
        told.get("cap_per_life"),
        told.get("cap_per_family"),
        told.get("percent"),
        frozenset(places) if places else None,
    )


def version_of(slug: str, told: Mapping[str, Any]) -> SchemeVersion | None:
    """The version that a scenario names, with its scheme; of an added scheme the last published one without a name."""
    versions = SchemeVersion.objects.select_related("scheme").filter(scheme=slug)
    if told.get("version"):
        return versions.filter(pk=told["version"]).first()
    return versions.published().order_by("number").last() if told.get("added") else None


def _asked(scenario: Scenario, budgets: Any, today: date) -> list[Any]:
    """The ids of who asked money of these funds, in order of receipt."""
    lines = PlanLine.objects.filter(fund__in=scenario.funds)
    lines = lines.exclude(state__in=[LineState.PROPOSED, LineState.FORWARDED])
    if scenario.basis == Basis.WAITING:
        lines = lines.filter(state=LineState.WAITING, budget__in=list(budgets))
    found = Application.objects.sent().filter(pk__in=lines.values("application"), calculation__isnull=False)
    if scenario.basis == Basis.YEAR:
        found = found.filter(submitted__date__gte=today - YEAR)
    at = Coalesce(Min("lines__complete_at"), F("submitted"))
    return list(found.annotate(at=at).order_by("at", "pk").values_list("pk", flat=True))


def _rules() -> Iterator[Rule]:
    """The rule of every version that somebody can have been judged by."""
    for version in SchemeVersion.objects.published().select_related("scheme"):
        yield scheme_on_date(version).rule


def _cases(asked: list[Any], scenario: Scenario, budgets: Mapping[str, Budget]) -> Iterator[_Case]:
    regions, versions = dict(Municipality.objects.values_list("code", "region_id")), _Versions()
    held = _held(asked, scenario, budgets)
    for some in batched(asked, 200, strict=False):
        rows: dict[Any, Any] = dict(Application.objects.filter(pk__in=some).values_list("pk", "calculation"))
        for pk in some:
            try:
                facts, lines = snapshot.told(rows[pk])
                schemes = tuple(snapshot.schemes_of(rows[pk], versions.of(rows[pk])))
            except (FactError, ValueError, KeyError):
                continue  # of an earlier vocabulary: it cannot be judged by a rule of today
            region = regions.get(str(facts.get("residence") or ""), "")
            yield _Case(str(pk), region, facts, lines, schemes, held.get(pk, {}))


class _Versions:
    """Versions as the engine reads them, each read once."""

    def __init__(self) -> None:
        self._found: dict[str, SchemeOnDate] = {}

    def of(self, calculation: Mapping[str, Any]) -> Mapping[str, SchemeOnDate]:
        """Every version that a calculation names."""
        missing = {row["version"] for row in calculation["schemes"]} - set(self._found)
        if missing:
            for version in SchemeVersion.objects.filter(pk__in=missing).select_related("scheme"):
                self._found[str(version.pk)] = scheme_on_date(version)
        return self._found


def _held(asked: list[Any], scenario: Scenario, budgets: Mapping[str, Budget]) -> dict[Any, dict[str, int]]:
    """What each has of a scheme that is not divided again: of other funds, and for who waits also of these."""
    found: dict[Any, dict[str, int]] = defaultdict(dict)
    lines = PlanLine.objects.filter(application__in=asked).exclude(state__in=[*EMPTY, LineState.WAITING])
    if scenario.basis == Basis.YEAR:
        lines = lines.exclude(scheme_version__scheme__in=list(budgets))
    for line in lines.exclude(state=LineState.PROPOSED).select_related("scheme_version"):
        cents = line.granted_cents if line.granted_cents is not None else line.cents
        if cents:
            found[line.application_id][line.scheme_version.scheme_id] = int(cents)
    return found


def _request(case: _Case, side: Side, areas: Areas) -> Request:
    offers = tuple(_offers(case, side, areas))
    return Request(case.key, case.region, case.lines, offers, asked={}, held=case.held)


def _offers(case: _Case, side: Side, areas: Areas) -> Iterator[Offer]:
    had = {scheme.slug for scheme in case.schemes}
    schemes = [*case.schemes, *(one for one in side.added if one.slug not in had)]
    families = _families(schemes, side)
    for scheme in schemes:
        as_it_would_be = scheme
        # Who has money of it already keeps it as it was granted.
        if scheme.slug not in case.held:
            if new := side.instead.get(scheme.slug):
                as_it_would_be = replace(scheme, rule=new.rule, terms=new.terms)
            if what := side.changes.get(scheme.slug):
                as_it_would_be = changed(as_it_would_be, what, _("woont in dit gebied"))
        as_it_would_be = in_family(as_it_would_be, families, keeps=scheme.slug in case.held)
        # Of other funds nobody here knows what is left: their money counts as far as it was asked.
        here = scheme.slug in side.budgets and _pays(as_it_would_be, case.facts, areas)
        if scheme.slug in case.held or here:
            yield replace(as_it_would_be.offer(case.facts), budget_left=None)


def _families(schemes: Iterable[SchemeOnDate], side: Side) -> dict[str, int]:
    """The caps of families (cents) that a change names; of two changes the lower one holds."""
    found: dict[str, int] = {}
    for scheme in schemes:
        what, cap = side.changes.get(scheme.slug), (side.instead.get(scheme.slug) or scheme).terms.family_cap
        if what is not None and what.cap_per_family is not None and cap is not None:
            found[cap.family] = min(found.get(cap.family, what.cap_per_family), what.cap_per_family)
    return found


def _pays(scheme: SchemeOnDate, facts: Facts, areas: Areas) -> bool:
    """Whether it is open (or was only full), and for this person as far as we know."""
    return scheme.state(facts.today) in (State.OPEN, State.FULL) and judge(scheme.rule, facts, areas).verdict in LIKELY


def _money(side: Side) -> list[building.Budget]:
    return [building.Budget(slug, cents) for slug, cents in sorted(side.budgets.items())]
