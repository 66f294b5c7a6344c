"""The .ics file, read back by a calendar's library."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import time_machine
from django.test import Client
from django.utils.translation import override
from icalendar import Calendar, Event

from intake.agenda.invitations import calendar_file
from intake.models import Appointment
from tests.intake.teams import FIRST, confirm, make_adviser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LINK = "https://portaal.example/orienteren/afspraak/x/"


def booked(start: datetime = FIRST, **fields: str) -> Appointment:
    confirm(Client(), make_adviser(), start, **fields)
    return Appointment.objects.with_everything().get()


def read(appointment: Appointment) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(calendar_file(appointment, LINK))
    return calendar, calendar.walk("VEVENT")[0]


def test_what_a_calendar_reads() -> None:
    appointment = booked()
    calendar, event = read(appointment)
    assert (calendar["METHOD"], calendar["VERSION"]) == ("PUBLISH", "2.0")
    assert event["UID"] == f"{appointment.pk}@doorleren"
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")
    assert event["DTSTART"].dt == FIRST
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=45)
    assert event["DTSTART"].dt.astimezone(ZoneInfo("Europe/Amsterdam")).hour == 10
    assert event["SUMMARY"] == "Gesprek met Sanne de Wit"
    assert event["LOCATION"] == "Voorbeeldplein 1, 9700 AA Groningen"
    assert event["URL"] == LINK
    assert LINK in event["DESCRIPTION"]
    assert event["ORGANIZER"].params["CN"] == "Werkcentrum"
    assert event["ORGANIZER"].startswith("mailto:")
    assert event["DTSTAMP"].dt.tzinfo is not None
    assert not event.errors


@pytest.mark.parametrize("day", [date(2026, 10, 26), date(2027, 3, 30)])
def test_a_calendar_that_works_out_what_repeats_finds_it_once_on_its_own_day(day: date) -> None:
    """Beside both changes of the clock: our UTC is read as the hour on the Dutch clock."""
    start = datetime.combine(day, time(9), tzinfo=ZoneInfo("Europe/Amsterdam"))
    with time_machine.travel(start - timedelta(days=3), tick=False):
        calendar, _event = read(booked(start))
    found = recurring_ical_events.of(calendar).between(day - timedelta(days=40), day + timedelta(days=40))
    assert [event["DTSTART"].dt for event in found] == [start]
    assert recurring_ical_events.of(calendar).at(day)


def test_lines_end_and_fold_as_the_standard_says() -> None:
    appointment = booked(mode="phone", phone="06 12345678", name="Ë" * 100)
    appointment.adviser.name = "Ë" * 70
    lines = calendar_file(appointment, LINK).split("\r\n")
    assert lines[-1] == ""
    assert all("\n" not in line and len(line.encode()) <= 75 for line in lines)


def test_text_cannot_break_out_of_its_line() -> None:
    appointment = booked()
    appointment.place = "Plein 1; hoek, x\nATTENDEE:mailto:ander@voorbeeld.example"
    event = read(appointment)[1]
    assert "ATTENDEE" not in event
    assert event["LOCATION"] == "Plein 1; hoek, x, ATTENDEE:mailto:ander@voorbeeld.example"


def test_a_cancellation_is_the_same_appointment_one_later() -> None:
    appointment = booked()
    Client().post(f"/orienteren/afspraak/{appointment.token}/afzeggen/")
    calendar, event = read(Appointment.objects.with_everything().get())
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert event["UID"] == appointment.uid


def test_it_speaks_the_language_asked() -> None:
    appointment = booked()
    with override("en"):
        assert read(appointment)[1]["DTSTART"].dt == FIRST


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (datetime(2026, 10, 23, 8, tzinfo=UTC), datetime(2026, 10, 26, 8, tzinfo=UTC)),
        (datetime(2027, 3, 23, 8, tzinfo=UTC), datetime(2027, 3, 30, 7, tzinfo=UTC)),
    ],
)
def test_nine_o_clock_stays_nine_o_clock_over_a_change_of_the_clock(today: datetime, start: datetime) -> None:
    with time_machine.travel(today, tick=False):
        event = read(booked(start))[1]
    assert event["DTSTART"].dt.astimezone(ZoneInfo("Europe/Amsterdam")).hour == 9
