"""Walking in at a team, and being called back by one."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from intake.models import Adviser, AppointmentKind, CallBack, WalkInHours
from intake.teams.actions import forget_calls
from intake.teams.models import KEPT_WAITING, SHOWN_AHEAD
from tests.intake.teams import NOW, kind_of, make_adviser, words
from tests.people import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
TEAM, CALLS = "/medewerkers/team/", "/medewerkers/terugbellen/"
HOURS = {"weekday": "2", "work_from": "10:00", "work_until": "12:00", "walk_in_place": ""}
PHONE = {"name": "Lena", "phone": "06 12 34 56 78", "part_of_day": "morning", "talk_language": "nl", "hope": "Iets."}


def calling(adviser: Adviser) -> str:
    """The address at which one leaves a number for the adviser's team."""
    AppointmentKind.objects.filter(team=adviser.team_id).update(modes=["office", "call_back"])
    return f"/orienteren/terugbellen/{kind_of(adviser).pk}/"


def test_walk_in_hours_are_shown_at_the_team_until_they_are_taken_away(desk: Client, sanne: Adviser) -> None:
    assert desk.post(TEAM, HOURS).status_code == 302
    assert desk.post(TEAM, HOURS | {"walk_in_place": "Bibliotheek"}).status_code == 302, "elsewhere, at the same time"
    page = words(Client().get("/orienteren/groningen/"))
    assert "Inloop, zonder afspraak Dinsdag 10:00–12:00Dinsdag 10:00–12:00, Bibliotheek" in page
    for change, sentence in (
        ({}, "Dit inloopuur valt samen met een ander op die dag."),
        ({"work_until": "09:00"}, "De eindtijd moet na de begintijd liggen."),
        ({"weekday": "9"}, "Kies een dag van de week."),
        ({"work_from": "x"}, "Vul een tijd in"),
    ):
        answer = desk.post(TEAM, HOURS | change)
        assert (answer.status_code, sentence in words(answer)) == (422, True), sentence
    other = log_in(Client(), make_adviser("Bram", region="twente").user)
    row = WalkInHours.objects.first()
    other.post(f"{TEAM}inloop/{row.pk}/weg/")
    assert WalkInHours.objects.count() == 2
    desk.post(f"{TEAM}inloop/{row.pk}/weg/")
    assert WalkInHours.objects.count() == 1


def test_who_leaves_a_number_is_called_by_the_team_and_then_forgotten(desk: Client, sanne: Adviser) -> None:
    address = calling(sanne)
    assert address in Client().get("/orienteren/groningen/").text
    for _twice in range(2):
        sent = Client().post(address, PHONE | {"request_key": "k"}, follow=True)
    assert "Dank je. We bellen je." in words(sent)
    call = CallBack.objects.select_related("consent").get()
    assert call.consent.scope == [f"team:{sanne.team_id}"]
    assert "Lena" in words(desk.get(CALLS))
    desk.post(f"{CALLS}{call.pk}/", {"outcome": "no_answer"})
    assert "1 keer geprobeerd, het laatst door Sanne de Wit" in words(desk.get(CALLS))
    desk.post(f"{CALLS}{call.pk}/", {"outcome": "spoken"})
    desk.post(f"{CALLS}{call.pk}/", {"outcome": "given_up"})
    call.refresh_from_db()
    assert (call.outcome, call.attempts) == ("spoken", 1), "who noted first stays"
    assert "Niemand wacht op een telefoontje" in words(desk.get(CALLS))
    assert forget_calls() == 0
    with time_machine.travel(NOW + timedelta(days=91), tick=False):
        assert forget_calls() == 1


def test_who_is_never_called_is_forgotten_too_and_the_team_sees_it_coming(desk: Client, sanne: Adviser) -> None:
    second = timedelta(seconds=1)
    for key in ("tried", "left"):
        Client().post(calling(sanne), PHONE | {"request_key": key})
    first, other = CallBack.objects.order_by("created")
    desk.post(f"{CALLS}{first.pk}/", {"outcome": "no_answer"})
    CallBack.objects.filter(pk=first.pk).update(called=other.created + second)

    def at(moment: datetime) -> tuple[int, int]:
        with time_machine.travel(moment, tick=False):
            page = words(log_in(Client(), sanne.user).get(CALLS))
            return page.count("Wordt gewist op"), forget_calls()

    assert at(other.created + KEPT_WAITING - SHOWN_AHEAD - second) == (0, 0)
    assert at(other.created + KEPT_WAITING - SHOWN_AHEAD) == (1, 0)
    assert at(other.created + KEPT_WAITING - second) == (2, 0)
    assert at(other.created + KEPT_WAITING) == (2, 1)
    assert at(other.created + KEPT_WAITING) == (1, 0), "who was tried later is kept longer"
    assert at(other.created + KEPT_WAITING + second) == (1, 1)


def test_a_number_is_seen_by_its_team_alone_and_mistakes_keep_what_was_typed(desk: Client, sanne: Adviser) -> None:
    address = calling(sanne)
    wrong = Client().post(address, PHONE | {"phone": "bel me"})
    assert wrong.status_code == 422
    assert 'value="bel me"' in wrong.text
    Client().post(address, PHONE)
    call = CallBack.objects.get()
    other = log_in(Client(), make_adviser("Bram", region="twente").user)
    assert "Lena" not in words(other.get(CALLS))
    assert other.post(f"{CALLS}{call.pk}/", {"outcome": "spoken"}).status_code == 404
    # A kind without that way has no such page.
    AppointmentKind.objects.update(modes=["office"])
    assert Client().get(address).status_code == 404
