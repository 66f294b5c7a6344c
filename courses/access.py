"""Which courses anybody may see: those that are in their feed, not hidden and not expired."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from courses.enums import Sector
from courses.estimates import estimator
from courses.models import Course, CoursePlace, Session
from courses.search import query
from courses.search.criteria import Criteria, Sort
from portal.access import page_of, refuse
from portal.brands.current import current_brand
from portal.regions.models import Municipality, Region

PAGE = 20
#: Where prefetching leaves the sessions to come: Course.coming.
COMING: str = "coming"


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search and what the page says about it.

    ``regions`` are those searched in (empty: the whole country), ``brand_regions`` those of this brand. Counts are
    disjunctive: what choosing that one would give, with the other filters as they are.
    """

    criteria: Criteria
    page: Page[Course]
    regions: list[Region]
    brand_regions: list[Region]
    per_sector: dict[Sector, int]
    per_region: dict[str, int]
    everywhere: int


def catalogue(request: HttpRequest, criteria: Criteria) -> Found:
    """Courses for these criteria with their price lines, 20 a page by the ``pagina`` in the address, and counts.

    Regions that do not exist are no criteria. Words that find nothing give courses with words that look like them.
    """
    today = timezone.localdate()
    brand_regions, asked = _regions(request, criteria)
    regions = [] if criteria.everywhere else asked or brand_regions
    slugs = [region.slug for region in regions] or None
    criteria = criteria.with_regions([region.slug for region in asked], everywhere=criteria.everywhere)
    page = _page(request, criteria, slugs, today)
    if criteria.text and not page.paginator.count:
        by_similar_words = criteria.by_similar_words()
        likely = _page(request, by_similar_words, slugs, today)
        if likely.paginator.count:
            criteria, page = by_similar_words, likely
    offered = list({region.slug: None for region in [*brand_regions, *asked]})
    per_region, everywhere = query.per_region(criteria, offered, today)
    return Found(
        criteria=criteria,
        page=page,
        regions=regions,
        brand_regions=brand_regions,
        per_sector=query.per_sector(criteria, slugs, today),
        per_region=per_region,
        everywhere=everywhere,
    )


def _page(request: HttpRequest, criteria: Criteria, regions: list[str] | None, today: date) -> Page[Course]:
    teller = estimator() if criteria.sort == Sort.OWN else None
    own_cents = teller.own_cents(request) if teller else None
    courses = query.ordered(query.found(criteria, regions, today), criteria, regions, today, own_cents)
    return page_of(request, _for_cards(courses, today), PAGE)


def count(criteria: Criteria, regions: Collection[Region]) -> int:
    """How many courses these criteria give in these regions (none: the whole country)."""
    return query.found(criteria, [region.slug for region in regions] or None, timezone.localdate()).count()


def course(request: HttpRequest, pk: UUID) -> Course:
    """A course that can be seen, with provider, prices, places and coming sessions (``coming``), or 404."""
    today = timezone.localdate()
    found = _whole(Course.objects.listed(today), today).filter(pk=pk).first()
    return found or refuse(request, "course", pk)


def known_course(pk: UUID) -> Course | None:
    """A course as ``course`` gives it, also when it is gone by now: then only to say so (``Course.is_listed``)."""
    return _whole(Course.objects.all(), timezone.localdate()).filter(pk=pk).first()


def session(request: HttpRequest, course: Course, pk: UUID | str) -> Session | None:
    """A session of this course that can still be chosen today; None when there is no such session."""
    try:
        wanted = pk if isinstance(pk, UUID) else UUID(pk)
    except ValueError:
        return None
    open_now = Session.objects.still_open(timezone.localdate()).filter(course=course, pk=wanted)
    return open_now.select_related("municipality").prefetch_related("price_lines").first()


def open_sessions(course: Course) -> list[Session]:
    """The sessions of a course that ``course`` gave which can be chosen today, first start first; no query."""
    today = timezone.localdate()
    return [session for session in course.coming if session.is_open_on(today)]


def starting_soon(request: HttpRequest, number: int = 3) -> list[Session]:
    """The sessions of this brand's regions that begin first, one per course, with provider, place and prices."""
    today = timezone.localdate()
    regions, _asked = _regions(request, Criteria())
    sessions = Session.objects.still_open(today).filter(course__in=Course.objects.listed(today))
    if regions:
        sessions = sessions.filter(Q(municipality__region__in=regions) | Q(online=True))
    first_of_course = sessions.order_by("course", "starts", "pk").distinct("course").values("pk")
    soon = Session.objects.filter(pk__in=first_of_course).select_related("course__provider", "municipality")
    return list(soon.prefetch_related("price_lines", "course__price_lines").order_by("starts", "pk")[:number])


def findable_courses(request: HttpRequest) -> QuerySet[Course]:
    """Every course that this brand's catalogue shows by itself, with no more than its address and last change."""
    slugs = [region.slug for region in brand_regions(request)] or None
    return query.found(Criteria(), slugs, timezone.localdate()).only("pk", "changed").order_by("pk")


def busiest_municipality(request: HttpRequest) -> Municipality | None:
    """Where most sessions of this brand's regions are still to begin; None when there are none."""
    sessions = Session.objects.still_open(timezone.localdate()).filter(municipality__isnull=False)
    if regions := brand_regions(request):
        sessions = sessions.filter(municipality__region__in=regions)
    most = sessions.values("municipality").annotate(number=Count("pk")).order_by("-number", "municipality").first()
    return Municipality.objects.get(pk=most["municipality"]) if most else None


def brand_regions(request: HttpRequest) -> list[Region]:
    """The regions of the brand that this request came in by, by name; empty for a portal without brands."""
    return _regions(request, Criteria())[0]


def _regions(request: HttpRequest, criteria: Criteria) -> tuple[list[Region], list[Region]]:
    """The regions of the brand, and those asked for as far as they exist; one question to the database."""
    brand = current_brand(request)
    own = Exists(brand.regions.filter(pk=OuterRef("pk")))
    known = Region.objects.annotate(own=own).filter(Q(own=True) | Q(slug__in=criteria.regions))
    return [r for r in known if r.own], [r for r in known if r.slug in criteria.regions]


def _for_cards(courses: QuerySet[Course], today: date) -> QuerySet[Course]:
    return courses.select_related("provider").prefetch_related(
        Prefetch("sessions", Session.objects.to_come(today).select_related("municipality"), to_attr=COMING),
        Prefetch("places", CoursePlace.objects.select_related("municipality")),
        "price_lines",
    )


def _whole(courses: QuerySet[Course], today: date) -> QuerySet[Course]:
    coming = Session.objects.to_come(today).select_related("municipality").prefetch_related("price_lines")
    return courses.select_related("provider").prefetch_related(
        Prefetch("sessions", coming, to_attr=COMING),
        Prefetch("places", CoursePlace.objects.select_related("municipality")),
        "price_lines",
    )
