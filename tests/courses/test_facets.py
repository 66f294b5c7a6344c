"""Filters: what each choice finds, and that every count is what choosing it gives, whatever else is chosen."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import psycopg
import pytest
from django.db import connection
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses.demo import load_courses
from courses.enums import Level, Outcome, PartOfDay, Recognition, Sector, SessionStatus, StartKind
from courses.models import Course, CoursePlace, Provider, Session
from courses.search import columns
from courses.search.criteria import MOST_DAYS, PRICES, RADII, SOON_DAYS, Criteria, Length, Mode, Soon, Sort
from courses.search.found import State
from courses.search.query import search
from portal.regions.models import Municipality

TODAY = date(2026, 11, 24)
ASSEN = "GM0106"
REGIONS = ["drenthe", "groningen", "twente"]
CHOICES: dict[str, list[Any]] = {
    "sectors": list(Sector),
    "levels": list(Level),
    "outcomes": list(Outcome),
    "parts_of_day": list(PartOfDay),
    "recognitions": list(Recognition),
    "lengths": list(Length),
    "modes": list(Mode),
    "languages": ["nl", "en"],
}
NAMES = {
    "sectors": "sector",
    "levels": "niveau",
    "outcomes": "resultaat",
    "parts_of_day": "dagdeel",
    "recognitions": "keurmerk",
    "lengths": "duur",
    "modes": "vorm",
    "languages": "lestaal",
}
SINGLE: dict[str, tuple[str, list[Any]]] = {
    "soon": ("start", list(Soon)),
    "radius": ("straal", list(RADII)),
    "price": ("prijs", list(PRICES)),
}
some = {name: st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple) for name, values in CHOICES.items()}
one = {name: st.none() | st.sampled_from(values) for name, (_name, values) in SINGLE.items()}
searches = st.builds(
    Criteria,
    text=st.sampled_from(["", "", "veilig", "zorg"]),
    since=st.none() | st.sampled_from([date(2027, 1, 1), date(2027, 6, 1)]),
    **some,
    **one,
)


def plain(courses: list[Any], criteria: Criteria, regions: list[str] | None) -> set[Any]:
    """The same search in plain Python over the records and their ways: easy to believe."""
    allowed = None
    if criteria.text:
        allowed = {place.pk for place in search(Criteria(text=criteria.text), TODAY).ranking}
    found = set()
    for course, its_ways in courses:
        about = [
            allowed is None or course.pk in allowed,
            not criteria.sectors or course.sector in criteria.sectors,
            not criteria.levels or course.level in criteria.levels,
            not criteria.outcomes or course.outcome in criteria.outcomes,
            not criteria.parts_of_day or bool(set(criteria.parts_of_day) & set(course.parts_of_day)),
            not criteria.recognitions or bool(set(criteria.recognitions) & set(course.provider.recognitions)),
            not criteria.lengths or length_of(course) in criteria.lengths,
            not criteria.languages or course.language in criteria.languages,
            criteria.price is None or (course.total_cents is not None and course.total_cents <= criteria.price * 100),
        ]
        if all(about) and any(fits(way, criteria, regions) for way in its_ways):
            found.add(course.pk)
    return found


def length_of(course: Course) -> Length | None:
    if course.duration_amount is None:
        return None
    amount = course.duration_amount
    days = {"hour": max(1, amount // 8), "day": amount, "week": amount * 7, "month": amount * 365 // 12}
    number = days.get(course.duration_unit, amount * 365)
    return next((length for length, most in MOST_DAYS.items() if number <= most), Length.LONGER)


def ways(course: Course) -> list[dict[str, Any]]:
    coming = [
        s for s in course.sessions.all() if s.gone is None and s.starts > TODAY and s.status != SessionStatus.CANCELLED
    ]
    found = [
        {
            "open": s.is_open_on(TODAY),
            "later": s.opens_after(TODAY),
            "start": s.starts,
            "online": s.online or course.online,
            "place": s.municipality,
            "at_will": False,
        }
        for s in coming
    ]
    if course.start_kind == StartKind.FIXED and coming:
        return found
    direct, agreed = course.start_kind == StartKind.DIRECT, course.start_kind == StartKind.AGREED
    rest = {
        "open": direct,
        "later": False,
        "start": TODAY if direct else None,
        "online": course.online,
        "at_will": direct or agreed,
    }
    places = [p.municipality for p in course.places.all()]
    return found + [rest | {"place": place} for place in places or [None]]


def fits(way: dict[str, Any], criteria: Criteria, regions: list[str] | None) -> bool:
    place, online = way["place"], way["online"]
    soon, since = criteria.soon, criteria.since
    begins = way["open"] and way["start"] is not None
    return all(
        [
            regions is None or online or (place is not None and place.region_id in regions),
            criteria.radius is None or online or (place is not None and kilometres(place) <= criteria.radius),
            not criteria.modes or (Mode.ONLINE if online else Mode.PLACE) in criteria.modes,
            soon is None
            or (way["at_will"] if soon is Soon.ANY_TIME else begins and (way["start"] - TODAY).days <= SOON_DAYS[soon]),
            since is None or way["at_will"] or ((begins or way["later"]) and way["start"] >= since),
        ]
    )


def kilometres(place: Municipality) -> int:
    places = columns.snapshot(TODAY).places
    return int(places.kilometres(ASSEN)[places.codes[place.code]])


class FacetsTest(TestCase):
    """One catalogue for all examples."""

    courses: list[Any]

    @classmethod
    def setUpTestData(cls) -> None:
        load_courses()
        sessions = list(Session.objects.order_by("pk"))
        for number, session in enumerate(sessions):
            session.online = number % 17 == 0
            session.seats_left = 0 if number % 13 == 0 else None
            session.opens = date(2026, 11, 24 + number % 3) if number % 5 == 0 else None
        Session.objects.bulk_update(sessions, ["online", "seats_left", "opens"])
        Course.objects.filter(provider_key__in=["D03", "D11"]).update(total_cents=None, language="en")
        records = Course.objects.listed(TODAY).select_related("provider").prefetch_related("sessions", "places")
        records = records.prefetch_related("sessions__municipality", "places__municipality")
        cls.courses = [(course, ways(course)) for course in records]

    @settings(max_examples=40)
    @given(
        criteria=searches,
        regions=st.none() | st.lists(st.sampled_from(REGIONS), min_size=1, unique=True),
        attribute=st.sampled_from(list(CHOICES)),
    )
    def test_the_columns_find_what_plain_python_finds_and_every_count_is_true(
        self, criteria: Criteria, regions: list[str] | None, attribute: str
    ) -> None:
        def number(other: Criteria, where: list[str] | None = regions) -> int:
            return len(plain(self.courses, other, where))

        result = search(criteria, TODAY, regions, offered=REGIONS, municipality=ASSEN)
        assert {place.pk for place in result.ranking} == plain(self.courses, criteria, regions)
        for value in CHOICES[attribute]:
            count = result.counts[NAMES[attribute]].get(value, 0)
            assert count == number(replace(criteria, **{attribute: (value,)})), (attribute, value)
        for single, (name, values) in SINGLE.items():
            for value in values:
                assert result.counts[name][value] == number(replace(criteria, **{single: value})), (single, value)
        for slug in REGIONS:
            assert result.counts["regio"][slug] == number(criteria, [slug])
        assert result.counts["regio"][""] == number(criteria, None)


pytestmark = pytest.mark.django_db


def states(criteria: Criteria) -> list[State]:
    return [place.state for place in search(criteria, TODAY).ranking]


def test_what_can_be_joined_stands_before_what_cannot(catalogue: None) -> None:
    Session.objects.filter(course__provider_key="D14").update(seats_left=0)
    Session.objects.filter(course__provider_key="D20").update(deadline=date(2026, 11, 1))
    Session.objects.filter(course__provider_key="D15").update(opens=date(2026, 11, 25))
    Session.objects.filter(course__provider_key="D22").update(gone="2026-11-01T00:00Z")
    found = states(Criteria(everywhere=True))
    assert found == sorted(found)
    assert set(found) == set(State)


def test_an_online_course_that_one_may_begin_at_once_keeps_that_beside_its_dates(catalogue: None) -> None:
    Course.objects.filter(provider_key="D14").update(online=True, start_kind=StartKind.DIRECT)
    CoursePlace.objects.filter(course__provider_key="D14").delete()
    found = {place.pk for place in search(Criteria(soon=Soon.ANY_TIME), TODAY, ["zeeland"]).ranking}
    assert Course.objects.get(provider_key="D14").pk in found


def test_the_nearest_comes_first_and_online_last(catalogue: None) -> None:
    found = list(search(Criteria(place="Assen", sort=Sort.DISTANCE), TODAY, municipality=ASSEN).ranking)
    told = [place.kilometres for place in found]
    known = [number for number in told if number is not None]
    assert known == sorted(known)
    assert known[0] == 0
    assert told == known + [None] * (len(told) - len(known))


def test_what_somebody_pays_is_a_filter_and_unknown_does_not_pass(catalogue: None) -> None:
    snapshot = columns.snapshot(TODAY)
    own = np.full(snapshot.size, -1, dtype=np.int64)
    own[:3] = [0, 9_900, 60_000]
    counts = search(Criteria(), TODAY, own=own).counts["eigen"]
    assert counts == {0: 1, 100: 2, 250: 2, 500: 2, 1000: 3}
    assert len(search(Criteria(own=250), TODAY, own=own).ranking) == 2
    assert "eigen" not in search(Criteria(own=250), TODAY).counts


def test_every_change_of_the_catalogue_makes_another_version(catalogue: None) -> None:
    seen = {columns.version()}
    for change in (
        lambda: Course.objects.filter(provider_key="D14").update(hidden="2026-11-20T12:00Z"),
        lambda: Session.objects.filter(course__provider_key="D20").update(seats_left=0),
        lambda: CoursePlace.objects.all().delete(),
        lambda: Provider.objects.update(recognitions=[]),
    ):
        change()
        assert columns.version() not in seen
        seen.add(columns.version())
    Course.objects.update(last_seen="2026-11-25T12:00Z")
    assert columns.version() in seen


def test_an_empty_catalogue_finds_nothing_and_counts_nothing(db: None) -> None:
    result = search(Criteria(text="lassen", radius=10, soon=Soon.MONTH), TODAY, ["twente"], municipality=ASSEN)
    assert list(result.ranking) == []
    assert result.counts["sector"][Sector.METAL] == 0


@pytest.mark.django_db(transaction=True)
def test_a_process_sees_another_catalogue_only_once_it_is_there(catalogue: None) -> None:
    """Two transactions that overlap, and the one that began first ends last: both leave another version."""
    course = Course.objects.get(provider_key="D14")
    before = columns.snapshot(TODAY)
    with psycopg.connect(**connection.get_connection_params()) as other:  # type: ignore[arg-type]
        other.execute("UPDATE courses_course SET hidden = now() WHERE id = %s", [course.pk])
        assert columns.snapshot(TODAY) is before
        Course.objects.filter(provider_key="D20").update(hidden="2026-11-20T12:00Z")
        between = columns.snapshot(TODAY)
        assert between.size == before.size - 1
        other.commit()
    assert columns.snapshot(TODAY).size == before.size - 2


QUERY = "niveau=mbo_2&niveau=hbo&resultaat=diploma&duur=week&dagdeel=evening&vorm=online&keurmerk=nrto&lestaal=nl"


def test_every_filter_survives_the_address() -> None:
    text = f"{QUERY}&plaats=9712+AB&straal=25&start=maand&vanaf=2027-01-01&prijs=500&eigen=0&volgorde=afstand"
    criteria = Criteria.of(QueryDict(text))
    assert Criteria.of(QueryDict(criteria.query().removeprefix("?"))) == criteria
    assert criteria.filters == 12
    assert criteria.radius == 25
    assert criteria.price == 500
    assert criteria.own == 0
    assert criteria.sort == Sort.DISTANCE


@pytest.mark.parametrize(
    "query",
    [
        "straal=25",
        "plaats=Assen&straal=-5",
        "plaats=Assen&straal=99999999999999",
        "start=nu&vanaf=gisteren&prijs=gratis&eigen=-1&lestaal=%00&niveau=x&duur=&vorm=",
        "vanaf=9999-99-99",
        "vanaf=0001-01-01",
        "prijs=%D9%A3%D9%A3",
    ],
)
def test_what_we_do_not_know_is_no_filter(query: str) -> None:
    criteria = Criteria.of(QueryDict(query))
    assert (criteria.filters, criteria.radius) == (0, None)
