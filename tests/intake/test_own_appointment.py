"""The appointment at its own address: seen, put in a calendar, cancelled."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from icalendar import Calendar

from intake.models import Appointment
from portal.record.models import AuditEvent
from tests.intake.teams import FIRST, confirm, deliver, make_adviser, times, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_only_the_right_address_shows_an_appointment(client: Client) -> None:
    made = confirm(client, make_adviser())
    token = made.url.split("/")[-2]
    wrong = token[:-1] + ("A" if token[-1] != "A" else "B")
    for address in (wrong, str(Appointment.objects.get().pk), "x", token.upper()):
        for end in ("", "afspraak.ics", "afzeggen/"):
            assert client.get(f"/orienteren/afspraak/{address}/{end}").status_code == 404
        assert client.post(f"/orienteren/afspraak/{address}/afzeggen/").status_code == 404
    page = Client().get(made.url)  # from the mail, on another device
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert 'content="noindex, nofollow"' in page.text
    assert Appointment.objects.get().is_booked


def test_the_calendar_file_can_be_fetched(client: Client) -> None:
    made = confirm(client, make_adviser())
    file = client.get(f"{made.url}afspraak.ics")
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert file["Content-Disposition"] == 'attachment; filename="afspraak.ics"'
    assert Calendar.from_ical(file.content)["METHOD"] == "PUBLISH"


def test_cancelling_frees_the_time_at_once_and_tells_it(client: Client) -> None:
    sanne = make_adviser()
    made = confirm(client, sanne)
    assert "Wil je deze afspraak afzeggen?" in words(client.get(f"{made.url}afzeggen/"))
    assert Appointment.objects.get().is_booked, "looking is not cancelling"

    answer = client.post(f"{made.url}afzeggen/", follow=True)
    assert "Je afspraak is afgezegd" in words(answer)
    assert "10:00 met Sanne de Wit" in times(client.get("/orienteren/groningen/"))
    assert confirm(Client(), sanne, request_key="van-een-ander").status_code == 302

    deliver()
    told = next(message for message in mail.outbox if message.subject.startswith("Afgezegd"))
    event = Calendar.from_ical(told.attachments[0][1])
    assert (event["METHOD"], event.walk("VEVENT")[0]["SEQUENCE"]) == ("CANCEL", 1)
    assert "http://testserver/orienteren/" in told.body
    assert AuditEvent.objects.filter(verb="cancel", chain="groningen").count() == 1


def test_cancelling_twice_is_cancelling_once(client: Client) -> None:
    made = confirm(client, make_adviser())
    for _ in range(3):
        assert client.post(f"{made.url}afzeggen/").status_code == 302
    assert client.get(f"{made.url}afzeggen/").status_code == 302
    deliver()
    assert [m.subject.split()[0] for m in mail.outbox] == ["Je", "Je", "Afgezegd:"]
    assert Appointment.objects.get().sequence == 1


def test_what_is_over_cannot_be_cancelled(client: Client) -> None:
    made = confirm(client, make_adviser())
    with time_machine.travel(FIRST + timedelta(minutes=1), tick=False):
        answer = client.post(f"{made.url}afzeggen/", follow=True)
        assert "Deze afspraak is geweest" in words(answer)
        assert client.get(f"{made.url}afzeggen/").status_code == 302
    assert Appointment.objects.get().is_booked


def test_who_books_in_english_gets_english_mail_and_times_stay_the_same(client: Client) -> None:
    client.cookies["language"] = "en"
    confirm(client, make_adviser())
    assert Appointment.objects.get().language == "en"
    deliver()
    assert "Tuesday 24 November 2026" in mail.outbox[1].subject
