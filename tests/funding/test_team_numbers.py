"""How a team is doing: who sees it, what is told and what is too small to tell, and files without formulas."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from courses.models import Course
from intake.advice.enums import AdviceKind
from intake.care.keeping import KEPT
from intake.models import Advice, Adviser, Appointment, Team
from intake.profile.actions import give_consent, new_visitor
from intake.profile.enums import Purpose
from intake.steering.numbers import numbers_of
from intake.steering.small import FEWEST, told
from intake.tasks import forget_talks
from portal.people.enums import Role
from tests.funding.making import make_application
from tests.intake.teams import kind_of, make_adviser, make_team, words
from tests.people import give_role, log_in, make_user

URL = "/medewerkers/teamcijfers/"


@given(st.dictionaries(st.integers(), st.integers(0, 30), max_size=6))
def test_no_small_number_is_told_or_can_be_worked_out(counts: dict[int, int]) -> None:
    shown = told(counts)
    hidden = [key for key, number in shown.items() if number is None]
    assert all(counts[key] >= FEWEST for key in counts if shown[key]), "nothing below five is told"
    assert all(shown[key] in {None, counts[key]} for key in counts)
    if len(hidden) == 1:
        assert not any(number for number in shown.values()), "one hidden number beside told ones follows from the total"


def held(adviser: Adviser, number: int, status: str, kind: AdviceKind | None = None, profile: Any = None) -> None:
    """So many talks in the last weeks."""
    consent = give_consent(Purpose.APPOINTMENT, scope=[], text_version="x", user=None)
    for at in range(number):
        start = timezone.now() - timedelta(days=1 + at + 10 * (kind is not None) + 20 * (status == "no_show"))
        talk = Appointment.objects.create(
            adviser=adviser,
            kind=kind_of(adviser),
            occupied=(start, start + timedelta(minutes=45)),
            profile=profile or new_visitor(),
            period=(start, start + timedelta(minutes=45)),
            mode="video",
            contact_name="X",
            contact_email="x@voorbeeld.example",
            origin="",
            consent=consent,
            status=status,
            token=f"{status}{kind}{at}{profile}",
            request_key=f"{status}{kind}{at}{profile}",
        )
        if kind:
            Advice.objects.create(appointment=talk, kind=kind, text="Tekst")


@pytest.mark.django_db
def test_a_team_lead_sees_the_numbers_of_the_own_region(course: Course, today: date) -> None:
    sanne = make_adviser()
    make_adviser("Els", region="twente")
    held(sanne, 6, "came", AdviceKind.CAREER)
    held(sanne, 5, "no_show")
    held(sanne, 2, "came", AdviceKind.TRAINING)
    applied = make_application(course, today)
    held(sanne, 1, "came", None, applied.profile)
    tom = make_user("Tom")
    give_role(tom, Role.TEAM_LEAD, "groningen")
    lead = log_in(Client(), tom)
    lead.get(URL)
    with CaptureQueriesContext(connection) as alone:
        page = words(lead.get(URL))
    assert len(alone) <= 25
    assert "Werkcentrum, Groningen" in page
    assert "twente" not in page.lower()
    for said in ("kwam 9", "niemand kwam 5", "Deel dat niet kwam 36%", "Scholingsadvies minder dan 5"):
        assert said in page.replace("\n", " "), said
    assert "Loopbaanadvies minder dan 5" in page, "or the small number follows from the total"
    assert 'role="img"' in lead.get(URL).text
    assert "Van hen vroeg daarna een opleiding aan minder dan 5" in page
    for wrong in ("?van=x&tot=y", "?van=2026-11-20&tot=2026-11-01", "?van=1900-01-01&tot=2026-11-20"):
        assert lead.get(URL + wrong).status_code == 422
    Team.objects.update(name='=HYPERLINK("http://kwaad.example")')
    rows = list(
        csv.reader(io.StringIO(lead.get("/medewerkers/teamcijfers.csv").content.decode("utf-8-sig")), delimiter=";")
    )
    assert rows[1][0].startswith("'=HYPERLINK")
    book = load_workbook(io.BytesIO(lead.get("/medewerkers/teamcijfers.xlsx").content))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [[cell.value for cell in row] for row in book.active.iter_rows()] == rows
    for number in range(12):
        colleague = make_adviser(f"Vera{number}")
        Adviser.objects.filter(pk=colleague.pk).update(team=make_team(name=f"Team {number:02}"))
    with CaptureQueriesContext(connection) as many:
        assert "Team 03" in words(lead.get(URL))
    assert len(many) <= len(alone), "a team more is no query more"
    assert "Team 11" in words(lead.get(f"{URL}?pagina=2"))
    assert "Team 11" in lead.get("/medewerkers/teamcijfers.csv").content.decode()
    stranger = log_in(Client(), sanne.user)
    for path in (URL, "/medewerkers/teamcijfers.csv"):
        assert stranger.get(path).status_code == 404
        assert Client().get(path).status_code == 302


@pytest.mark.django_db
def test_the_numbers_stay_when_the_talks_are_erased(course: Course, today: date) -> None:
    """Who applied, and that two talks were of one person, is known without knowing who it was."""
    sanne = make_adviser()
    held(sanne, 6, "came", AdviceKind.CAREER)
    for name in ("Ana", "Bo", "Cas", "Dirk", "Eva"):
        held(sanne, 2, "came", None, make_application(course, today, name).profile)
    before = numbers_of([sanne.team], today - timedelta(days=60), today)[0].rows
    assert {("Mensen die een gesprek hadden", "11"), ("Van hen vroeg daarna een opleiding aan", "5")} <= set(before)
    with time_machine.travel(timezone.now() + KEPT + timedelta(days=30)):
        assert forget_talks() == (0, 16, 0)
    assert numbers_of([sanne.team], today - timedelta(days=60), today)[0].rows == before
