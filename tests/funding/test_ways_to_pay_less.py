"""On the page of outcomes: what would make a course cheaper, what would make a scheme fit, what each payer is worth."""

from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from lxml import html

from courses.models import Course
from funding.budgets.models import Budget
from tests.funding.making import answer_all, first_session
from tests.funding.test_check_pages import FUND, check

pytestmark = pytest.mark.django_db
NEW_YEAR = date(2027, 1, 1)


def outcome(client: Client, course: Course, **changes: Any) -> html.HtmlElement:
    """The page for who begins on 1 March 2027."""
    answer_all(client, course, **changes)
    session = first_session(course)
    return html.document_fromstring(client.get(check(course, f"uitkomst/?sessie={session and session.pk}")).content)


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def card(page: html.HtmlElement, slug: str) -> str:
    return text(page.get_element_by_id(slug))


def test_a_budget_that_begins_before_the_course_is_worth_waiting_for(client: Client, course: Course) -> None:
    Budget.objects.update(ceiling=0)
    Budget.objects.filter(scheme=FUND).update(period=DateRange(date(2026, 1, 1), NEW_YEAR))
    Budget.objects.create(scheme_id=FUND, period=DateRange(NEW_YEAR, date(2028, 1, 1)), ceiling=100_000)
    page = outcome(client, course)
    assert "Zo kan het goedkoper" in text(page)
    assert "Vraag je het aan vanaf 1 januari 2027, dan betaal je € 1.000 minder." in text(page)
    assert "Dan kan ook dit potje betalen: Het Noorden Leert Door." in text(page)


def test_who_waits_for_nothing_is_told_nothing(client: Client, course: Course) -> None:
    Budget.objects.update(ceiling=0)
    assert "Zo kan het goedkoper" not in text(outcome(client, course))


def test_a_no_says_what_would_make_it_a_yes(client: Client, course: Course) -> None:
    page = outcome(client, course)
    assert "Dit kan wel als je in Rotterdam woont en je eerst met een loopbaanadviseur praat." in card(
        page, "rotterdams-scholingsfonds"
    )
    assert "Dit kan wel als je werkgever meebetaalt." in card(page, "werkgeversbijdrage")
    assert "Dit kan wel" not in card(page, "stap")  # closed: no change of yours opens it


def test_who_pays_says_what_you_would_pay_without(client: Client, course: Course) -> None:
    assert "Zonder dit potje betaal je hetzelfde. Dan betaalt RMT-geld Noord." in card(outcome(client, course), FUND)
    Budget.objects.exclude(scheme=FUND).update(ceiling=0)
    assert "Zonder dit potje betaal je € 1.400 meer." in card(outcome(client, course), FUND)


def test_the_ways_keep_the_number_of_queries(
    client: Client, course: Course, django_assert_max_num_queries: Any
) -> None:
    outcome(client, course)
    session = first_session(course)
    with django_assert_max_num_queries(25):
        client.get(check(course, f"uitkomst/?sessie={session and session.pk}"))
