"""Whose figures somebody may see: funds and regions by role, the whole country for who keeps the portal."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Case, Count, F, Max, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce, TruncWeek
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from funding.applications.states import UNDECIDED
from funding.budgets.enums import EFFECTS, Movement
from funding.budgets.models import Budget, LedgerEntry
from funding.check.assessing import scheme_on_date
from funding.engine.facts import Facts
from funding.engine.judging import judge
from funding.engine.outcome import Verdict
from funding.figures.models import Figure
from funding.fund_access import lines
from funding.schemes.models import SchemeVersion
from funding.schemes.readiness import areas_for
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
    found = Figure.objects.filter(fund=of.fund, month__gte=since.replace(day=1))
    return found.filter(region=of.region) if of.region else found


def sums(of: Scope, since: date, dimension: str, by: str) -> list[dict[str, int]]:
    """Cases and money by ``by`` ("value", "state", "month"), the most cases first."""
    amounts = ("cases", "asked", "granted", "settled", "own", "private", "public", "decided", "days")
    rows = figures(of, since).filter(dimension=dimension).values(by)
    return list(rows.annotate(**{f"sum_{name}": Sum(name) for name in amounts}).order_by("-sum_cases", by))


def of_brand(brand: Brand, since: date) -> dict[str, Any]:
    """Of the regions of a brand (without regions: everywhere) since a month: people helped, cents, days to a decision.

    ``helped`` and ``granted`` count cases with money granted; ``days`` is the sum over ``decided`` cases.
    """
    found = Figure.objects.filter(fund="", dimension="all", month__gte=since.replace(day=1))
    if regions := regions_of(brand):
        found = found.filter(region__in=regions)
    sums_of: dict[str, Any] = found.aggregate(
        helped=Coalesce(Sum("helped"), 0),
        granted=Coalesce(Sum("granted"), 0),
        days=Coalesce(Sum("days"), 0),
        decided=Coalesce(Sum("decided"), 0),
        counted=Max("counted"),
    )
    return sums_of


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
    sums_of = {f"sum_{name}": Sum(name) for name in ("cases", "asked", "granted", "own")}
    return list[Mapping[str, Any]](rows.annotate(**sums_of).order_by("region", "dimension", "value"))


def counted(of: Scope) -> object:
    """When the figures were counted last; None before the first time, or without a case."""
    return Figure.objects.filter(fund=of.fund).aggregate(at=Max("counted"))["at"]


def budgets(of: Scope) -> list[Budget]:
    """The budgets of today of a fund; of a region or the country those of every fund that decides here."""
    found = Budget.objects.on(timezone.localdate()).select_related("scheme__fund").order_by("scheme__name")
    return list(found.filter(scheme__fund=of.fund) if of.fund else found.filter(scheme__fund__decides_here=True))


def weeks_of(of: Iterable[Budget], today: date) -> dict[UUID, list[int]]:
    """Per budget what went out in each of the last whole weeks, in cents, less what came back; oldest first."""
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=WEEKS)
    out = {movement: sum(EFFECTS[movement]) for movement in Movement}
    signed = Case(
        *(When(movement=movement, then=F("cents") * effect) for movement, effect in out.items()),
        output_field=BigIntegerField(),
    )
    found: dict[UUID, dict[date, int]] = defaultdict(dict)
    entries = LedgerEntry.objects.filter(budget__in=list(of), at__date__gte=first, at__date__lt=monday)
    for budget, week, cents in (
        entries.annotate(week=TruncWeek("at")).values_list("budget", "week").annotate(cents=Sum(signed))
    ):
        found[budget][week.date()] = int(cents)
    since: dict[UUID, date] = {}
    for budget_ in of:
        begins = budget_.period.lower or first
        since[budget_.pk] = max(first, begins)
    return {
        pk: [
            found[pk].get(first + timedelta(weeks=number), 0)
            for number in range(WEEKS)
            if first + timedelta(weeks=number) >= begins
        ]
        for pk, begins in since.items()
    }


def ages(request: HttpRequest, of: Scope, soon: date) -> list[Mapping[str, Any]]:
    """Of a fund: what waits for a decision, by state: how many, how many too late, how many due soon, clock stopped."""
    today = timezone.localdate()
    waiting = lines(person(request), *FUND_ROLES).filter(fund=of.fund, state__in=UNDECIDED)
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
