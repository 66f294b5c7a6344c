"""The example on the home page: worked out by the engine for courses that really start soon, and marked as one."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from lxml import html

from courses.models import Course
from funding.budgets.models import Budget
from tests.database import shared
from tests.funding.making import make_course
from tests.journeys.staging import load_demo
from tests.keeping import once
from tests.portal.test_components import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def demo(db: None, today: date, settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DEMO = True
    once(shared(tmp_path_factory.getbasetemp()), "demo", load_demo)


def page(client: Client, host: str = "noorden.localhost") -> html.HtmlElement:
    return html.document_fromstring(client.get("/", SERVER_NAME=host).content.decode())


@pytest.mark.usefixtures("demo")
def test_somebody_of_these_regions_pays_what_the_engine_says(client: Client) -> None:
    north, south = page(client), page(client, "rotterdam.localhost")
    for shown, fund in ((north, "Het Noorden Leert Door"), (south, "Rotterdam")):
        example = words(shown.find_class("home__example")[0])
        assert "Marieke is 42" in example
        assert "voorbeeld" in example
        assert fund in example
    cards = [words(card) for card in north.find_class("card__money")]
    assert len(cards) == 3
    assert all("Marieke betaalt € " in card and "voorbeeld" in card for card in cards)


@pytest.mark.usefixtures("demo")
def test_without_money_left_she_pays_herself(client: Client) -> None:
    Budget.objects.update(ceiling=F("reserved") + F("committed") + F("paid"))
    cards = [words(card) for card in page(client).find_class("card__money")]
    assert not any("€ 0" in card for card in cards)


@pytest.mark.usefixtures("demo")
def test_a_course_without_a_price_has_no_figure(client: Client) -> None:
    first = page(client).find_class("card__link")[0]
    course = Course.objects.get(pk=first.get("href").strip("/").split("/")[-1])
    Course.objects.filter(pk=course.pk).update(total_cents=None)
    course.sessions.update(total_cents=None)
    assert len(page(client).find_class("card__money")) == 2


@pytest.mark.usefixtures("demo")
def test_the_home_page_asks_a_fixed_number_of_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    client.get("/", SERVER_NAME="noorden.localhost")
    with django_assert_max_num_queries(22):
        client.get("/", SERVER_NAME="noorden.localhost")


def test_without_schemes_there_is_no_example(client: Client, tmp_path: Path) -> None:
    make_course(tmp_path / "feed")
    shown = page(client)
    assert shown.find_class("card")
    assert not shown.find_class("home__example")
