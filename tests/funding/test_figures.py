"""Dashboards: figures add up, small numbers stay hidden from who may not open the cases, budgets say when they end."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Course
from funding.applications.models import PlanLine
from funding.figures.counting import refresh_figures
from funding.figures.forecast import Forecast, runs_out
from funding.figures.page import forecast_words
from portal.people.enums import Role
from tests.funding.making import make_application
from tests.people import give_role, log_in, make_user

FUND = "het-noorden-leert-door"
TODAY = date(2026, 11, 24)
DASHBOARD = "/medewerkers/fonds/cijfers/"


@pytest.mark.parametrize(
    ("left", "weeks", "expected"),
    [
        (0, [], Forecast(TODAY, TODAY, TODAY)),
        (100_00, [10_00] * 3, None),  # too short ago to say
        (100_00, [10_00, -10_00] * 4, None),  # as much comes back as goes
        (100_00, [10_00] * 10, Forecast(*[TODAY + timedelta(weeks=10)] * 3)),
        (100_00, [1] * 10, Forecast(None, None, None)),  # not within ten years
    ],
)
def test_a_budget_runs_out_when_weeks_go_on_as_they_went(
    left: int, weeks: list[int], expected: Forecast | None
) -> None:
    assert runs_out(left, weeks, TODAY) == expected


def test_uneven_weeks_give_a_band_around_the_day() -> None:
    found = runs_out(1_000_00, [0, 40_00, 10_00, 30_00] * 3, TODAY)
    assert found
    assert found.first
    assert found.expected == TODAY + timedelta(weeks=50)
    assert found.last
    assert found.first < found.expected < found.last
    assert "Acht van de tien" in forecast_words(found, None)
    assert "eind van de periode" in forecast_words(found, TODAY + timedelta(days=30))


@pytest.mark.django_db
def test_a_fund_sees_its_own_cases_and_others_only_numbers_that_hide_people(
    course: Course, today: date, client: Client
) -> None:
    for number in range(3):
        make_application(course, today, f"Lena{number}")
    make_application(course, today, "Mo", employment="self_employed", residence="GM0014")
    refresh_figures()
    asked = sum(PlanLine.objects.filter(fund=FUND).values_list("cents", flat=True))
    anna, maria = make_user("Anna"), make_user("Maria")
    give_role(anna, Role.FUND_ADMINISTRATOR, FUND)
    give_role(maria, Role.PORTAL_MANAGER)

    log_in(client, anna)
    page = client.get(DASHBOARD).text
    assert "Assen" in page
    assert "75%" in page
    assert f"€ {asked // 100:,}".replace(",", ".").replace("€ ", "€\N{NO-BREAK SPACE}") in page
    assert client.get(DASHBOARD, {"van": "land"}).status_code == 404
    rows = client.get(reverse("funding:figures_file", args=[f"fonds-{FUND}", "municipality"])).content.decode(
        "utf-8-sig"
    )
    assert rows.splitlines()[1].startswith("Assen;3;75%")
    assert client.get(reverse("funding:figures_file", args=["land", "municipality"])).status_code == 404
    assert client.get(reverse("funding:figures_file", args=[f"fonds-{FUND}", "wat"])).status_code == 404

    log_in(client, maria)
    page = client.get(DASHBOARD).text
    assert "Heel Nederland" in page
    assert "minder dan 5" in page
    assert "75%" not in page


@pytest.mark.django_db
def test_the_only_small_number_of_a_table_takes_the_next_along(course: Course, today: date, client: Client) -> None:
    for number, residence in enumerate(["GM0106"] * 6 + ["GM0014"] * 5 + ["GM0109"]):
        make_application(course, today, f"Lena{number}", residence=residence)
    refresh_figures()
    maria = make_user("Maria")
    give_role(maria, Role.PORTAL_MANAGER)
    log_in(client, maria)
    rows = client.get(reverse("funding:figures_file", args=["land", "municipality"])).content.decode("utf-8-sig")
    assert rows.count("te weinig om te tonen") == 2
    assert "Assen;6;" in rows
