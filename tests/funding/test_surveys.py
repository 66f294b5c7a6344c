"""Two questions after 3 and 12 months, counted without a name; the figures for everybody tell of nobody."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Course
from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.figures.counting import refresh_figures
from funding.figures.hiding import hidden_of
from funding.surveys.actions import ask_surveys, months_before, path_of
from funding.surveys.models import Survey
from portal.mail.models import MailMessage
from portal.people.enums import Role
from portal.people.models import User
from tests.funding.making import first_session, make_application, make_course
from tests.funding.paying import granted
from tests.outbox import work_off
from tests.people import give_role, log_in

pytestmark = pytest.mark.django_db
FUND = "het-noorden-leert-door"


def test_a_day_so_many_months_ago() -> None:
    found = [months_before(date(2027, 5, 31), months) for months in (3, 12, 15)]
    assert found == [date(2027, 2, 28), date(2026, 5, 31), date(2026, 2, 28)]


@pytest.mark.parametrize("numbers", [[], [9, 8], [1], [1, 9], [0, 6], [2, 2, 7, 30], [4, 4, 9], [1, 1, 1, 1, 1, 50]])
def test_what_is_hidden_does_not_follow_from_the_total(numbers: list[int]) -> None:
    hidden = hidden_of(numbers)
    assert {place for place, number in enumerate(numbers) if number < 5} <= hidden
    together = sum(numbers[place] for place in hidden)
    if len(hidden) < len(numbers):
        assert not hidden or (len(hidden) > 1 and together >= 5)


def test_learners_are_asked_once_and_their_answers_counted(
    course: Course, today: date, anna: User, bram: User, client: Client
) -> None:
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    give_role(bram, Role.APPROVER, FUND)
    line = granted(course, today, anna, bram, "Mo")
    others = [make_application(course, today, f"Lena{number}") for number in range(4)]  # no grant: nothing is asked
    work_off()
    session = first_session(course)
    assert session
    ends = session.ends or session.starts
    with time_machine.travel(ends + timedelta(days=95)):
        ask_surveys()
        ask_surveys()
        survey = Survey.objects.get()
        assert (survey.application_id, survey.months) == (line.application_id, 3)
        mail = MailMessage.objects.get(kind="survey")
        assert path_of(survey) in mail.text
        page = Client()
        assert page.post(path_of(survey), {"outcome": "no"}).status_code == 422
        helped = page.post(path_of(survey), {"outcome": "no", "wants_help": "yes"})
        assert helped.url == reverse("intake:orient")
        assert "Dank je wel voor je antwoord." in page.get(helped.url, follow=True).text
        assert page.get(reverse("funding:survey", args=["x"])).status_code == 410
        log_in(client, anna)
        refresh_figures()
        rows = client.get(reverse("funding:figures_file", args=[f"fonds-{FUND}", "uitkomst"])).content.decode()
        # Whose answer it is would be known: learners read that answers are only counted.
        assert "Na 3 maanden;minder dan 5;–;–;–;–" in rows
        Survey.objects.bulk_create(Survey(application=other, months=3) for other in others)
        Survey.objects.all().update(outcome="no", wants_help=False, answered=timezone.now())
        refresh_figures()
        table = client.get(f"/medewerkers/fonds/cijfers/?van=fonds-{FUND}").context["tables"][-1]
        assert table.rows[0].cells[:4] == ("5", "0", "0", "5")
        cases = client.get(table.rows[0].url).context  # who was asked, not what they said
        assert (cases["totals"]["number"], "3 maanden na hun opleiding" in cases["figure"]) == (5, True)
        page.post(path_of(survey), {"stop": "1"})
    with time_machine.travel(ends + timedelta(days=370)):
        ask_surveys()
        assert Survey.objects.filter(application=line.application_id).count() == 1


def test_figures_for_everybody_hide_small_numbers(
    course: Course, today: date, anna: User, bram: User, client: Client
) -> None:
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    give_role(bram, Role.APPROVER, FUND)
    for number in range(4):
        granted(course, today, anna, bram, f"Mo{number}")
    refresh_figures()
    page = client.get(reverse("funding:public_figures")).text
    assert "minder dan 5" in page
    assert "Geld dat ze samen kregen" not in page
    granted(course, today, anna, bram, "Noor")
    refresh_figures()
    page = client.get(reverse("funding:public_figures")).text
    assert "minder dan 5" not in page
    assert "Geld dat ze samen kregen" in page
    data = client.get(reverse("funding:open_data")).content.decode("utf-8-sig").splitlines()
    assert data[0].startswith("regio;")
    assert any(row.startswith("groningen;sector;metal;5;") for row in data), data
    assert PlanLine.objects.filter(fund=FUND, state=LineState.GRANTED).count() == 5
    make_application(course, today, "Lena")
    refresh_figures()
    log_in(client, anna)
    totals = {one["label"]: one for one in client.get("/medewerkers/fonds/cijfers/").context["totals"]}
    for label in ("Toegekend", "Dagen tot een besluit, gemiddeld"):  # not Lena, who waits
        assert len(client.get(totals[label]["url"]).context["rows"]) == 5


def test_a_course_without_dates_ended_when_its_weeks_had_passed_since_the_start(
    schemes: None, today: date, anna: User, bram: User, tmp_path: Path
) -> None:
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    give_role(bram, Role.APPROVER, FUND)
    loose = make_course(tmp_path / "loose", key="p7", runs="")
    granted(loose, today, anna, bram, "Mo")  # began today; ten weeks
    for days, asked in ((0, 0), (70 + 80, 0), (70 + 95, 1)):
        with time_machine.travel(today + timedelta(days=days)):
            ask_surveys()
        assert Survey.objects.count() == asked
