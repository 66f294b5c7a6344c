"""Terms in days, weeks, months and years, as rules count them."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from funding.engine.ages import reaches


class Unit(StrEnum):
    """What a term counts in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


#: The most of each that a rule may name: fifty years is longer than any term, and no date falls off the calendar.
MOST = {Unit.DAYS: 18_300, Unit.WEEKS: 2_600, Unit.MONTHS: 600, Unit.YEARS: 120}


@dataclass(frozen=True, slots=True)
class Term:
    """So many days, weeks, months or years; below zero it counts back."""

    amount: int
    unit: Unit


def shifted(day: date, term: Term) -> date:
    """The day at the end of a term that begins on ``day``.

    A term in months ends on the day with the same number, or on the last day of a month that is too short. One in
    years is counted as an age is: from 29 February it ends on 1 March of a year without that day. A last day on a
    weekend or holiday stays there: Algemene termijnenwet art. 1 is about what a person still may do, not about dates.
    Years before 1 and after 9999 are the first and the last day of the calendar.
    """
    try:
        match term.unit:
            case Unit.DAYS:
                return day + timedelta(days=term.amount)
            case Unit.WEEKS:
                return day + timedelta(weeks=term.amount)
            case Unit.MONTHS:
                return months_later(day, term.amount)
            case Unit.YEARS:
                return reaches(day, term.amount)
    except (OverflowError, ValueError):
        return date.max if term.amount > 0 else date.min


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it is too short for it.

    Raises ValueError outside the calendar.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"No year {year} on the calendar.")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
