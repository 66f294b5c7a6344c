"""Kinds of talk: what a team offers is what people can book, and in which way."""

from datetime import time, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from icalendar import Calendar

from intake.models import Adviser, Appointment, AppointmentKind
from tests.intake.teams import FIRST, NOW, confirm, deliver, kind_of, make_adviser, make_kind, slot_url, times, words
from tests.people import log_in_again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
TEAM, NEW = "/medewerkers/team/", "/medewerkers/team/gesprekken/nieuw/"
REGION = "/orienteren/groningen/"
SHORT = {
    "title": "Korte vraag",
    "text": "Je hebt één vraag.",
    "minutes": "20",
    "pause_minutes": "10",
    "modes": ["phone"],
    "places": "",
    "lead_hours": "2",
    "horizon_days": "7",
    "audience": "everyone",
    "remind_hours": "0",
    "change_hours": "1",
}


def test_what_a_team_adds_changes_and_stops_is_what_people_can_book(desk: Client, sanne: Adviser) -> None:
    assert desk.post(NEW, SHORT).status_code == 302
    kind = AppointmentKind.objects.get(name="Korte vraag")
    assert (kind.slug, kind.team_id, kind.position) == ("korte-vraag", sanne.team_id, 1)
    usual, short = Client().get(REGION), Client().get(f"{REGION}?soort=korte-vraag")
    assert "duurt 45 minuten" in words(usual)
    assert "duurt 20 minuten" in words(short)
    assert times(short)[:3] == ["11:30 met Sanne de Wit"], "two hours ahead; the last half hour of today"
    visitor = Client()
    page = words(visitor.get(slot_url(sanne, FIRST, kind)))
    assert "Telefoon" in page
    assert "Beeldbellen" not in page
    refused = confirm(visitor, sanne, FIRST, kind, mode="office")
    assert (refused.status_code, Appointment.objects.count()) == (302, 0), "back to the form, with what was wrong"
    # Again under the same name: an address of its own, and it can be put first.
    desk.post(NEW, SHORT)
    second = AppointmentKind.objects.get(slug="korte-vraag-2")
    desk.post(f"/medewerkers/team/gesprekken/{second.pk}/", {"do": "first"})
    assert AppointmentKind.objects.first() == second
    # What was booked keeps its length when the kind changes, and stays when it ends.
    assert confirm(visitor, sanne, FIRST, kind, mode="phone", phone="0612345678").status_code == 302
    address = f"/medewerkers/team/gesprekken/{kind.pk}/"
    assert desk.post(address, SHORT | {"minutes": "60"}).status_code == 302
    desk.post(address, {"do": "end"})
    booked = Appointment.objects.get()
    assert booked.end - booked.start == timedelta(minutes=20)
    assert booked.is_booked
    assert Client().get(slot_url(sanne, FIRST + timedelta(days=1), kind)).status_code == 404
    assert desk.get(address).status_code == 404


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title": ""}, "Geef het gesprek een naam."),
        ({"minutes": "5"}, "Vul minstens 15 in."),
        ({"minutes": "een uur"}, "Vul een heel getal in"),
        ({"modes": []}, "Kies minstens één manier."),
        ({"lead_hours": "200"}, "Zo kan niemand boeken"),
        ({"horizon_days": "99999"}, "Vul hoogstens 366 in."),
        ({"audience": "iedereen"}, "Kies een van de antwoorden bij: Wie kan het boeken?"),
        ({"places": "\n".join(f"Plein {number}" for number in range(11))}, "Noem hoogstens tien adressen."),
        ({"places": "x" * 201}, "Zet elk adres op een eigen regel."),
    ],
)
def test_a_kind_that_cannot_be_gets_a_sentence(desk: Client, change: dict[str, object], sentence: str) -> None:
    answer = desk.post(NEW, SHORT | change)
    assert answer.status_code == 422
    assert sentence in words(answer)


def test_a_team_keeps_its_own_and_no_other(desk: Client) -> None:
    other = kind_of(make_adviser("Bram", region="twente"))
    for data in ({"do": "end"}, SHORT):
        assert desk.post(f"/medewerkers/team/gesprekken/{other.pk}/", data).status_code == 404
    assert AppointmentKind.objects.offered().filter(pk=other.pk).exists()
    assert Client().get(TEAM).status_code == 302


def test_people_book_only_what_is_for_them(sanne: Adviser) -> None:
    kind = make_kind(sanne.team, "Besloten", audience="invited")
    assert Client().get(slot_url(sanne, FIRST, kind)).status_code == 404
    assert confirm(Client(), sanne, FIRST, kind).status_code == 404
    assert "Besloten" not in words(Client().get(f"{REGION}?soort=besloten"))
    # Nor with an adviser of a team that does not offer it.
    elsewhere = make_adviser("Bram", region="twente")
    assert Client().get(slot_url(elsewhere, FIRST, kind_of(sanne))).status_code == 404


def test_kinds_of_different_length_keep_each_others_pauses() -> None:
    sanne = make_adviser(hours=((time(9), time(14)),))
    long = make_kind(sanne.team, "Lang", minutes=60, pause_minutes=60)
    short = make_kind(sanne.team, "Kort", minutes=15, pause_minutes=0, lead_hours=1)
    confirm(Client(), sanne, FIRST + timedelta(hours=1), long)  # 11:00-12:00, then a pause till 13:00
    free = times(Client().get(f"{REGION}?soort=kort&dag=2026-11-24"))
    hours = sorted({clock.split(":")[0] for clock in free})
    assert (hours, len(free)) == (["09", "10", "13"], 12)
    # And the database says so too, to whoever looked before the other wrote.
    booked = Appointment.objects.get()
    late = FIRST + timedelta(minutes=135)
    with pytest.raises(IntegrityError, match="adviser_once_at_a_time"), transaction.atomic():
        Appointment.objects.create(
            adviser=sanne,
            kind=short,
            period=DateTimeTZRange(late, late + timedelta(minutes=15)),
            occupied=DateTimeTZRange(late, late + timedelta(minutes=15)),
            mode="video",
            consent_id=booked.consent_id,
            token="t",
            request_key="k",
        )


def test_a_place_is_chosen_where_there_are_more(desk: Client, sanne: Adviser) -> None:
    kind = make_kind(sanne.team, "Buiten", places=["Bibliotheek, Plein 1, Winschoten", "Buurthuis, Weg 2, Veendam"])
    client = Client()
    forgotten = client.post(slot_url(sanne, FIRST, kind), {"mode": "office", "name": "x", "step": "check"}, follow=True)
    assert "Kies waar je wilt komen." in words(forgotten)
    made = confirm(client, sanne, FIRST, kind, place="Buurthuis, Weg 2, Veendam")
    assert "Buurthuis, Weg 2, Veendam" in words(Client().get(made.url))
    assert "Voorbeeldplein" not in words(Client().get(made.url))


def test_what_needs_a_yes_is_asked_keeps_its_time_and_is_confirmed_once(desk: Client, sanne: Adviser) -> None:
    kind = make_kind(sanne.team, "Plan maken", needs_confirmation=True)
    made = confirm(Client(), sanne, FIRST, kind)
    deliver()
    assert "Je aanvraag is verstuurd" in words(Client().get(made.url))
    assert mail.outbox[1].subject == "Je aanvraag voor dinsdag 24 november 2026 om 10:00"
    event = Calendar.from_ical(mail.outbox[1].attachments[0].content).walk("VEVENT")[0]
    assert event["status"] == "TENTATIVE"
    other = confirm(Client(), sanne, FIRST, kind, request_key="ander", email="ander@voorbeeld.example")
    assert other.status_code == 409, "nobody else can ask for that time"
    asked = Appointment.objects.get()
    address = f"/medewerkers/gesprekken/{asked.pk}/"
    assert "Bevestig de afspraak" in words(desk.get(address))
    assert desk.post(f"{address}uitkomst/", {"outcome": "confirm"}).status_code == 302
    again = desk.post(f"{address}uitkomst/", {"outcome": "confirm"})
    assert again.status_code == 422
    assert "Deze afspraak is al bevestigd" in words(again)
    deliver()
    assert [one.subject.split(":")[0] for one in mail.outbox[2:]] == ["Je afspraak op dinsdag 24 november 2026 om 10"]
    # Moved, it is a question again; the old yes does not hold for the new time.
    Client().post(f"{made.url}verzetten/{sanne.pk}/20261125T0900Z/")
    asked.refresh_from_db()
    assert (asked.status, asked.start) == ("requested", FIRST + timedelta(days=1))


def test_a_request_that_nobody_answered_is_let_go_in_time(sanne: Adviser) -> None:
    from intake.agenda.reminding import let_go_of_requests

    kind = make_kind(sanne.team, "Plan maken", needs_confirmation=True)
    confirm(Client(), sanne, FIRST, kind)
    assert let_go_of_requests() == 0
    with time_machine.travel(FIRST - timedelta(hours=1), tick=False):
        assert [let_go_of_requests(), let_go_of_requests()] == [1, 0]
    assert Appointment.objects.get().status == "cancelled_by_us"


def test_an_adviser_notes_who_had_told_in_time(desk: Client, sanne: Adviser) -> None:
    confirm(Client(), sanne)
    talk = Appointment.objects.get()
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        log_in_again(desk)
        assert desk.post(f"/medewerkers/gesprekken/{talk.pk}/uitkomst/", {"outcome": "excused"}).status_code == 302
    talk.refresh_from_db()
    assert talk.get_status_display() == "op tijd afgemeld"
