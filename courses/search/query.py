"""Finding courses: which fit the criteria, in which order, and how many there would be with other filters."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchRank
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import RawSQL

from courses.enums import Sector, SessionStatus, StartKind
from courses.models import Course, CoursePlace, Session
from courses.search.criteria import Criteria, Sort
from courses.search.similar import similar
from courses.search.text import fits_all, length_of, query_of
from portal.regions.models import Municipality

#: How much a word counts in description, summary and places, search words, title.
WEIGHTS = [0.05, 0.2, 0.6, 1.0]


def found(criteria: Criteria, regions: Collection[str] | None, on: date) -> QuerySet[Course]:
    """Courses that fit, in no order. ``regions`` are slugs of where they must be given; None is anywhere."""
    courses = Course.objects.listed(on)
    if criteria.sectors:
        courses = courses.filter(sector__in=criteria.sectors)
    if regions is not None:
        courses = courses.filter(given_in(regions, on))
    if criteria.similar:
        return similar(courses, criteria.text)
    if criteria.text and not fits_all(criteria.text):
        courses = courses.filter(_with_words(criteria.text))
    return courses


def _with_words(text: str) -> Q:
    """Courses with these words; a length ("1 dag") may also be how long the course takes."""
    query = query_of(text)
    fits = Q(search=query) if query is not None else Q(pk__in=[])
    length, rest = length_of(text)
    if length is None:
        return fits
    takes = Q(duration_amount=length[0], duration_unit=length[1])
    other = query_of(rest)
    return fits | (takes if other is None else takes & Q(search=other))


def given_in(regions: Collection[str], on: date) -> Q:
    """True for courses that one can follow in these regions: online, by a coming session, or by a place when no
    session tells (agreed start, or no dates yet). A course of which nobody tells the place is in no region."""
    coming = Session.objects.to_come(on).exclude(status=SessionStatus.CANCELLED)
    here = coming.filter(Q(municipality__region__in=regions) | Q(online=True))
    places = CoursePlace.objects.filter(municipality__region__in=regions)
    # As sets and not per course: PostgreSQL works each of them out once.
    sessions_tell = Q(start_kind=StartKind.FIXED, pk__in=coming.values("course"))
    return Q(online=True) | Q(pk__in=here.values("course")) | (~sessions_tell & Q(pk__in=places.values("course")))


def ordered(
    courses: QuerySet[Course],
    criteria: Criteria,
    regions: Collection[str] | None,
    on: date,
    own_cents: Mapping[UUID, int] | None = None,
) -> Any:
    """The courses in the order asked for, each with ``next_start``: the first open session in these regions.

    By start: dates first, then what starts at once, then by agreement, then what cannot be joined now.
    ``own_cents``: what the visitor pays per course; where it is not known the course comes after the others.
    """
    sessions = Session.objects.still_open(on).filter(course=OuterRef("pk"))
    if regions is not None:
        there = Municipality.objects.filter(region__in=regions).values("code")
        sessions = sessions.filter(Q(municipality__in=there) | Q(online=True))
    first = sessions.order_by().values("course").annotate(first=Min("starts")).values("first")
    courses = courses.annotate(
        next_start=Subquery(first),
        ease=Case(
            When(start_kind=StartKind.DIRECT, then=Value(1)),
            When(start_kind=StartKind.AGREED, then=Value(2)),
            default=Value(3),
            output_field=IntegerField(),
        ),
    )
    by_start = (F("next_start").asc(nulls_last=True), "ease", "title", "pk")
    if criteria.sort == Sort.PRICE:
        return courses.order_by(F("total_cents").asc(nulls_last=True), *by_start)
    if criteria.sort == Sort.OWN and own_cents:
        return courses.annotate(own_cents=_own(own_cents)).order_by(F("own_cents").asc(nulls_last=True), *by_start)
    if criteria.similar and criteria.sort == Sort.RELEVANCE:
        return courses.order_by(F("alike").desc(), *by_start)
    query = query_of(criteria.text) if criteria.sort == Sort.RELEVANCE else None
    if query is None:
        return courses.order_by(*by_start)
    return courses.annotate(fit=SearchRank(F("search"), query, weights=WEIGHTS)).order_by("-fit", *by_start)


def _own(cents: Mapping[UUID, int]) -> RawSQL:
    """Looked up in one object that travels with the query: the amounts of a visitor are in no table."""
    amounts = json.dumps({str(pk): amount for pk, amount in cents.items()})
    return RawSQL('(%s::jsonb ->> "courses_course"."id"::text)::bigint', [amounts], output_field=BigIntegerField())


def per_sector(criteria: Criteria, regions: Collection[str] | None, on: date) -> dict[Sector, int]:
    """How many courses each sector would give with all other filters as they are."""
    rows = found(criteria.with_sectors(()), regions, on).order_by().values_list("sector").annotate(n=Count("pk"))
    return {Sector(sector): count for sector, count in rows}


def per_region(criteria: Criteria, regions: Sequence[str], on: date) -> tuple[dict[str, int], int]:
    """How many courses each region would give, and how many the whole country, with all other filters as they are."""
    counts = {f"region_{n}": Count("pk", filter=given_in([slug], on)) for n, slug in enumerate(regions)}
    row = found(criteria, None, on).aggregate(everywhere=Count("pk"), **counts)
    return {slug: row[f"region_{n}"] for n, slug in enumerate(regions)}, row["everywhere"]
