"""Meetings with seats: never one too many, and a seat that comes free goes to who waits longest."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, connection, connections, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from intake.groups.actions import let_go_of_offers, remind_of_groups
from intake.models import Adviser, Appointment, GroupSession, Seat
from tests.intake.teams import FIRST, NOW, confirm, deliver, make_adviser, make_team, press, times, words
from tests.people import log_in
from tests.threads import PATIENCE

pytestmark = [pytest.mark.usefixtures("monday")]
GROUPS = "/medewerkers/team/bijeenkomsten/"
PLAN = {
    "title": "Workshop",
    "text": "Samen oefenen.",
    "on_day": "2026-11-25",
    "work_from": "10:00",
    "work_until": "11:30",
    "group_place": "Voorbeeldplein 1",
    "seats": "2",
    "change_hours": "2",
    "leads": "on",
}


@pytest.fixture
def sanne(db: None) -> Adviser:
    return make_adviser()


def make_session(seats: int = 1) -> GroupSession:
    start = FIRST + timedelta(days=2)
    return GroupSession.objects.create(
        team=make_team(),
        title="Workshop",
        place="Plein 1",
        seats=seats,
        period=DateTimeTZRange(start, start + timedelta(hours=2)),
    )


def join(session: GroupSession, who: str) -> Any:
    form = {"name": who, "email": f"{who}@voorbeeld.example", "request_key": who}
    return Client().post(f"/orienteren/groep/{session.pk}/", form)


def test_a_planned_meeting_is_shown_takes_its_leaders_time_and_can_be_called_off(desk: Client, sanne: Adviser) -> None:
    assert desk.post(GROUPS, PLAN).status_code == 302
    session = GroupSession.objects.get()
    region = Client().get("/orienteren/groningen/?dag=2026-11-25")
    assert "Workshop Woensdag 25 november 2026, 10:00–11:30 Er is nog plek" in words(region)
    assert times(region) == ["09:00 met Sanne de Wit"]
    assert desk.post(GROUPS, PLAN).status_code == 422, "nobody leads two at once"
    confirm(Client(), sanne, FIRST)
    busy = desk.post(GROUPS, PLAN | {"on_day": "2026-11-24"})
    assert "Op die tijd heb je al een gesprek of een bijeenkomst." in words(busy)
    join(session, "lena")
    desk.post(f"{GROUPS}{session.pk}/")
    deliver()
    assert mail.outbox[-1].subject == "Gaat niet door: Workshop"
    event = Calendar.from_ical(mail.outbox[-1].attachments[0].content).walk("VEVENT")[0]
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)
    assert "gaat niet door" in words(join(session, "bram"))
    assert "10:00 met Sanne de Wit" in times(Client().get("/orienteren/groningen/?dag=2026-11-25"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"seats": "0"}, "Vul minstens 1 in."),
        ({"on_day": "2020-01-01"}, "Kies een dag vanaf vandaag, binnen een jaar."),
        ({"work_until": "09:00"}, "De eindtijd moet na de begintijd liggen."),
        ({"on_day": "2026-11-23", "work_from": "08:00"}, "Die tijd is al voorbij."),
        ({"group_place": ""}, "Vul in waar het is."),
    ],
)
def test_a_meeting_that_cannot_be_gets_a_sentence(desk: Client, change: dict[str, str], sentence: str) -> None:
    answer = desk.post(GROUPS, PLAN | change)
    assert (answer.status_code, sentence in words(answer)) == (422, True)


@pytest.mark.django_db
def test_a_seat_that_comes_free_is_kept_for_who_waits_longest_as_long_as_its_term() -> None:
    session = make_session()
    for who in ("lena", "bram", "cor", "lena"):
        assert join(session, who).url == "/orienteren/groningen/", "sent twice, one seat"
    lena, bram, cor = (f"/orienteren/plek/{seat.token}/" for seat in Seat.objects.order_by("pk"))
    again = Client().post(f"/orienteren/groep/{session.pk}/", {"name": "L", "email": "LENA@voorbeeld.example"})
    assert again.headers["Location"] == "/orienteren/groningen/", "who asks hears nothing of others"
    deliver()
    assert [one.to for one in mail.outbox].count(["lena@voorbeeld.example"]) == 2, "whose address it is does"
    assert "Er is 1 mens voor je." in words(Client().get(cor))
    Client().post(f"{lena}antwoord/", {"do": "leave"})
    assert "Er is een plek voor je" in words(Client().get(bram))
    assert join(session, "dirk").status_code == 302
    assert Seat.objects.get(name="dirk").status == "waiting", "nobody takes the seat that was offered"
    with time_machine.travel(NOW + timedelta(hours=25), tick=False):
        Client().post(f"{bram}antwoord/", {"do": "accept"})
        assert Seat.objects.get(name="bram").status == "offered", "too late"
        assert [let_go_of_offers(), let_go_of_offers()] == [1, 0]
        Client().post(f"{cor}antwoord/", {"do": "accept"})
        assert "Je doet mee" in words(Client().get(cor))
    statuses = dict(Seat.objects.values_list("name", "status"))
    assert statuses == {"lena": "left", "bram": "lapsed", "cor": "seated", "dirk": "waiting"}
    deliver()
    assert [one.subject.split(":")[0] for one in mail.outbox if "bram" in one.to[0]] == [
        "Je staat op de wachtlijst",
        "Er is een plek voor je",
    ]
    Seat.objects.update(created=NOW)  # the database knows no frozen clock
    with time_machine.travel(session.start - timedelta(hours=20), tick=False):
        assert [remind_of_groups(), remind_of_groups()] == [1, 0]
    with time_machine.travel(session.start - timedelta(hours=1), tick=False):
        Client().post(f"{cor}antwoord/", {"do": "leave"})
        assert Seat.objects.get(name="cor").status == "seated", "so shortly before one calls"


@pytest.mark.django_db
def test_a_meeting_of_another_team_and_a_seat_of_nobody_are_no_pages(desk: Client) -> None:
    session = GroupSession.objects.create(
        team=make_team("twente", "Elders"),
        title="x",
        place="x",
        seats=1,
        period=DateTimeTZRange(FIRST, FIRST + timedelta(hours=1)),
    )
    assert desk.post(f"{GROUPS}{session.pk}/").status_code == 404
    assert Client().get("/orienteren/plek/x/").status_code == 404
    assert Client().post("/orienteren/plek/x/antwoord/", {"do": "leave"}).status_code == 404


# --- Many at once ------------------------------------------------------------------------------------------
PEOPLE, SEATS = 40, 7


def all_join(session: GroupSession) -> list[int]:
    ready = Barrier(PEOPLE)

    def press(number: int) -> int:
        try:
            client = Client(raise_request_exception=False, REMOTE_ADDR=f"192.0.2.{number}")
            connection.ensure_connection()
            ready.wait(PATIENCE)
            form = {"name": "P", "email": f"p{number}@voorbeeld.example", "request_key": str(number)}
            return client.post(f"/orienteren/groep/{session.pk}/", form).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PEOPLE) as people:
        return list(people.map(press, range(PEOPLE)))


@pytest.mark.django_db(transaction=True)
def test_of_forty_people_at_once_as_many_have_a_seat_as_there_are() -> None:
    session = make_session(SEATS)
    assert set(all_join(session)) == {302}
    session.refresh_from_db()
    assert (session.taken, Seat.objects.filter(status="seated").count()) == (SEATS, SEATS)
    assert Seat.objects.waiting().count() == PEOPLE - SEATS
    with pytest.raises(IntegrityError, match="group_never_over_its_seats"), transaction.atomic():
        GroupSession.objects.update(taken=SEATS + 1)


@pytest.mark.django_db(transaction=True)
def test_a_leader_who_plans_while_people_book_is_never_at_both() -> None:
    sanne = make_adviser()
    desk = log_in(Client(), sanne.user)
    ready = Barrier(9)

    def act(number: int) -> int:
        try:
            ready.wait(PATIENCE)
            if number == 0:
                plan = PLAN | {"on_day": "2026-11-24", "work_from": "10:00", "work_until": "12:00"}
                return desk.post(GROUPS, plan).status_code
            who = {"request_key": str(number), "email": f"p{number}@voorbeeld.example"}
            return press(Client(), sanne, FIRST + timedelta(hours=number % 2), **who).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(9) as everybody:
        list(everybody.map(act, range(9)))
    led = GroupSession.objects.filter(leader=sanne).exists()
    assert led is not Appointment.objects.taking_time(NOW).exists()
    assert timezone.now() == NOW


@pytest.mark.django_db
def test_who_came_is_noted_afterwards_and_can_be_mended(desk: Client) -> None:
    session = make_session(2)
    for who in ("anna", "bram", "cato"):
        join(session, who)
    page = f"{GROUPS}{session.pk}/"
    seats = {seat.name: seat for seat in Seat.objects.all()}
    told = {f"seat-{seats['anna'].pk}": "came", f"seat-{seats['bram'].pk}": "no_show"}
    told |= {f"seat-{seats['cato'].pk}": "came"}
    assert "Wie is er geweest?" not in words(desk.get(page))
    with time_machine.travel(session.start + timedelta(hours=3), tick=False):
        desk = log_in(Client(), Adviser.objects.select_related("user").get().user)
        assert "Wie is er geweest?" in words(desk.get(page))
        assert desk.post(page, told | {f"seat-{seats['anna'].pk}": "danste"}).status_code == 422
        assert desk.post(page, told).status_code == 302
        assert desk.post(page, {f"seat-{seats['bram'].pk}": "excused"}).status_code == 302
        assert "Deze bijeenkomst is al begonnen of geweest" in words(
            Client().get(f"/orienteren/plek/{seats['anna'].token}/")
        )
    statuses = dict(Seat.objects.values_list("name", "status"))
    assert statuses == {"anna": "came", "bram": "excused", "cato": "waiting"}, "who had no seat did not come"
    session.refresh_from_db()
    assert not session.cancelled
