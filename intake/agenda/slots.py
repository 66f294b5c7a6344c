"""When an adviser is free: pure, without database or clock.

Working hours are wall-clock times in the Netherlands; what comes out are moments in UTC. On the two days that the
clock changes we would rather offer a slot too few: no slot lies in an hour that is skipped or in doubt at the edge
of the working hours, and none is longer or shorter on the clock than it really is.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NOTHING = timedelta(0)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of time between two aware moments, the end not included."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Hours:
    """Working hours on one weekday (ISO: Monday is 1), from ``first`` to ``last``, both included; None is open."""

    weekday: int
    start: time
    end: time
    first: date | None = None
    last: date | None = None

    def on(self, day: date) -> Period | None:
        """The hours worked on this day, in UTC; None when there are none. Holidays are not looked at."""
        if day.isoweekday() != self.weekday or (self.first and day < self.first) or (self.last and day > self.last):
            return None
        # Of two equal hours in autumn, and of the two readings of a skipped one in spring, the narrowest.
        start, end = max(_readings(day, self.start)), min(_readings(day, self.end))
        return Period(start, end) if start < end else None


@dataclass(frozen=True, slots=True)
class Rules:
    """How talks are planned: how long one takes, the rest after it, how soon and how far ahead one can book.

    The last day that can be booked is the day ``horizon`` from now. Raises ValueError when a talk takes no time or
    something else is negative.
    """

    length: timedelta
    buffer: timedelta
    lead: timedelta
    horizon: timedelta

    def __post_init__(self) -> None:
        if self.length <= NOTHING or min(self.buffer, self.lead, self.horizon) < NOTHING:
            raise ValueError("A talk takes time; buffer, lead and horizon are not negative.")

    def last_day(self, now: datetime) -> date:
        """The last day, in the Netherlands, that can be booked now."""
        return (now + self.horizon).astimezone(AMSTERDAM).date()


def free_slots(
    hours: Iterable[Hours],
    *,
    booked: Iterable[Period] = (),
    absent: Iterable[Period] = (),
    closed: Container[date] = (),
    rules: Rules,
    now: datetime,
    most_a_day: int | None = None,
) -> list[Period]:
    """The slots of one adviser that can be booked now, in order of time, in UTC.

    ``booked`` are talks, with ``rules.buffer`` kept free on both sides; ``absent`` is time away; on ``closed`` days
    nobody works; a day on which ``most_a_day`` talks are booked is full. Slots stand
    on a grid from the start of the working hours, so any two of them can both be booked.
    """
    worked, booked = list(hours), list(booked)
    full = _full_days(booked, most_a_day)
    taken = _joined([*absent, *(Period(p.start - rules.buffer, p.end + rules.buffer) for p in booked)])
    earliest = now + rules.lead
    offered = sorted(
        slot
        for day in _days(now.astimezone(AMSTERDAM).date(), rules.last_day(now))
        if day not in closed and day not in full
        for part in worked
        if (period := part.on(day))
        for slot in _grid(period, rules)
        if slot.start >= earliest and not _overlaps(slot, taken)
    )
    return list(_apart(offered, rules.buffer))


def midnight(day: date) -> datetime:
    """When a day begins in the Netherlands."""
    return datetime.combine(day, time(0), tzinfo=AMSTERDAM)


def _full_days(booked: Iterable[Period], most_a_day: int | None) -> set[date]:
    """Days in the Netherlands on which as many talks begin as an adviser wants."""
    if most_a_day is None:
        return set()
    number = Counter(period.start.astimezone(AMSTERDAM).date() for period in booked)
    return {day for day, talks in number.items() if talks >= most_a_day}


def _readings(day: date, at: time) -> list[datetime]:
    """The moments that a time on the clock can mean; one, but for the hour in which the clock changes."""
    local = datetime.combine(day, at, tzinfo=AMSTERDAM)
    return [local.replace(fold=fold).astimezone(UTC) for fold in (0, 1)]


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _offset(moment: datetime) -> timedelta | None:
    return moment.astimezone(AMSTERDAM).utcoffset()


def _grid(period: Period, rules: Rules) -> Iterator[Period]:
    start = period.start
    steady = _offset(period.start) == _offset(period.end)  # parts of one day: the clock changes once at most
    while (end := start + rules.length) <= period.end:
        # A talk during which the clock changes would seem an hour longer or shorter than it is.
        if steady or _offset(start) == _offset(end):
            yield Period(start, end)
        start = end + rules.buffer


def _joined(periods: Iterable[Period]) -> list[Period]:
    """The same time as separate stretches, in order."""
    joined: list[Period] = []
    for period in sorted(periods):
        if joined and period.start <= joined[-1].end:
            joined[-1] = Period(joined[-1].start, max(joined[-1].end, period.end))
        else:
            joined.append(period)
    return joined


def _overlaps(slot: Period, taken: Sequence[Period]) -> bool:
    """Some of the slot's time is taken; ``taken`` is what ``_joined`` gives."""
    before = bisect_right(taken, slot.start, key=lambda period: period.start)
    return (before > 0 and taken[before - 1].end > slot.start) or (
        before < len(taken) and taken[before].start < slot.end
    )


def _apart(slots: Iterable[Period], buffer: timedelta) -> Iterator[Period]:
    """Slots that leave each other the buffer; only parts of a day that touch or overlap give others."""
    last: Period | None = None
    for slot in slots:
        if last is None or slot.start >= last.end + buffer:
            last = slot
            yield slot
