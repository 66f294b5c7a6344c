"""What somebody finds in the catalogue: the courses of a search, what its page says about it, and ways on."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils import timezone

from courses import travel
from courses.access import regions_for
from courses.enums import Sector
from courses.estimates import estimator
from courses.loading import for_cards
from courses.models import Course
from courses.occupations.offering import Subject, subjects_of
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
from portal.access import page_of
from portal.regions.models import Municipality, Region

PAGE = 20
#: A first course that begins later than this is no first step.
FIRST_WITHIN_DAYS = 183


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
    brand_regions, asked = regions_for(request, criteria.regions)
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
