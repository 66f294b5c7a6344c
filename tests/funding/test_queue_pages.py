"""The queue of a fund: in what order, how one finds a line back, and where one goes after a decision."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from courses.models import Course, Session
from funding.applications.models import Application, PlanLine
from funding.decisions.actions import Finding, Verdict, decide
from portal.people.enums import Role
from portal.people.models import User
from tests.funding.making import make_application
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"
QUEUE = "/medewerkers/fonds/"


@pytest.fixture
def farid(client: Client, schemes: None) -> User:
    """Fund administrator of Het Noorden Leert Door, logged in."""
    user = make_user("Farid")
    give_role(user, Role.FUND_ADMINISTRATOR, FUND)
    log_in(client, user)
    return user


def the_line(application: Application) -> PlanLine:
    return PlanLine.objects.select_related("fund", "application").get(application=application, fund=FUND)


def shown(client: Client, **query: str) -> list[str]:
    """The names in the queue, from the top."""
    return [row["title"] for row in client.get(QUEUE, query).context["rows"]]


def due_in(application: Application, days: int, today: date) -> None:
    PlanLine.objects.filter(application=application).update(due=today + timedelta(days=days))


def grant(line: PlanLine, by: User) -> None:
    decide(line, Finding(Verdict.GRANT, 120_000, "Akkoord."), by=by, seen_version=line.version)


def test_what_must_be_done_first_is_on_top_by_term_or_by_the_start_of_the_course(
    client: Client, course: Course, today: date, farid: User
) -> None:
    late, soon, begins = (make_application(course, today, name=name) for name in ("Laat", "Snel", "Begint"))
    due_in(late, 50, today)
    due_in(soon, 20, today)
    due_in(begins, 60, today)
    assert shown(client) == ["Snel", "Laat", "Begint"]
    Session.objects.filter(course=course).update(starts=today + timedelta(days=30), ends=today + timedelta(days=90))
    assert shown(client) == ["Snel", "Laat", "Begint"]
    page = client.get(QUEUE).content.decode()
    assert page.count("begint over 30 dagen") == 2
    file = client.get(f"{QUEUE}{the_line(begins).pk}/").content.decode()
    assert "De cursus begint voordat de termijn van de wet eindigt." in file
    file = client.get(f"{QUEUE}{the_line(soon).pk}/").content.decode()
    assert "De cursus begint voordat" not in file


@pytest.mark.parametrize("text", ["Zeynep", "zey bron", "lassen zeynep"])
def test_a_line_is_found_by_name_and_course(
    client: Client, course: Course, today: date, farid: User, text: str
) -> None:
    make_application(course, today, name="Lena")
    wanted = make_application(course, today, name="Zeynep-Bronwen")
    title = str(wanted.course_as_sent["title"]).split()[0]
    assert shown(client, q=text.replace("lassen", title)) == ["Zeynep-Bronwen"]
    assert shown(client, q=wanted.number.lower()) == ["Zeynep-Bronwen"]
    assert shown(client, q=wanted.number[3:7]) == ["Zeynep-Bronwen"]
    assert shown(client, q="niemand") == []


def test_what_was_decided_is_found_back_with_what_was_granted(
    client: Client, course: Course, today: date, farid: User
) -> None:
    done, other = (make_application(course, today, name=name) for name in ("Klaar", "Wacht"))
    grant(the_line(done), farid)
    assert shown(client) == ["Wacht"]
    assert shown(client, stand="besloten") == ["Klaar"]
    page = client.get(QUEUE, {"stand": "besloten"}).content.decode()
    assert "€\u00a01.200" in page
    assert "Besloten op" in page
    searched = client.get(QUEUE, {"q": done.number}).content.decode()
    assert "(1)" in searched  # says that it lies on another shelf
    assert other.number not in searched


def test_a_proposal_lies_with_a_colleague_for_who_made_it(
    client: Client, course: Course, today: date, farid: User
) -> None:
    line = the_line(make_application(course, today, name="Lena"))
    line.fund.sole_decision_limit = 1
    line.fund.save()
    grant(line, farid)
    assert shown(client) == []
    assert shown(client, stand="collega") == ["Lena"]


@pytest.mark.parametrize("query", [{"stand": "x"}, {"q": "%_'\\"}, {"q": "a" * 5000}, {"pagina": "-3"}])
def test_an_odd_address_gives_a_page(client: Client, course: Course, farid: User, query: dict[str, str]) -> None:
    assert client.get(QUEUE, query).status_code == 200


def test_others_applications_are_on_no_shelf(client: Client, course: Course, today: date, farid: User) -> None:
    make_application(course, today, name="Lena")
    eva = make_user("Eva")
    give_role(eva, Role.FUND_ADMINISTRATOR, "twents-fonds-voor-vakmanschap")
    log_in(client, eva)
    for stand in ("wacht", "collega", "besloten"):
        assert shown(client, stand=stand, q="Lena") == []


def test_after_a_decision_one_goes_to_the_next_file_and_at_the_end_to_the_first(
    client: Client, course: Course, today: date, farid: User
) -> None:
    first, second, third = (make_application(course, today, name=name) for name in ("Een", "Twee", "Drie"))
    for number, application in enumerate((first, second, third)):
        due_in(application, 20 + number, today)

    def way_on(application: Application) -> str:
        grant(the_line(application), farid)
        page = client.get(f"{QUEUE}{the_line(application).pk}/")
        return page.content.decode()

    assert f'href="{QUEUE}{the_line(third).pk}/"' in way_on(second)
    assert f'href="{QUEUE}{the_line(first).pk}/"' in way_on(third)
    assert "Naar alle aanvragen" in way_on(first)


def test_a_search_needs_as_many_queries_for_many_as_for_few(
    client: Client, course: Course, today: date, farid: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        made = make_application(course, today, name=f"L{number}")
        if number % 2:
            grant(the_line(made), farid)
    for query in ({"q": "DL"}, {"stand": "besloten", "q": "DL"}, {"stand": "collega"}):
        with django_assert_max_num_queries(17):
            client.get(QUEUE, query)
