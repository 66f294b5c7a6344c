"""The catalogue in the order of what each course costs this visitor, worked out for all courses at once."""

import re
from typing import Any

import numpy as np
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from lxml import html

from courses.demo import load_courses
from courses.models import Course
from courses.search import query
from courses.search.columns import snapshot
from courses.search.criteria import Criteria, Sort
from funding.budgets.models import Budget
from portal.demo import load_brands
from tests.funding.test_check_pages import answer_all

pytestmark = pytest.mark.django_db
ADDRESS = "/opleidingen/?volgorde=eigen-bijdrage"
ORDER = "Laagste eigen bijdrage"


@pytest.fixture
def demo(schemes: None, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    load_brands()
    load_courses()


def cards(client: Client) -> list[str]:
    page = html.fromstring(client.get(ADDRESS, headers={"host": "noorden.localhost"}).content.decode())
    return [" ".join(card.text_content().split()) for card in page.find_class("card")]


def amounts(found: list[str]) -> list[float | None]:
    """What "Voor jou" says on each card in euros; None where questions are open."""
    told = [re.search(r"Voor jou: € ([\d.]+)", card) for card in found]
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
