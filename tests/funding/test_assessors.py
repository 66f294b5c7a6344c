"""An assessor works on the files that were given to them, until somebody decided, and sees nothing else of a fund."""

from datetime import date, timedelta

import pytest
from django.test import Client

from courses.models import Course
from funding.applications.enums import LineState
from funding.applications.models import Application, PlanLine
from funding.queue.actions import assign, free_left_work
from portal.people.enums import Role
from portal.people.models import Membership, User
from tests.funding.making import make_application
from tests.people import give_role, log_in, make_user

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"
QUEUE = "/medewerkers/fonds/"


def line_of(application: Application) -> PlanLine:
    found = PlanLine.objects.select_related("fund", "application__learner", "assessor")
    return found.get(application=application, fund=FUND)


def path_of(line: PlanLine) -> str:
    return f"{QUEUE}{line.pk}/"


@pytest.fixture
def given(course: Course, today: date) -> tuple[PlanLine, PlanLine]:
    """Two files, of which the first was given to assessor Ali by administrator Farid."""
    farid, ali = make_user("Farid"), make_user("Ali")
    give_role(farid, Role.FUND_ADMINISTRATOR, FUND)
    give_role(ali, Role.ASSESSOR, FUND)
    mine, other = (line_of(make_application(course, today, name=name)) for name in ("Mijn", "Ander"))
    assign(mine, ali, farid, mine.version)
    return line_of(mine.application), other


def test_who_has_one_file_sees_that_file_and_nothing_else_until_it_is_decided(
    client: Client, given: tuple[PlanLine, PlanLine]
) -> None:
    mine, other = given
    log_in(client, User.objects.get(name="Ali"))
    assert [row["title"] for row in client.get(QUEUE, {"stand": "alles"}).context["rows"]] == ["Mijn"]
    assert client.get(path_of(other)).status_code == 404
    of_the_fund = ("werk/", "betalingen/", "budgetten/", "cijfers/", "bezwaren/", "uitvoeren/", "doorsturen/")
    for elsewhere in (*of_the_fund, f"{mine.pk}/doorsturen/", f"{mine.pk}/betalen/"):
        assert client.get(QUEUE + elsewhere).status_code == 404, elsewhere
    page = client.get(path_of(mine))
    assert page.status_code == 200
    assert "Geef aan een collega" not in page.text
    assert "Stuur door naar een ander fonds" not in page.text
    told = {"amount": mine.cents // 100, "verdict": "refuse", "reasons": "De cursus past niet.", "step": "confirm"}
    decided = client.post(f"{path_of(mine)}besluiten/", told | {"version": mine.version})
    assert (decided.status_code, decided.headers.get("Location")) == (302, QUEUE)
    assert line_of(mine.application).state == LineState.REFUSED
    assert client.get(path_of(mine)).status_code == 404
    assert client.get(QUEUE, {"stand": "alles"}).context["rows"] == []


def test_a_file_that_is_given_back_or_outlives_the_role_is_reached_no_more(
    client: Client, given: tuple[PlanLine, PlanLine], today: date
) -> None:
    mine, _other = given
    log_in(client, User.objects.get(name="Ali"))
    back = client.post(f"{path_of(mine)}oppakken/", {"version": mine.version, "step": "terug"})
    assert (back.status_code, back["Location"]) == (302, QUEUE)
    assert client.get(path_of(mine)).status_code == 404
    again = line_of(mine.application)
    assign(again, User.objects.get(name="Ali"), User.objects.get(name="Farid"), again.version)
    assert client.get(path_of(mine)).status_code == 200
    Membership.objects.filter(role=Role.ASSESSOR).update(period=(date(2020, 1, 1), today))
    assert client.get(path_of(mine)).status_code == 404
    assert free_left_work(today + timedelta(days=1)) == 1
    assert line_of(mine.application).assessor is None
