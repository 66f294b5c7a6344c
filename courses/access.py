"""Which courses anybody may see: those that are in their feed, not hidden and not expired."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from courses.errors import CourseGone
from courses.loading import for_cards, whole
from courses.models import Course, Session
from courses.search import query
from courses.search.criteria import Criteria
from portal.access import refuse
from portal.brands.current import current_brand
from portal.regions.models import Municipality, Region


def course(request: HttpRequest, pk: UUID) -> Course:
    """A course that can be seen, with provider, prices, places and coming sessions (``coming``), or 404.

    Raises CourseGone, which every page answers alike (courses.gone), for one that was there before.
    """
    found = known_course(pk) or refuse(request, "course", pk)
    if not found.is_listed:
        raise CourseGone(found)
    return found


def listed_course(request: HttpRequest, text: str) -> Course | None:
    """A course that can be seen, by an id from an address; None for anything else."""
    try:
        pk = UUID(text)
    except ValueError:
        return None
    today = timezone.localdate()
    return whole(Course.objects.listed(today).filter(pk=pk), today).first()


def known_course(pk: UUID) -> Course | None:
    """A course as ``course`` gives it, also when it is gone by now: then only to say so (``Course.is_listed``)."""
    return whole(Course.objects.filter(pk=pk), timezone.localdate()).first()


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


def courses_to_compare(request: HttpRequest, keys: Sequence[str]) -> list[Course]:
    """The courses with these keys as they stand in an address, in that order; what is no key or gone is left out."""
    pks = []
    for key in keys:
        with suppress(ValueError):
            pks.append(UUID(key))
    return courses_in_order(list(dict.fromkeys(pks)))


def similar_courses(request: HttpRequest, course: Course, number: int = 3) -> list[Course]:
    """Other courses of the same field that can be joined in this brand's regions or online, the most alike first."""
    today = timezone.localdate()
    slugs = [region.slug for region in brand_regions(request)] or None
    return courses_in_order(query.alike(course, today, slugs, number))


def courses_in_order(pks: Sequence[UUID]) -> list[Course]:
    """The courses with these keys for cards, in that order, as far as they can be seen."""
    today = timezone.localdate()
    found = {one.pk: one for one in for_cards(Course.objects.listed(today).filter(pk__in=pks), today)}
    return [found[pk] for pk in pks if pk in found]


def starting_soon(request: HttpRequest, number: int = 3) -> list[Session]:
    """The sessions of this brand's regions that begin first, one per course, with provider, place and prices."""
    today = timezone.localdate()
    regions = brand_regions(request)
    sessions = Session.objects.still_open(today).filter(course__in=Course.objects.listed(today))
    if regions:
        sessions = sessions.filter(Q(municipality__region__in=regions) | Q(online=True))
    first_of_course = sessions.order_by("course", "starts", "pk").distinct("course").values("pk")
    soon = Session.objects.filter(pk__in=first_of_course).select_related("course__provider", "municipality")
    return list(soon.prefetch_related("price_lines", "course__price_lines").order_by("starts", "pk")[:number])


class _FewAtATime(Sequence[Course]):
    """Courses with no more than their address and last change, read as far as somebody looks."""

    def __init__(self, pks: list[UUID]) -> None:
        self.pks = sorted(pks)

    def __len__(self) -> int:
        return len(self.pks)

    def __getitem__(self, at: Any) -> Any:
        wanted = self.pks[at] if isinstance(at, slice) else [self.pks[at]]
        found = list(Course.objects.filter(pk__in=wanted).only("pk", "changed").order_by("pk"))
        return found if isinstance(at, slice) else found[0]


def findable_courses(request: HttpRequest) -> Sequence[Course]:
    """Every course that this brand's catalogue shows by itself, by key."""
    slugs = [region.slug for region in brand_regions(request)] or None
    return _FewAtATime(query.search(Criteria(), timezone.localdate(), slugs).ranking.all_pks())


def busiest_municipality(request: HttpRequest) -> Municipality | None:
    """Where most sessions of this brand's regions are still to begin; None when there are none."""
    sessions = Session.objects.still_open(timezone.localdate()).filter(municipality__isnull=False)
    if regions := brand_regions(request):
        sessions = sessions.filter(municipality__region__in=regions)
    most = sessions.values("municipality").annotate(number=Count("pk")).order_by("-number", "municipality").first()
    return Municipality.objects.get(pk=most["municipality"]) if most else None


def brand_regions(request: HttpRequest) -> list[Region]:
    """The regions of the brand that this request came in by, by name; empty for a portal without brands."""
    return regions_for(request)[0]


def regions_for(request: HttpRequest, asked: Collection[str] = ()) -> tuple[list[Region], list[Region]]:
    """The regions of the brand, and those asked for by slug as far as they exist; one question to the database."""
    brand = current_brand(request)
    own = Exists(brand.regions.filter(pk=OuterRef("pk")))
    known = Region.objects.annotate(own=own).filter(Q(own=True) | Q(slug__in=asked))
    return [r for r in known if r.own], [r for r in known if r.slug in asked]
