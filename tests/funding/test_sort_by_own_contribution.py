"""The catalogue in the order of what each course costs this visitor, worked out for all courses at once."""

import re
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from lxml import html

from courses.demo import load_courses
from courses.models import Course, PriceLine, Session
from courses.search import query
from courses.search.columns import snapshot
from courses.search.criteria import Criteria, Sort
from funding.budgets.models import Budget
from funding.check.assessing import cost_lines, course_facts
from funding.check.catalogue_costs import next_sessions
from funding.check.course_columns import columns_of
from funding.engine.catalogue import PriceColumns
from funding.engine.columns import Column, CourseColumns
from funding.engine.vocabulary import VOCABULARY, Kind
from portal.demo import load_brands
from tests.funding.making import answer_all
from tests.keeping import again

pytestmark = pytest.mark.django_db
ADDRESS = "/opleidingen/?volgorde=eigen-bijdrage"
ORDER = "Jij betaalt het minst"


@pytest.fixture(scope="module")
def rows_of_demo() -> dict[str, bytes]:
    """The rows of the catalogue, once a test made them."""
    return {}


@pytest.fixture
def demo(schemes: None, settings: Any, rows_of_demo: dict[str, bytes]) -> None:
    settings.ALLOWED_HOSTS = ["*"]

    def make() -> None:
        load_brands()
        load_courses()

    again(rows_of_demo, make)


def cards(client: Client) -> list[str]:
    page = html.fromstring(client.get(ADDRESS, headers={"host": "noorden.localhost"}).content.decode())
    return [" ".join(card.text_content().split()) for card in page.find_class("card")]


def amounts(found: list[str]) -> list[float | None]:
    """What "Jij betaalt" says on each card in euros; None where questions are open."""
    told = [re.search(r"Jij betaalt (?:waarschijnlijk )?€ ([\d.]+)", card) for card in found]
    return [float(amount[1].replace(".", "")) if amount else None for amount in told]


def test_what_is_certain_comes_first_and_what_is_not_last(client: Client, demo: None) -> None:
    answer_all(client, Course.objects.earliest("pk"))
    found = amounts(cards(client))
    known = [amount for amount in found if amount is not None]
    assert known
    assert found == sorted(known) + [None] * (len(found) - len(known))


def test_the_amounts_of_all_courses_set_the_order(demo: None) -> None:
    columns = snapshot()
    titles = dict(Course.objects.values_list("pk", "title"))
    own = 100 * np.arange(columns.size, dtype=np.int64)[::-1]
    own[-1] = -1  # the last by title would be the cheapest, and is not known
    criteria = Criteria(everywhere=True, sort=Sort.OWN)
    found = query.search(criteria, timezone.localdate(), own=own, columns=columns).ranking
    expected = [columns.pk(row) for row in [*reversed(range(columns.size - 1)), columns.size - 1]]
    assert [titles[place.pk] for place in found] == [titles[pk] for pk in expected]


def test_another_answer_or_less_money_gives_another_order(client: Client, demo: None) -> None:
    answer_all(client, Course.objects.earliest("pk"))
    before = amounts(cards(client))
    assert amounts(cards(client)) == before
    Budget.objects.update(ceiling=0)
    assert amounts(cards(client)) != before


def test_what_was_kept_is_what_would_be_worked_out(client: Client, demo: None) -> None:
    answer_all(client, Course.objects.earliest("pk"))
    first = cards(client)
    assert cards(client) == first
    cache.clear()
    assert cards(client) == first


def test_who_told_nothing_is_not_offered_this_order_and_an_old_link_works(client: Client, demo: None) -> None:
    page = client.get("/opleidingen/", headers={"host": "noorden.localhost"}).content.decode()
    assert ORDER not in page
    assert len(cards(client)) == 20
    answer_all(client, Course.objects.earliest("pk"))
    assert ORDER in client.get("/opleidingen/", headers={"host": "noorden.localhost"}).content.decode()


def test_who_looks_in_another_order_does_not_wait_for_the_amounts_of_all(client: Client, demo: None) -> None:
    def filter_counts() -> list[str]:
        """What stands behind the choices of "Jij betaalt": nothing, or how many courses that would give."""
        page = html.fromstring(client.get("/opleidingen/", headers={"host": "noorden.localhost"}).content.decode())
        (group,) = page.xpath("//details[@id='facet-eigen']")
        assert len(group.xpath(".//input[@type='radio']")) > 2
        return [" ".join(count.text_content().split()) for count in group.find_class("facet__count")]

    answer_all(client, Course.objects.earliest("pk"))
    cache.clear()
    assert filter_counts() == []
    cards(client)  # by own contribution: now they are known
    assert filter_counts()


def test_wherever_an_amount_is_probable_the_page_says_on_what_it_counts(client: Client, demo: None) -> None:
    """Enrolled or not is told of one course: of the others lists assume what nearly everybody would answer."""
    courses = list(Course.objects.filter(total_cents__isnull=False)[:8])
    answer_all(client, Course.objects.earliest("pk"))

    def said(address: str) -> str:
        page = client.get(address, headers={"host": "noorden.localhost"}).content.decode()
        return " ".join(html.fromstring(page).find("body").text_content().split())

    for course in courses:
        client.post(f"{course.get_absolute_url()}bewaren/", headers={"host": "noorden.localhost"})
    chosen = "&".join(f"c={course.pk}" for course in courses)
    lists = ["", "bewaard/", f"lijst/?{chosen}", f"vergelijken/?{chosen}"]
    pages = {address: said(address) for address in [f"/opleidingen/{one}" for one in lists]}
    similar = {course.title: said(course.get_absolute_url()) for course in courses}
    probable = {name: text for name, text in (pages | similar).items() if "arschijnlijk € " in text}
    assert probable.keys() >= pages.keys()
    assert probable.keys() & similar.keys()
    for name, text in probable.items():
        assert text.count("denken we dat je nog niet bent ingeschreven") == 1, name


def odd_courses() -> None:
    """What a feed may say too: figures that cannot be, another language, prices of a session, sessions that are past
    their deadline or full, lines that nobody must pay, a provider out of sight."""
    courses = list(Course.objects.filter(total_cents__isnull=False).order_by("pk")[:12])
    for course, odd in zip(
        courses,
        [
            {"hours_per_week": 500},
            {"hours_total": 1_000_000},
            {"language": "pl", "crebo": "25187"},
            {"crebo": "2 5?", "language": ""},
            {"total_cents": 200_000_000},
            {"hidden": timezone.now()},
        ],
        strict=False,
    ):
        Course.objects.filter(pk=course.pk).update(**odd)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for course, odd in zip(
        courses[3:], [{}, {"seats_left": 0}, {"deadline": tomorrow - timedelta(days=2)}], strict=False
    ):
        late = {"starts": tomorrow, "ends": tomorrow, "total_cents": 12_300, "digest": b"x"} | odd
        session = Session.objects.create(course=course, key="odd", **late)
        PriceLine.objects.create(session=session, position=0, kind="exam", net_cents=10_000, vat_cents=2_300)
    PriceLine.objects.filter(course=courses[7]).update(required=False)
    Session.objects.filter(course=courses[8]).delete()


def said(name: str, column: Column | None, place: int) -> object:
    """What a column says of one course, whatever its words are numbered by; None is unknown."""
    if column is None or not column.known[place]:
        return None
    number = int(column.numbers[place])
    return column.words[number] if VOCABULARY[name].kind in (Kind.CHOICE, Kind.CODE) else number


def test_columns_say_of_every_course_what_its_records_say(demo: None) -> None:
    odd_courses()
    cache.clear()
    columns, today = snapshot(), timezone.localdate()
    rows = np.flatnonzero(columns.cents >= 0)
    told, prices = columns_of(columns, rows, today)
    pks = [columns.pk(int(row)) for row in rows]
    found = Course.objects.select_related("provider").prefetch_related("price_lines").in_bulk(pks)
    sessions = next_sessions(pks, today)
    expected = CourseColumns.of([course_facts(found[pk], sessions.get(pk)) for pk in pks])
    lines = PriceColumns.of([cost_lines(found[pk].lines_for(sessions.get(pk))) for pk in pks])
    assert np.array_equal(prices.net, lines.net)
    assert np.array_equal(prices.gross, lines.gross)
    assert len(pks) == 29  # of the thirty one is out of sight
    for name, column in told.columns.items():
        for place, pk in enumerate(pks):
            assert said(name, column, place) == said(name, expected.columns.get(name), place), (name, found[pk])
    again, _prices = columns_of(columns, rows, today)
    assert all(np.array_equal(again.columns[name].numbers, column.numbers) for name, column in told.columns.items())
