"""From the records to the engine: what is known of a person and a course, which schemes there are, and the answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from courses.models import Course, PriceLine, Session
from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.budgets.enums import Order
from funding.budgets.models import Budget, Earmark
from funding.check.current import current, scheme_on_date
from funding.check.earlier import NOTHING_RECORDED, Earlier, earlier_of
from funding.engine.areas import Areas
from funding.engine.assessment import Assessment, assess
from funding.engine.facts import Facts, is_allowed, value_from_document
from funding.engine.money import Cents, CostKind, CostLine
from funding.engine.offers import family_of
from funding.engine.scheme import SchemeOnDate
from funding.engine.shortages import course_code
from funding.engine.vocabulary import VOCABULARY, Value
from funding.schemes.models import SchemeVersion
from portal.people.models import User


@dataclass(frozen=True, slots=True)
class Schemes:
    """Every scheme as it is today, and the areas that their rules name. Read once, used for many courses."""

    all: tuple[SchemeOnDate, ...]
    areas: Areas
    versions: Mapping[str, SchemeVersion]
    budgets: Mapping[str, Budget]
    #: Slugs of schemes whose money others wait for: who comes now comes after them.
    queued: frozenset[str] = frozenset()
    #: What the portal itself knows of this learner: earlier grants, and what their employer told.
    recorded: Mapping[str, Value] = NOTHING_RECORDED
    #: Per slug: parts of its budget that are only for some.
    earmarks: Mapping[str, tuple[Earmark, ...]] = MappingProxyType({})

    def earmark_for(self, slug: str, facts: Mapping[str, Value | None]) -> Earmark | None:
        """The part of the scheme's budget that is kept for who has these facts; the oldest when there are more."""
        marks = self.earmarks.get(slug, ())
        return next((one for one in marks if one.is_for(facts.get("course.sector"), facts.get("residence"))), None)

    def left_for(self, facts: Mapping[str, Value | None]) -> tuple[SchemeOnDate, ...]:
        """Every scheme with what is left for who has these facts; while others wait for a scheme, nothing is."""
        if not self.earmarks:
            return self.all
        found = []
        for scheme in self.all:
            mark = self.earmark_for(scheme.slug, facts)
            if mark and scheme.budget_left is not None and scheme.slug not in self.queued:
                scheme = replace(scheme, budget_left=Cents(scheme.budget_left + mark.left))
            found.append(scheme)
        return tuple(found)

    def known_of(self, answers: "Known") -> dict[str, Value | None]:
        """What somebody told and what the portal recorded of them; of their firm the employer knows best.

        What was recorded of earlier grants is all there is only for who says to have had none elsewhere.
        """
        recorded = dict(self.recorded)
        if answers.values.get("grants_elsewhere") is not False:
            recorded.pop("earlier_grants", None)
        return {**answers.values, **recorded}

    def without(self, slugs: Iterable[str]) -> "Schemes":
        """The others: what a learner leaves out of the plan is not judged."""
        out = set(slugs)
        return replace(self, all=tuple(scheme for scheme in self.all if scheme.slug not in out))


def schemes_on(day: date, learner: User | None = None, *, waits: bool = False) -> Schemes:
    """All schemes on a day, with the budget left and what this learner had from each in the year of that day.

    With ``waits``: as if the budgets of who decides here had enough, for who goes on their waiting lists.
    """
    now = current(day)
    budgets = {budget.scheme_id: budget for budget in Budget.objects.on(day)}
    had = earlier_of(learner) if learner else Earlier()
    this_year, ever = had.since(date(day.year, 1, 1)), had.since(date.min)
    queued = _queued()
    found = tuple(
        replace(
            now.schemes[key],
            budget_left=_left(version, budgets.get(version.scheme_id), version.scheme_id in queued, waits),
            received_this_year=Cents(this_year.get(version.scheme_id, 0)),
            received_ever=Cents(ever.get(version.scheme_id, 0)),
        )
        for key, version in now.versions.items()
    )
    found = tuple(_with_family(scheme, found, this_year) for scheme in found)
    return Schemes(found, now.areas, now.versions, budgets, queued, had.facts, _earmarks(budgets))


def _earmarks(budgets: Mapping[str, Budget]) -> Mapping[str, tuple[Earmark, ...]]:
    """What is kept for some, per slug; asked only where a budget keeps anything."""
    keeping = {budget.pk: slug for slug, budget in budgets.items() if budget.kept}
    found: dict[str, tuple[Earmark, ...]] = {}
    for mark in Earmark.objects.filter(budget__in=keeping) if keeping else ():
        slug = keeping[mark.budget_id]
        found[slug] = (*found.get(slug, ()), mark)
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """A version on a day, for nobody in particular: its state, the budget of that day, and whether people wait."""

    scheme: SchemeOnDate
    budget: Budget | None
    queued: bool


def standings(versions: Iterable[SchemeVersion], day: date) -> dict[str, Standing]:
    """These versions (with their scheme and fund) on a day, by slug of their scheme; two queries."""
    found = {version.scheme_id: version for version in versions}
    budgets = {budget.scheme_id: budget for budget in Budget.objects.on(day).filter(scheme__in=found)}
    queued = _queued() if found else frozenset()
    return {
        slug: Standing(
            scheme_on_date(version, _left(version, budgets.get(slug), slug in queued, waits=False)),
            budgets.get(slug),
            slug in queued,
        )
        for slug, version in found.items()
    }


def coming_after(day: date, schemes: Schemes) -> list[SchemeOnDate]:
    """Every scheme as it will be from a later day on which a next version or a next budget of it begins."""
    versions = list(SchemeVersion.objects.to_come(day).select_related("scheme__fund"))
    budgets = list(Budget.objects.begin_after(day))
    now = {scheme.slug: scheme for scheme in schemes.all}
    moments = {(version.scheme_id, version.period.lower) for version in versions}
    moments |= {(budget.scheme_id, budget.period.lower) for budget in budgets}
    found = []
    for slug, moment in sorted((slug, moment) for slug, moment in moments if slug in now):
        current = now[slug]
        known = (*versions, schemes.versions[current.version])
        version = next((v for v in known if v.scheme_id == slug and _holds(v.period, moment)), None)
        if version is not None:
            money = [*budgets, *(b for b in schemes.budgets.values() if slug not in schemes.queued)]
            budget = next((b for b in money if b.scheme_id == slug and _holds(b.period, moment)), None)
            left = _left(version, budget, queued=False, waits=False)
            later = scheme_on_date(version, left, current.received_this_year, current.received_ever)
            found.append(replace(later, opens=moment, received_by_family=current.received_by_family))
    return found


def _holds(period: Any, moment: date) -> bool:
    """Whether a day lies in a range of days with open ends."""
    return (period.lower is None or period.lower <= moment) and (period.upper is None or moment < period.upper)


def _left(version: SchemeVersion, budget: Budget | None, queued: bool, waits: bool) -> Cents | None:
    """Cents left on a day. Who decides here has the budget of that day and without one no money; of others: unknown.

    What is left while others wait for it is theirs.
    """
    if budget is None:
        return Cents(0) if version.scheme.fund.decides_here else None
    if waits:
        return None
    return Cents(0) if queued else Cents(budget.left)


def _queued() -> frozenset[str]:
    """Schemes with a waiting list that has an order (Awb 4:26)."""
    waiting = PlanLine.objects.filter(state=LineState.WAITING).exclude(budget__order=Order.FREE)
    return frozenset(waiting.values_list("scheme_version__scheme", flat=True).distinct())


def _with_family(scheme: SchemeOnDate, others: Iterable[SchemeOnDate], this_year: Mapping[str, int]) -> SchemeOnDate:
    family = family_of(scheme.terms)
    if not family:
        return scheme
    received = sum(this_year.get(other.slug, 0) for other in others if family_of(other.terms) == family)
    return replace(scheme, received_by_family=Cents(received))


def course_facts(course: Course, session: Session | None) -> dict[str, Value | None]:
    """What the catalogue tells the engine about a course, and about the session that was chosen.

    A figure that can't be (a week of 500 hours) is a slip of a feed, and unknown.
    """
    told: dict[str, Value | None] = {
        "course.sector": course.sector,
        "course.occupation": course_code(course.sector, course.crebo),
        "course.level": course.level,
        "course.outcome": course.outcome,
        "course.duration_weeks": course.duration_weeks,
        "course.hours_total": course.hours_total,
        "course.hours_per_week": course.hours_per_week,
        "course.start": session.starts if session else None,
        "course.end": session.ends if session else None,
        "course.online": course.online,
        "course.language": _language(course.language),
        "course.recognitions": frozenset(course.provider.recognitions),
        # A provider that tells no crebo code may still give such a course: then it is unknown.
        "course.registers": frozenset({"crebo"}) if course.crebo else None,
        "course.total_cents": course.total_for(session),
        **_prices(course, session),
    }
    return {name: value if value is not None and is_allowed(name, value) else None for name, value in told.items()}


def _language(code: str) -> str | None:
    """The language as the engine names it; None when the provider does not state it."""
    return (code if code in VOCABULARY["course.language"].choices else "other") if code else None


def _prices(course: Course, session: Session | None) -> dict[str, Value | None]:
    """What a learner pays per kind of cost, VAT included; unknown while the price is on request."""
    lines = cost_lines(course.lines_for(session))
    if not lines:
        return {}
    return {f"course.{kind.value}_cents": sum(line.gross for line in lines if line.kind is kind) for kind in CostKind}


def cost_lines(lines: Iterable[PriceLine]) -> tuple[CostLine, ...]:
    """The price lines that every learner must pay, as the engine's cost lines (cents)."""
    return tuple(
        CostLine(CostKind(line.kind), Cents(line.net_cents), Cents(line.vat_cents)) for line in lines if line.required
    )


@dataclass(frozen=True, slots=True)
class Known:
    """A person's answers for one course: values for the engine, and what they said not to know."""

    values: Mapping[str, Value]
    skipped: frozenset[str]


def known(stored: Mapping[str, Any]) -> Known:
    """Answers as they are kept (JSON; None is "Weet ik niet") as the engine reads them."""
    values: dict[str, Value] = {}
    skipped = set()
    for fact, value in stored.items():
        if value is None:
            skipped.add(fact)
        else:
            values[fact] = value_from_document(fact, value)
    return Known(values, frozenset(skipped))


def assess_course(answers: Known, course: Course, session: Session | None, schemes: Schemes, today: date) -> Assessment:
    """Every scheme, the best plan and the next question for this person and this course, today.

    The course needs a price: ask ``course.total_for(session)`` first.
    """
    told = course_facts(course, session) | schemes.known_of(answers)
    facts = Facts.of(told, today)
    return assess(
        facts, cost_lines(course.lines_for(session)), schemes.left_for(told), schemes.areas, skipped=answers.skipped
    )


def snapshot_of(course: Course, session: Session | None) -> dict[str, Any]:
    """The course as it was when money was asked for it: for letters, files and later checks."""
    return {
        "title": course.title,
        "provider": course.provider.name,
        "kvk": course.provider.kvk,
        "sector": course.sector,
        "level": course.level,
        "outcome": course.outcome,
        "total_cents": course.total_for(session),
        "starts": session.starts.isoformat() if session else None,
        "ends": session.ends.isoformat() if session else None,
        "place": session.place if session else "",
        "lines": [
            {"kind": line.kind, "label": line.label, "net": line.net_cents, "vat": line.vat_cents}
            for line in _required(course.lines_for(session))
        ],
    }


def _required(lines: Sequence[PriceLine]) -> list[PriceLine]:
    return [line for line in lines if line.required]
