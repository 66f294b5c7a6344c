"""Which times are of use to somebody who waits. Pure."""

from collections.abc import Container
from datetime import date, datetime

from intake.waiting.enums import DayPart


def suits(start: datetime, last_day: date, parts: Container[str]) -> bool:
    """This moment (on the clock in the Netherlands) is in time, and in one of these parts of the day; none is any."""
    return start.date() <= last_day and (not parts or DayPart.of(start) in parts)
