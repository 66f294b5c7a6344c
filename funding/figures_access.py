"""Whose figures somebody may see: funds and regions by role, the whole country for who keeps the portal."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from funding.applications.enums import ApplicationState
from funding.applications.models import Application, ForgottenDrafts, PlanLine
from funding.applications.states import UNDECIDED
from funding.budgets.models import Budget
from funding.check.current import scheme_on_date
from funding.decisions.involvement import Involvement
from funding.engine.facts import Facts
from funding.engine.judging import judge
from funding.engine.outcome import Verdict
from funding.figures.hiding import SMALLEST, told_by_parts
from funding.figures.models import BudgetWeek, Figure, FigureCount
from funding.schemes.models import SchemeVersion
from funding.schemes.readiness import areas_for
from intake.models import Answer
from portal.access import person, refuse
from portal.brands.models import Brand
from portal.people.enums import FUND_ROLES, Role
from portal.people.models import Fund
from portal.regions.models import Municipality, Region

#: What the forecast looks back on.
WEEKS = 13


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures: of a fund, of the inhabitants of a region, or (no slug) of the whole country.

    ``key`` is how an address names it. ``hides``: small numbers are not shown, as who looks may not open the cases.
    """

    key: str
    name: str
    fund: str = ""
    region: str = ""

    @property
    def hides(self) -> bool:
        """Only who works at the fund may know single cases."""
        return not self.fund


def scopes(request: HttpRequest) -> list[Scope]:
    """All that this person may see, funds first."""
    who = person(request)
    funds = Fund.objects.filter(slug__in=who.funds(*FUND_ROLES), decides_here=True)
    found = [Scope(f"fonds-{fund.slug}", fund.name, fund=fund.slug) for fund in funds]
    everywhere = who.has(Role.PORTAL_MANAGER)
    if everywhere:
        found.append(Scope("land", _("Heel Nederland")))
    regions = Region.objects.all() if everywhere else Region.objects.filter(slug__in=who.regions(Role.ADVISER))
    return [*found, *(Scope(f"regio-{region.slug}", region.name, region=region.slug) for region in regions)]


def scope(request: HttpRequest, key: str, offered: Iterable[Scope]) -> Scope | None:
    """The scope that an address names, the first without one; 404 for one that this person may not see."""
    offered = list(offered)
    if not key:
        return offered[0] if offered else None
    return next((one for one in offered if one.key == key), None) or refuse(request, "figures", key)


def figures(of: Scope, since: date) -> QuerySet[Figure]:
    """The counters of a scope from a month on."""
    return Figure.objects.filter(fund=of.fund, region=of.region, month__gte=since.replace(day=1))


type Sums = dict[str, list[dict[str, Any]]]
AMOUNTS = ("cases", "helped", "asked", "granted", "settled", "own", "private", "public", "decided", "days")


def sums(of: Scope, since: date) -> Sums:
    """Cases and money per property by "value", the most cases first; of "month" the months; in two queries."""
    rows = figures(of, since)
    amounts = {f"sum_{name}": Sum(name) for name in AMOUNTS}
    found: Sums = defaultdict(list)
    by_value = rows.values("dimension", "value").annotate(**amounts)
    rows_of: list[dict[str, Any]] = [dict(row) for row in by_value.order_by()]
    for row in sorted(rows_of, key=lambda one: (-one["sum_cases"], one["value"])):
        found[row["dimension"]].append(row)
    months = rows.filter(dimension="all").values("month").annotate(**amounts)
    found["month"] = [dict(row) for row in months.order_by("month")]
    return found


def of_brand(brand: Brand, since: date) -> dict[str, Any]:
    """Of the regions of a brand (without regions: everywhere) since a month: people helped, cents, days to a decision.

    ``people`` counts who has money granted once, however many courses it is for; ``days`` is the sum over ``decided``
    cases.
    """
    found = Figure.objects.filter(fund="", dimension__in=("all", "person"), month__gte=since.replace(day=1))
    found = found.filter(region__in=regions_of(brand) or [""])  # "": everywhere
    case = Q(dimension="all")
    sums_of: dict[str, Any] = found.aggregate(
        people=Coalesce(Sum("cases", filter=~case), 0),
        granted=Coalesce(Sum("granted", filter=case), 0),
        days=Coalesce(Sum("days", filter=case), 0),
        decided=Coalesce(Sum("decided", filter=case), 0),
    )
    return sums_of | {"counted": counted()}


def budgets_of_brand(brand: Brand) -> list[Budget]:
    """The budgets of today of funds that decide here, of schemes that somebody in the regions of a brand can have."""
    today = timezone.localdate()
    found = Budget.objects.on(today).filter(scheme__fund__decides_here=True).select_related("scheme")
    budgets = {one.scheme_id: one for one in found.order_by("scheme__name")}
    regions = regions_of(brand)
    if not regions:
        return list(budgets.values())
    versions = SchemeVersion.objects.current(today).filter(scheme__in=budgets).select_related("scheme")
    schemes = [scheme_on_date(version) for version in versions]
    areas = areas_for(*(scheme.rule for scheme in schemes))
    codes = Municipality.objects.filter(region__in=regions).values_list("code", flat=True)
    people = [Facts.of({"residence": code}, today) for code in codes]
    here = {s.slug for s in schemes if any(judge(s.rule, one, areas).verdict is not Verdict.NO for one in people)}
    return [budget for slug, budget in budgets.items() if slug in here]


def regions_of(brand: Brand) -> list[str]:
    """Slugs of the regions of a brand; of one that is not stored (a portal without brands) none."""
    return [] if brand._state.adding else list(brand.regions.values_list("slug", flat=True))


def open_rows(since: date) -> list[Mapping[str, Any]]:
    """Per region and value of a property (not of municipalities) all cases since a month, with their money in cents."""
    found = Figure.objects.filter(fund="", month__gte=since.replace(day=1)).exclude(region="")
    rows = found.filter(dimension__in=["situation", "sector", "level"]).values("region", "dimension", "value")
    sums_of = {f"sum_{name}": Sum(name) for name in ("cases", "helped", "asked", "granted", "own")}
    return list[Mapping[str, Any]](rows.annotate(**sums_of).order_by("region", "dimension", "value"))


@dataclass(frozen=True, slots=True)
class Places:
    """Every municipality by code: its name, and its region (slug)."""

    names: dict[str, str]
    regions: dict[str, str]


def regions_of_places() -> Places:
    """The municipalities, for tables that name them."""
    rows = list(Municipality.objects.order_by().values_list("code", "name", "region"))
    return Places({code: name for code, name, _region in rows}, {code: str(region) for code, _name, region in rows})


def parts(since: date, dimensions: Iterable[str]) -> dict[str, dict[str, dict[str, int]]]:
    """Per property: cases per region and value since a month, as the dashboards of the regions count them."""
    rows = Figure.objects.filter(fund="", dimension__in=list(dimensions), month__gte=since.replace(day=1))
    summed = rows.exclude(region="").values_list("dimension", "region", "value").annotate(number=Sum("cases"))
    found: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for dimension, region, value, number in summed.order_by("dimension", "region", "-number", "value"):
        found[dimension][region][value] = number
    return found


def never_sent(of: Scope, since: date, untouched: datetime, regions: Mapping[str, str]) -> int | None:
    """How many drafts were begun since a month by people who did not come back since ``untouched``; None at a fund.

    A draft has no fund yet, and belongs to the region that its learner told (``regions``: municipality -> region).
    None too where the country's number, less those of the regions, would say the small number of one region.
    """
    if of.fund:
        return None
    draft = Application.objects.filter(
        state=ApplicationState.DRAFT,
        profile__isnull=False,  # so that the index of drafts answers
        profile__last_used__lt=untouched,
        created__date__gte=since.replace(day=1),
        created__lt=untouched,
    )
    told = Answer.objects.filter(profile=OuterRef("profile"), fact="residence")
    here = told.filter(Q(course=None) | Q(course=OuterRef("course"))).order_by("-answered")
    codes = draft.annotate(residence=Subquery(here.values("value")[:1])).values_list("residence")
    numbers = defaultdict[str, int](int)
    for residence, number in codes.annotate(number=Count("pk")).order_by():
        numbers[regions.get(residence or "", "")] += number
    for gone in ForgottenDrafts.objects.filter(month__gte=since.replace(day=1)):
        numbers[gone.region] += gone.number
    if of.region:
        return numbers[of.region]
    # Who told no place is in no region, and hides the others as well as they do.
    parts_of = {region: {"": number} for region, number in numbers.items() if region or number < SMALLEST}
    if numbers[""] < SMALLEST and told_by_parts(parts_of):
        return None
    return sum(numbers.values())


def counted() -> datetime | None:
    """When was counted last; None before the first time."""
    return FigureCount.objects.values_list("counted", flat=True).first()


def budgets(of: Scope) -> list[Budget]:
    """The budgets of today of a fund; of a region or the country those of every fund that decides here."""
    found = Budget.objects.on(timezone.localdate()).select_related("scheme__fund").order_by("scheme__name")
    return list(found.filter(scheme__fund=of.fund) if of.fund else found.filter(scheme__fund__decides_here=True))


def weeks_of(of: Iterable[Budget]) -> dict[UUID, list[int]]:
    """Per budget what went out in each of the last whole weeks, in cents, less what came back; oldest first.

    Of weeks before the budget's period there is nothing; nor of any before the first count.
    """
    until = FigureCount.objects.values_list("weeks_until", flat=True).first()
    if until is None:
        return {budget.pk: [] for budget in of}
    weeks = [until - timedelta(weeks=number) for number in range(WEEKS, 0, -1)]
    found: dict[UUID, dict[date, int]] = defaultdict(dict)
    rows = BudgetWeek.objects.filter(budget__in=list(of), week__gte=weeks[0])
    for budget, week, cents in rows.values_list("budget", "week", "cents"):
        found[budget][week] = cents
    begins = {budget.pk: budget.period.lower or weeks[0] for budget in of}
    return {pk: [found[pk].get(week, 0) for week in weeks if week >= first] for pk, first in begins.items()}


def ages(request: HttpRequest, of: Scope, soon: date) -> list[Mapping[str, Any]]:
    """Of a fund: what waits for a decision, by state: how many, how many too late, how many due soon, clock stopped."""
    today = timezone.localdate()
    who = person(request)
    if of.fund not in who.funds(*FUND_ROLES):
        return []
    # As fund_access.lines, told apart so that indexes answer: of a million applications few are one's own.
    own = {*Application.objects.filter(learner=who.user).values_list("pk", flat=True)}
    own |= {*Involvement.objects.filter(user=who.user).values_list("application", flat=True)}
    waiting = PlanLine.objects.filter(fund=of.fund, state__in=UNDECIDED).exclude(application__in=own)
    return list[Mapping[str, Any]](
        waiting.values("state")
        .annotate(
            number=Count("pk"),
            late=Count("pk", filter=Q(due__lt=today, suspended_on=None)),
            soon=Count("pk", filter=Q(due__gte=today, due__lte=soon, suspended_on=None)),
            still=Count("pk", filter=Q(suspended_on__isnull=False)),
            asked=Sum("cents"),
        )
        .order_by("-number")
    )
