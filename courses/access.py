"""Which courses anybody may see: those that are in their feed, not hidden and not expired."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone

from courses import travel
from courses.enums import Sector
from courses.errors import CourseGone
from courses.estimates import estimator
from courses.loading import for_cards, whole
from courses.models import Course, Session
from courses.occupations.offering import Subject, subjects_of
from courses.saved.actions import in_session
from courses.saved.models import SavedCourse, SavedSearch
from courses.search import query
from courses.search.columns import Flags, Snapshot, snapshot
from courses.search.criteria import Criteria, Length, Sort
from courses.search.facets import Counts
from courses.search.found import Place
from courses.search.lexicon import corrected
from courses.search.near import around, called, where_said
from courses.search.places import Far, far_from, place_meant
from courses.search.text import can_be_fewer
from courses.shortages.columns import short_of_people
from portal.access import page_of, person, refuse
from portal.brands.current import current_brand
from portal.pages.remembering import OncePerRequest
from portal.regions.models import Municipality, Region

PAGE = 20


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search and what the page says about it.

    ``regions`` are those searched in (empty: the whole country), ``brand_regions`` those of this brand. Counts are
    disjunctive: what choosing that one would give, with the other filters as they are (courses.search.facets).
    ``mended``: the words that were searched instead of those typed, which found nothing; "" when they did.
    ``municipality`` is the place that was asked for; ``candidates`` are those it may mean when we are not sure.
    ``typed`` are the criteria as they were asked: others than ``criteria`` when the words said where.
    """

    criteria: Criteria
    typed: Criteria
    page: Page[Course]
    regions: list[Region]
    brand_regions: list[Region]
    counts: Counts
    own_known: bool
    subjects: Mapping[str, Subject]
    columns: Snapshot
    mended: str = ""
    municipality: Municipality | None = None
    candidates: tuple[Municipality, ...] = ()

    @property
    def far(self) -> Far | None:
        """Kilometres from the place that was asked for to a municipality by its code; None without such a place."""
        return far_from(self.municipality, self.columns.places) if self.municipality else None

    @property
    def everywhere(self) -> int:
        """How many courses the whole country would give."""
        return self.counts["regio"][""]


def catalogue(request: HttpRequest, criteria: Criteria) -> Found:
    """Courses for these criteria with their price lines, 20 a page by the ``pagina`` in the address, and counts.

    Regions that do not exist are no criteria. Words that find nothing are searched around the place that they name, and
    else give courses with words that look like them.
    """
    typed = criteria
    today = timezone.localdate()
    brand_regions, asked = _regions(request, criteria)
    municipality, candidates = place_meant(criteria.place) if criteria.place else (None, ())
    radius = criteria.radius if municipality else None
    regions = asked if asked or criteria.everywhere or radius else brand_regions
    criteria = criteria.with_regions([region.slug for region in asked], everywhere=criteria.everywhere)
    sort = criteria.usual_sort if criteria.sort == Sort.DISTANCE and not municipality else criteria.sort
    criteria = criteria.but(radius=radius, located=municipality is not None, sort=sort)
    columns = snapshot(today)
    teller = estimator()
    asks_own = criteria.sort == Sort.OWN or criteria.own is not None
    own = teller.own_contributions(request, columns, wait=asks_own) if teller else None
    slugs = [region.slug for region in regions] or None
    short = short_of_people(columns, today, slugs)

    def look(wanted: Criteria) -> query.Result:
        return query.search(
            wanted,
            today,
            slugs,
            offered=[region.slug for region in brand_regions],
            municipality=municipality.code if municipality else None,
            own=own.cents if own else None,
            short=short,
            columns=columns,
        )

    result, mended = look(criteria), ""
    if not len(result.ranking) and (there := _where_they_say(request, typed, columns)):
        return there
    if criteria.text and not len(result.ranking) and (better := corrected(criteria.text, called(columns.places.names))):
        likely = look(criteria.with_text(better))
        if len(likely.ranking):
            mended, result = better, likely
    by_some_words = [criteria.by_some_words()] if can_be_fewer(criteria.text) else []
    for way_on in [*by_some_words, criteria.by_similar_words()] if criteria.text else []:
        if not len(result.ranking):
            likely = look(way_on)
            if len(likely.ranking):
                criteria, result = way_on, likely
    return Found(
        criteria=criteria,
        typed=typed,
        page=_page(request, result.ranking, today, criteria.with_text(mended) if mended else criteria),
        regions=regions,
        brand_regions=brand_regions,
        counts=result.counts,
        own_known=own is not None,
        subjects=subjects_of(result.counts, criteria),
        columns=columns,
        mended=mended,
        municipality=municipality,
        candidates=candidates,
    )


def _where_they_say(request: HttpRequest, typed: Criteria, columns: Snapshot) -> Found | None:
    """What there is around the place that the words name ("lassen in Assen"), or farther away when that is nothing.

    None when they name none, or when there is nothing at all. Of who says "bij mij" and did not tell where they live,
    the other words count.
    """
    said = where_said(typed.text, called(columns.places.names)) if typed.text and not typed.place else None
    if said is None:
        return None
    home = None if said.place else travel.home_of(request)
    place = said.place or (home.name if home else "")
    near = around(typed, said.rest, place) if place else typed.with_text(said.rest)
    for wanted in (near, near.but(radius=None)) if place else ((near,) if said.rest else ()):
        found = catalogue(request, wanted)
        if found.page.paginator.count:
            return replace(found, typed=typed)
    return None


def _page(request: HttpRequest, ranking: Sequence[Place], today: date, criteria: Criteria) -> Page[Course]:
    """The courses of one page as records, with where the words stand; what left a moment ago is left out."""
    page: Page[Any] = page_of(request, ranking, PAGE)
    places = list(page.object_list)
    rows = for_cards(Course.objects.listed(today).filter(pk__in=[place.pk for place in places]), today)
    courses = {course.pk: course for course in rows}
    pieces = {}
    if criteria.text and not criteria.similar:
        pieces = query.why(list(courses), criteria.text, some_words=criteria.some_words)
    for place in places:
        if place.pk in courses:
            courses[place.pk].found, courses[place.pk].why = place, pieces.get(place.pk, "")
    page.object_list = [courses[place.pk] for place in places if place.pk in courses]
    return page


def counter(beside: Found | None = None) -> Callable[[Criteria, Collection[Region]], int]:
    """What tells how many courses criteria give in regions (none: the whole country).

    ``beside``: what was found by a search from the same place; its reading of the catalogue serves all others.
    """
    today = timezone.localdate()
    columns = beside.columns if beside else snapshot(today)

    @cache
    def short_in(slugs: tuple[str, ...] | None) -> Flags | None:
        return short_of_people(columns, today, slugs)

    @cache
    def start(place: str) -> Municipality | None:
        return beside.municipality if beside else place_meant(place)[0]

    def count(criteria: Criteria, regions: Collection[Region]) -> int:
        slugs = tuple(region.slug for region in regions) or None
        municipality = start(criteria.place) if criteria.radius else None
        found = query.search(
            criteria,
            today,
            slugs,
            municipality=municipality.code if municipality else None,
            short=short_in(slugs) if criteria.shortage else None,
            columns=columns,
        )
        return len(found.ranking)

    return count


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


def saved_courses(request: HttpRequest) -> list[Course]:
    """What this person saved, the latest first, as far as it can be seen; of a visitor what is in their session."""
    return _in_order(saved_keys(request), timezone.localdate())


@OncePerRequest
def saved_keys(request: HttpRequest) -> list[UUID]:
    """The keys of what this person saved, the latest first; asked of the database once per request."""
    who = person(request).user
    mine = SavedCourse.objects.filter(user=who).values_list("course", flat=True)
    return list(mine) if who else in_session(request.session)


def is_saved(request: HttpRequest, course: Course) -> bool:
    """Whether this person saved it."""
    who = person(request).user
    if who is None:
        return course.pk in in_session(request.session)
    return SavedCourse.objects.filter(user=who, course=course).exists()


def saved_searches(request: HttpRequest) -> list[SavedSearch]:
    """The searches of which this person hears by mail."""
    who = person(request).user
    return list(SavedSearch.objects.filter(user=who)) if who else []


def search_of_link(token: UUID) -> SavedSearch | None:
    """The search that the link of a mail is about, for whoever has the link; None when it was stopped."""
    return SavedSearch.objects.filter(token=token).first()


def courses_to_compare(request: HttpRequest, keys: Sequence[str]) -> list[Course]:
    """The courses with these keys as they stand in an address, in that order; what is no key or gone is left out."""
    pks = []
    for key in keys:
        with suppress(ValueError):
            pks.append(UUID(key))
    return _in_order(list(dict.fromkeys(pks)), timezone.localdate())


def similar_courses(request: HttpRequest, course: Course, number: int = 3) -> list[Course]:
    """Other courses of the same field that can be joined in this brand's regions or online, the most alike first."""
    today = timezone.localdate()
    slugs = [region.slug for region in brand_regions(request)] or None
    return _in_order(query.alike(course, today, slugs, number), today)


def _in_order(pks: Sequence[UUID], today: date) -> list[Course]:
    found = {one.pk: one for one in for_cards(Course.objects.listed(today).filter(pk__in=pks), today)}
    return [found[pk] for pk in pks if pk in found]


#: A first course that begins later than this is no first step.
FIRST_WITHIN_DAYS = 183


def first_short_courses(
    request: HttpRequest, sectors: Sequence[Sector], region: Region | None, number: int = 3
) -> tuple[Criteria, list[Course]]:
    """Courses of at most three months that begin within half a year, of as many of these sectors as there are, in
    their order, the first to begin before others.

    Also the criteria by which the catalogue shows all of them. Without a region those of the brand.
    """
    wanted = Criteria(
        sectors=tuple(sectors),
        lengths=(Length.DAY, Length.WEEK, Length.MONTHS),
        regions=(region.slug,) if region else (),
        sort=Sort.START,
    )
    last = timezone.localdate() + timedelta(days=FIRST_WITHIN_DAYS)
    found = [
        one
        for one in catalogue(request, wanted).page.object_list
        if one.found is None or one.found.start is None or one.found.start <= last
    ]
    firsts = [next((one for one in found if one.sector == sector), None) for sector in sectors]
    chosen = [one for one in firsts if one is not None]
    return wanted, [*chosen, *(one for one in found if one not in chosen)][:number]


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
    return _regions(request, Criteria())[0]


def _regions(request: HttpRequest, criteria: Criteria) -> tuple[list[Region], list[Region]]:
    """The regions of the brand, and those asked for as far as they exist; one question to the database."""
    brand = current_brand(request)
    own = Exists(brand.regions.filter(pk=OuterRef("pk")))
    known = Region.objects.annotate(own=own).filter(Q(own=True) | Q(slug__in=criteria.regions))
    return [r for r in known if r.own], [r for r in known if r.slug in criteria.regions]
