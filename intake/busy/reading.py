"""What a calendar (RFC 5545) says of when somebody is busy: pure, without database or clock.

A calendar may be hostile or broken: it is at most ``MOST_BYTES``, has at most ``MOST_EVENTS``, nothing in it repeats
more often than hourly, and what repeats for ever is looked at for ``AHEAD`` only.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from math import prod
from typing import Any

import recurring_ical_events
from icalendar import Calendar

from intake.agenda.slots import AMSTERDAM, Period
from intake.busy.enums import Problem

MOST_BYTES = 10 * 1024 * 1024
MOST_EVENTS = 5_000
MOST_TIMES = 5_000
MOST_A_DAY = 24
AHEAD = timedelta(days=370)
#: It is worked out in parts, so that counting can stop in time.
PART = timedelta(days=14)
OFTEN = {"SECONDLY", "MINUTELY"}
#: The end of the name of every appointment of ours (intake.agenda.models.Appointment.uid): those we know already.
OWN = "@doorleren"


class Unreadable(Exception):
    """This is no calendar that we can use; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def busy_times(content: bytes, now: datetime) -> list[Period]:
    """When somebody is busy from now, in UTC-comparable moments, in order and joined. Raises Unreadable.

    Free (TRANSPARENT), cancelled and our own events do not count. A whole day is that day in the Netherlands; a time
    without zone is Dutch time.
    """
    if len(content) > MOST_BYTES:
        raise Unreadable(Problem.TOO_LARGE)
    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(Problem.NO_CALENDAR) from error
    if not calendars or any(one.name != "VCALENDAR" for one in calendars):
        raise Unreadable(Problem.NO_CALENDAR)
    found = sorted(period for calendar in calendars for period in _of(calendar, now))
    return _joined(found)


def _of(calendar: Any, now: datetime) -> Iterator[Period]:
    events = calendar.walk("VEVENT")
    if len(events) > MOST_EVENTS:
        raise Unreadable(Problem.TOO_MANY)
    for event in events:
        _refuse_often(event)
    number, start = 0, now
    try:
        query = recurring_ical_events.of(calendar)
        while start < now + AHEAD:
            for event in query.between(start, start + PART):
                number += 1
                if number > MOST_TIMES:
                    raise Unreadable(Problem.TOO_MANY)
                if period := _period(event):
                    yield period
            start += PART
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise Unreadable(Problem.NO_CALENDAR) from error


def _refuse_often(event: Any) -> None:
    """Raises Unreadable for what repeats more often than a person can have appointments."""
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        frequency = {str(one).upper() for one in rule.get("FREQ", [])}
        parts = prod(max(1, len(rule.get(name, []))) for name in ("BYHOUR", "BYMINUTE", "BYSECOND"))
        if frequency & OFTEN or parts > MOST_A_DAY or ("HOURLY" in frequency and parts > 1):
            raise Unreadable(Problem.TOO_OFTEN)


def _period(event: Any) -> Period | None:
    """The time of one event; None when it takes none."""
    if str(event.get("TRANSP", "")).upper() == "TRANSPARENT" or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return None
    if str(event.get("UID", "")).endswith(OWN):
        return None
    start = _moment(event["DTSTART"].dt)
    end = _moment(event["DTEND"].dt) if "DTEND" in event else start
    return Period(start, end) if start < end else None


def _moment(at: date | datetime) -> datetime:
    if not isinstance(at, datetime):
        return datetime.combine(at, time(0), tzinfo=AMSTERDAM)
    return at if at.tzinfo else at.replace(tzinfo=AMSTERDAM)


def _joined(periods: list[Period]) -> list[Period]:
    """The same time as separate stretches; ``periods`` are in order."""
    joined: list[Period] = []
    for period in periods:
        if joined and period.start <= joined[-1].end:
            joined[-1] = Period(joined[-1].start, max(joined[-1].end, period.end))
        else:
            joined.append(period)
    return joined
