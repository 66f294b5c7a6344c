"""Busy times from a calendar elsewhere, which may be hostile, broken or away, and is then never free time."""

from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from time import process_time

import pytest
import time_machine
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from icalendar import Calendar
from recurring_ical_events import of

from intake.busy import actions
from intake.busy.enums import Problem
from intake.busy.limiting import no_more_work_than
from intake.busy.reading import MOST_BYTES, Unreadable, busy_times
from intake.models import Adviser, Appointment, BusyTime, OutsideCalendar
from portal.people.models import Membership
from tests.courses.test_fetching import send, server
from tests.intake.teams import FIRST, NOW, confirm, make_adviser, times, words
from tests.people import log_in_again

HOURS, OUTSIDE = "/medewerkers/agenda/werktijden/", "/medewerkers/agenda/elders/"
DAY = "/orienteren/groningen/?dag=2026-11-25"


def event(*lines: str, uid: str = "x") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20261101T000000Z", *lines, "END:VEVENT"])


def calendar(*events: str) -> bytes:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//", *events, "END:VCALENDAR", ""]).encode()


def shown(content: bytes, days: int = 3) -> list[str]:
    """Busy times of the first days, in UTC."""
    found = [one for one in busy_times(content, NOW) if one.start < NOW + timedelta(days=days)]
    return [f"{one.start.astimezone(UTC):%d %H:%M}-{one.end.astimezone(UTC):%d %H:%M}" for one in found]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("DTSTART:20261124T090000Z", "DTEND:20261124T100000Z"), ["24 09:00-24 10:00"]),
        (("DTSTART;TZID=Europe/Amsterdam:20261124T090000", "DURATION:PT30M"), ["24 08:00-24 08:30"]),
        (("DTSTART:20261124T090000", "DTEND:20261124T100000"), ["24 08:00-24 09:00"]),
        (("DTSTART;VALUE=DATE:20261124",), ["23 23:00-24 23:00"]),
        (("DTSTART:20200106T090000Z", "DTEND:20200106T100000Z", "RRULE:FREQ=WEEKLY;BYDAY=TU"), ["24 09:00-24 10:00"]),
        (
            (
                "DTSTART:20261123T090000Z",
                "DTEND:20261123T100000Z",
                "RRULE:FREQ=DAILY",
                "EXDATE:20261124T090000Z",
            ),
            ["23 09:00-23 10:00", "25 09:00-25 10:00"],
        ),
        (("DTSTART:20261124T090000Z", "DTEND:20261124T100000Z", "TRANSP:TRANSPARENT"), []),
        (("DTSTART:20261124T090000Z", "DTEND:20261124T100000Z", "STATUS:CANCELLED"), []),
        (("DTSTART:20261124T090000Z", "DTEND:20261124T090000Z"), []),
    ],
)
def test_what_a_calendar_says_is_read_as_calendars_mean_it(lines: tuple[str, ...], expected: list[str]) -> None:
    assert shown(calendar(event(*lines))) == expected


def test_our_own_appointments_do_not_come_back_and_what_touches_is_one() -> None:
    own = event("DTSTART:20261124T090000Z", "DTEND:20261124T100000Z", uid="1@doorleren")
    first = event("DTSTART:20261124T110000Z", "DTEND:20261124T120000Z", uid="a")
    second = event("DTSTART:20261124T113000Z", "DTEND:20261124T130000Z", uid="b")
    assert shown(calendar(own, first, second)) == ["24 11:00-24 13:00"]


HOUR = ("DTSTART:20260101T000000Z", "DTEND:20260101T000001Z")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", Problem.NO_CALENDAR),
        (b"<html>log in</html>", Problem.NO_CALENDAR),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", Problem.NO_CALENDAR),
        (b"\xff\xfe\x00BEGIN", Problem.NO_CALENDAR),
        (calendar(event("SUMMARY:no start")), Problem.NO_CALENDAR),
        (calendar(event("DTSTART:gisteren")), Problem.NO_CALENDAR),
        (calendar(event(*HOUR, "RRULE:FREQ=SECONDLY")), Problem.TOO_OFTEN),
        (calendar(event(*HOUR, "RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,1,2,3,4,5")), Problem.TOO_OFTEN),
        (calendar(event(*HOUR, "RRULE:FREQ=HOURLY")), Problem.TOO_MANY),
        (calendar(*[event(*HOUR, uid=str(number)) for number in range(5_001)]), Problem.TOO_MANY),
        (b"x" * (MOST_BYTES + 1), Problem.TOO_LARGE),
    ],
)
def test_what_is_broken_endless_or_too_large_says_so(content: bytes, problem: Problem) -> None:
    with pytest.raises(Unreadable) as failed:
        busy_times(content, NOW)
    assert failed.value.problem == problem


def test_a_day_that_never_comes_is_not_looked_for_until_the_year_9999() -> None:
    never = ("DTSTART:19000101T090000Z", "DTEND:19000101T093000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    begun = process_time()
    with pytest.raises(Unreadable) as failed, no_more_work_than(0.2):
        busy_times(calendar(event(*never)), NOW)
    assert failed.value.problem == Problem.TOO_MANY
    assert process_time() - begun < 5


@pytest.fixture
def sanne(db: None, monday: None) -> Adviser:
    return make_adviser()


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "Vul het hele adres in"),
        ("http://agenda.example/x.ics", "Het moet met https:// beginnen."),
        ("https://naam:wachtwoord@agenda.example/x.ics", "Dit adres mogen we niet openen."),
        ("file:///etc/passwd", "Dit adres mogen we niet openen."),
        ("https://agenda.example/x y.ics", "Vul het hele adres in"),
    ],
)
def test_an_address_that_we_do_not_open_is_refused(desk: Client, address: str, sentence: str) -> None:
    answer = desk.post(OUTSIDE, {"calendar": address})
    assert (answer.status_code, sentence in words(answer)) == (422, True)
    assert not OutsideCalendar.objects.exists()


def test_a_calendar_elsewhere_takes_time_and_is_never_free_time_when_it_cannot_be_read(
    desk: Client, sanne: Adviser
) -> None:
    assert desk.post(OUTSIDE, {"calendar": "webcal://agenda.example/geheim.ics"}).status_code == 302
    followed = OutsideCalendar.objects.get()
    assert followed.address == "https://agenda.example/geheim.ics"
    assert times(Client().get(DAY)) == [], "not read yet"
    assert "We lezen je agenda." in words(desk.get(HOURS))
    answers = {"status": 200}
    content = calendar(event("DTSTART:20261125T090000Z", "DTEND:20261125T093000Z"))

    def answer(handler: BaseHTTPRequestHandler) -> None:
        send(handler, content, status=answers["status"])

    with server(answer) as address:
        OutsideCalendar.objects.update(address=f"{address}/geheim.ics")
        followed.refresh_from_db()
        actions.read(followed, allow_loopback=True)
        assert times(Client().get(DAY)) == ["09:00 met Sanne de Wit", "11:00 met Sanne de Wit"]
        assert confirm(Client(), sanne, FIRST + timedelta(days=1)).status_code == 409
        answers["status"] = 404
        actions.read(followed, allow_loopback=True)
    assert "Op dit adres staat geen agenda meer." in words(desk.get("/medewerkers/agenda/"))
    assert BusyTime.objects.count() == 1, "what was known still counts"
    assert len(times(Client().get(DAY))) == 2
    with time_machine.travel(NOW + timedelta(hours=25), tick=False):
        log_in_again(desk)
        assert times(Client().get("/orienteren/groningen/?dag=2026-11-27")) == []
        assert "kan niemand je boeken" in words(desk.get(HOURS))
        desk.post(OUTSIDE, {"do": "stop"})
        assert len(times(Client().get("/orienteren/groningen/?dag=2026-11-27"))) == 3
    assert not BusyTime.objects.exists()


def test_an_address_of_our_own_network_is_not_opened(sanne: Adviser) -> None:
    followed = OutsideCalendar.objects.create(adviser=sanne, address="https://127.0.0.1/x.ics")
    actions.read(followed)
    followed.refresh_from_db()
    assert (followed.problem, followed.read) == (Problem.REFUSED, None)


def test_the_agenda_that_others_follow_is_read_back_by_the_same_library(desk: Client, sanne: Adviser) -> None:
    confirm(Client(), sanne)
    desk.post("/medewerkers/agenda/volgen/", {"do": "new"})
    address = f"/agenda/{Adviser.objects.get().feed_token}.ics"
    found = of(Calendar.from_ical(Client().get(address).content)).between(NOW, NOW + timedelta(days=7))
    assert [(one["DTSTART"].dt, one["UID"]) for one in found] == [(FIRST, Appointment.objects.get().uid)]
    assert isinstance(found[0]["DTEND"].dt, datetime)
    Membership.objects.update(period=DateRange(date(2020, 1, 1), NOW.date()))
    assert Client().get(address).status_code == 404, "who works here no longer follows nothing"
