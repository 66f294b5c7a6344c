"""The term in which a fund must decide: when it began, when it ends, and how long it stood still. Pure."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from funding.letters.terms import next_working_day

#: Percent of the term at which a fund is warned.
WARNINGS = (50, 80, 100)


@dataclass(frozen=True, slots=True)
class Clock:
    """``starts`` is the day of receipt; ``end`` the day on which the term ends, before weekends and holidays move it.

    Awb 4:13 (term), 4:14 (one extension with a new date), 4:15 (suspension while the applicant completes);
    Algemene termijnenwet art. 1 and 3 (weekends and holidays).
    """

    starts: date
    end: date
    suspended_on: date | None = None
    extended_on: date | None = None

    @classmethod
    def start(cls, received: date, weeks: int) -> "Clock":
        """The clock of an application received on this day, with a term of so many weeks."""
        return cls(received, received + timedelta(weeks=weeks))

    @property
    def due(self) -> date:
        """The last day to decide."""
        return next_working_day(self.end)

    def suspend(self, on: date) -> "Clock":
        """Stand still from the day on which the applicant was asked; a clock that stands still already stays so."""
        return self if self.suspended_on else replace(self, suspended_on=on)

    def resume(self, on: date) -> "Clock":
        """Go on from the day on which it was completed, or the term to complete had passed."""
        if self.suspended_on is None:
            return self
        stood_still = max(on - self.suspended_on, timedelta())
        return replace(self, end=self.end + stood_still, suspended_on=None)

    def extend(self, until: date, on: date) -> "Clock":
        """Name a later day, once. Raises ValueError for a second time, or a day that is not later."""
        if self.extended_on:
            raise ValueError("a term is made longer once")
        if until <= self.due:
            raise ValueError("the new day is not later")
        return replace(self, end=until, extended_on=on)

    def percent(self, today: date) -> int:
        """How much of the term has gone by, 0 to 100 and more when it is over; it stands still while suspended."""
        now = min(today, self.suspended_on) if self.suspended_on else today
        length = max((self.due - self.starts).days, 1)
        return max(0, 100 * (now - self.starts).days // length)

    def days_left(self, today: date) -> int:
        """Days until the last one; negative when it has passed."""
        return (self.due - (self.suspended_on or today)).days

    def warning(self, today: date) -> int:
        """The highest of WARNINGS that was reached, 0 for none."""
        return max((mark for mark in WARNINGS if self.percent(today) >= mark), default=0)
