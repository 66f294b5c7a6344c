"""Moving an appointment: the old time is free at once, the old link opens nothing, and it can be moved again."""

from datetime import time, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from icalendar import Calendar

from intake.agenda.actions import move
from intake.agenda.errors import ChangedMeanwhile
from intake.agenda.moments import MomentConverter
from intake.agenda.proof import CONSENT_TEXT
from intake.agenda.reminding import remind_of_appointments
from intake.models import Adviser, Appointment, Consent
from portal.brands.current import plain_brand
from portal.record.models import AuditEvent
from tests.intake.teams import FIRST, NOW, confirm, deliver, make_adviser, slot_url, times, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
HOUR = timedelta(hours=1)


def move_url(adviser: Adviser, start: object = FIRST + HOUR) -> str:
    token = Appointment.objects.get().token
    return f"/orienteren/afspraak/{token}/verzetten/{adviser.pk}/{MomentConverter().to_url(start)}/"  # type: ignore[arg-type]


def test_moving_frees_the_old_time_and_replaces_the_link(client: Client) -> None:
    sanne = make_adviser()
    old = confirm(client, sanne).url
    first = Appointment.objects.get()
    assert "11:00 met Sanne de Wit" in times(client.get(f"{old}verzetten/"))
    assert "10:00 met Sanne de Wit" not in times(client.get(f"{old}verzetten/"))[:1]
    asked = words(client.get(move_url(sanne)))
    assert "Wordt" in asked
    assert Appointment.objects.get().start == FIRST, "looking is not moving"

    answer = client.post(move_url(sanne), follow=True)
    assert "11:00 tot 11:45" in words(answer)
    moved = Appointment.objects.get()
    assert (moved.start, moved.sequence, moved.uid) == (FIRST + HOUR, 1, first.uid)
    assert moved.token != first.token
    for end in ("", "afzeggen/", "verzetten/", "afspraak.ics"):
        assert client.get(f"{old}{end}").status_code in {404, 410}
    assert client.post(f"{old}afzeggen/").status_code == 410
    gone = client.get(old)
    assert gone.status_code == 410
    assert "Kijk in je nieuwste e-mail" in words(gone)
    assert confirm(Client(), sanne, request_key="x", email="ander@voorbeeld.example").status_code == 302

    deliver()
    told = next(message for message in mail.outbox if message.subject.startswith("Verzet:"))
    event = Calendar.from_ical(told.attachments[0][1])
    assert (event["METHOD"], event.walk("VEVENT")[0]["SEQUENCE"]) == ("PUBLISH", 1)
    assert event.walk("VEVENT")[0]["UID"] == first.uid
    assert moved.token in told.body
    assert AuditEvent.objects.filter(verb="move", chain="groningen").count() == 1


def test_it_can_be_moved_again_and_cancelled_after_that(client: Client) -> None:
    sanne = make_adviser()
    confirm(client, sanne)
    for hours in (1, 0, 24):
        client.post(move_url(sanne, FIRST + hours * HOUR))
    moved = Appointment.objects.get()
    assert (moved.start, moved.sequence) == (FIRST + 24 * HOUR, 3)
    client.post(f"/orienteren/afspraak/{moved.token}/afzeggen/")
    assert Appointment.objects.get().sequence == 4
    assert client.get(f"/orienteren/afspraak/{moved.token}/verzetten/").status_code == 302


def test_a_new_time_may_overlap_the_old_one(client: Client) -> None:
    sanne = make_adviser()
    confirm(client, sanne)
    late = Adviser.objects.get(pk=sanne.pk)
    late.hours.update(start="09:30", end="12:30")
    client.post(move_url(sanne, FIRST + HOUR / 2))
    assert Appointment.objects.get().start == FIRST + HOUR / 2


def test_another_adviser_needs_a_new_consent(client: Client) -> None:
    sanne, bram = make_adviser("Sanne"), make_adviser("Bram")
    made = confirm(client, sanne)
    assert {"met Sanne de Wit"} == {text[6:] for text in times(client.get(f"{made.url}verzetten/"))}
    assert "10:00 met Bram de Wit" in times(client.get(f"{made.url}verzetten/?wie=eerste"))
    assert "Je vindt het goed dat Bram de Wit" in words(client.get(move_url(bram)))
    client.post(move_url(bram))
    moved = Appointment.objects.select_related("consent").get()
    assert (moved.adviser_id, moved.consent.scope) == (bram.pk, [f"adviser:{bram.pk}", f"team:{bram.team_id}"])
    assert moved.consent.text_version == CONSENT_TEXT
    assert Consent.objects.filter(withdrawn__isnull=False).count() == 1


def test_a_taken_time_keeps_the_old_appointment(client: Client) -> None:
    sanne = make_adviser()
    confirm(client, sanne)
    url = move_url(sanne)
    confirm(Client(), sanne, FIRST + HOUR, request_key="x", email="ander@voorbeeld.example")
    answer = client.post(url)
    assert answer.status_code == 409
    assert "Je oude afspraak staat nog" in words(answer)
    assert Appointment.objects.get(contact_email="lena@voorbeeld.example").start == FIRST


def test_of_two_moves_at_once_one_is_told(client: Client) -> None:
    sanne = make_adviser()
    confirm(client, sanne)
    seen = Appointment.objects.with_everything().get()
    move(seen, sanne, FIRST + HOUR, by=None, brand=plain_brand())
    with pytest.raises(ChangedMeanwhile):
        move(seen, sanne, FIRST + 24 * HOUR, by=None, brand=plain_brand())
    assert Appointment.objects.get().start == FIRST + HOUR


def test_shortly_before_only_the_team_can_change_it(client: Client) -> None:
    sanne = make_adviser()
    made = confirm(client, sanne)
    url = move_url(sanne, FIRST + 48 * HOUR)
    with time_machine.travel(FIRST - HOUR, tick=False):
        assert "Verzetten of afzeggen kan hier niet meer" in words(client.get(made.url))
        assert client.get(f"{made.url}verzetten/").status_code == 302
        client.post(url)
        client.post(f"{made.url}afzeggen/")
    appointment = Appointment.objects.get()
    assert (appointment.start, appointment.is_booked) == (FIRST, True)


def test_strange_addresses_are_no_pages(client: Client) -> None:
    sanne = make_adviser()
    confirm(client, sanne)
    url = move_url(sanne)
    assert client.get(url.replace("20261124", "20261399")).status_code == 404
    assert client.get(url.replace(str(sanne.pk), "0199aaaa-0000-7000-8000-000000000000")).status_code == 404
    assert client.post(move_url(sanne, NOW - 24 * HOUR)).status_code == 409
    assert client.post(move_url(sanne, FIRST + timedelta(days=400))).status_code == 409


# --- The reminder ------------------------------------------------------------------------------------------
def test_a_reminder_comes_once_a_day_before(client: Client) -> None:
    sanne = make_adviser()
    start = FIRST + timedelta(days=3)
    confirm(client, sanne, start)
    assert remind_of_appointments() == 0
    with time_machine.travel(start - 23 * HOUR, tick=False):
        Appointment.objects.update(chosen=NOW)
        assert [remind_of_appointments(), remind_of_appointments()] == [1, 0]
    deliver()
    assert mail.outbox[-1].subject == "Denk je aan je gesprek op vrijdag 27 november 2026 om 10:00?"


def test_who_just_booked_or_cancelled_gets_no_reminder(client: Client) -> None:
    sanne = make_adviser()
    confirm(client, sanne)
    with time_machine.travel(FIRST - 20 * HOUR, tick=False):
        Appointment.objects.update(chosen=NOW)
        assert remind_of_appointments() == 0, "booked less than twelve hours before the reminder is due"
    with time_machine.travel(FIRST - 2 * HOUR, tick=False):
        Appointment.objects.update(chosen=NOW - 48 * HOUR, status="cancelled")
        assert remind_of_appointments() == 0


# --- Holding a time, and whose times -----------------------------------------------------------------------
def test_a_time_is_held_for_ten_minutes_and_for_one_person(client: Client) -> None:
    sanne = make_adviser()
    assert "We houden deze tijd tot 09:40 voor je vast" in words(client.get(slot_url(sanne)))
    other = Client()
    assert other.get(slot_url(sanne)).status_code == 409
    assert "10:00 met Sanne de Wit" not in times(other.get("/orienteren/groningen/"))
    assert "10:00 met Sanne de Wit" in times(client.get("/orienteren/groningen/"))
    assert confirm(other, sanne, request_key="x", email="ander@voorbeeld.example").status_code == 409
    with time_machine.travel(NOW + timedelta(minutes=11), tick=False):
        assert other.get(slot_url(sanne)).status_code == 200


def test_who_loses_the_cookie_keeps_the_time(client: Client) -> None:
    sanne = make_adviser()
    page = client.get(slot_url(sanne))
    client.cookies.clear()
    assert confirm(client, sanne, hold=page.context["form"].initial["hold"]).status_code == 302
    assert confirm(Client(), sanne, FIRST, hold="geraden", request_key="x").status_code == 409


def test_another_time_lets_the_first_go_and_booking_lets_all_go(client: Client) -> None:
    sanne = make_adviser()
    client.get(slot_url(sanne))
    client.get(slot_url(sanne, FIRST + HOUR))
    assert Client().get(slot_url(sanne)).status_code == 200
    assert confirm(client, sanne, FIRST + HOUR).status_code == 302
    assert not sanne.holds.exclude(period__startswith=FIRST).exists()


def test_one_network_cannot_hold_a_whole_agenda() -> None:
    sanne = make_adviser(hours=((time(8), time(20)),))
    hours = [timedelta(days=day, hours=hour) for day in (0, 1, 2, 3, 6) for hour in range(10)]
    held = ["We houden" in words(Client().get(slot_url(sanne, FIRST + later))) for later in hours[:42]]
    assert held == [True] * 40 + [False] * 2


def test_times_of_one_adviser_or_in_one_language(client: Client) -> None:
    sanne, bram = make_adviser("Sanne"), make_adviser("Bram", hours=())
    page = client.get(f"/orienteren/groningen/?adviseur={sanne.pk}")
    assert all("Sanne" in text for text in times(page))
    assert f"adviseur={sanne.pk}" in page.text
    assert "heeft nu geen vrije tijd" in words(client.get(f"/orienteren/groningen/?adviseur={bram.pk}"))
    assert times(client.get("/orienteren/groningen/?spreekt=en"))
    assert times(client.get("/orienteren/groningen/?spreekt=xx&adviseur=nee")), "what is unknown is left out"


def test_a_full_day_offers_nothing_more(client: Client) -> None:
    sanne = make_adviser()
    Adviser.objects.update(most_a_day=1)
    confirm(client, sanne)
    assert "?dag=2026-11-24" not in client.get("/orienteren/groningen/").text


# --- What makes a talk easier ------------------------------------------------------------------------------
def test_wishes_and_language_reach_the_adviser_and_bad_ones_a_sentence(client: Client) -> None:
    sanne = make_adviser()
    confirm(client, sanne, talk_language="tr", wishes=["sign_language", "together"])  # type: ignore[arg-type]
    made = Appointment.objects.get()
    assert (made.talk_language, made.wishes) == ("tr", ["sign_language", "together"])
    wrong = client.post(slot_url(sanne, FIRST + HOUR), {"wishes": ["gratis koffie"], "step": "check"}, follow=True)
    assert wrong.status_code == 422


def test_what_somebody_found_out_goes_along_only_when_ticked(client: Client) -> None:
    sanne = make_adviser()
    for number in range(1, 7):
        page = client.get(f"/orienteren/ontdekken/{number}/")
        names = {field.name: "yes" for field in page.context["form"]}
        client.post(f"/orienteren/ontdekken/{number}/", names if number < 3 else {})
    assert "Mijn adviseur mag zien wat ik over mezelf ontdekte" in words(client.get(slot_url(sanne)))
    checked = client.post(
        slot_url(sanne),
        {"name": "Lena", "email": "l@voorbeeld.example", "mode": "video", "share": "on", "step": "check"},
        follow=True,
    )
    assert "Vindt leuk: Een fiets of een machine repareren" in words(checked)
    confirm(client, sanne, share="True")
    assert Appointment.objects.get().told[0]["question"]
    client.post(f"/orienteren/afspraak/{Appointment.objects.get().token}/afzeggen/")
    confirm(client, sanne, FIRST + HOUR, request_key="nog-een")
    assert Appointment.objects.get(request_key="nog-een").told == []
