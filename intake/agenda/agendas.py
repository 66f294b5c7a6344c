"""An adviser's own appointments: of a day, of a week, and one after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from intake.agenda.models import Absence, Adviser, Appointment, WorkingHours
from intake.agenda.queries import AppointmentQuerySet
from intake.agenda.rules import holiday_names
from intake.agenda.slots import midnight
from intake.sharing.models import SharedResult

WEEK, ONE_DAY = timedelta(days=7), timedelta(days=1)
FRIDAY, SATURDAY = 5, 6


@dataclass(frozen=True, slots=True)
class Day:
    """One day: who comes, in order of time, cancelled appointments included; when one works; what day it is.

    ``holiday`` is the name of a public holiday, "" for none; ``away`` are the parts of the day that one is away.
    """

    on: date
    is_today: bool
    appointments: list[Appointment]
    hours: list[WorkingHours]
    away: list[tuple[datetime, datetime]]
    holiday: str

    @property
    def number(self) -> int:
        """How many talks there are that were not cancelled."""
        return sum(not one.is_cancelled for one in self.appointments)

    @property
    def before(self) -> date:
        return self.on - ONE_DAY

    @property
    def after(self) -> date:
        return self.on + ONE_DAY


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday to Sunday; ``days`` are the five of work, and those of the weekend when somebody comes.

    ``next_one`` is the next appointment of all.
    """

    adviser: Adviser
    monday: date
    days: list[Day]
    next_one: Appointment | None

    @property
    def sunday(self) -> date:
        return self.monday + WEEK - ONE_DAY

    @property
    def number(self) -> int:
        """The week's number (ISO 8601), as people in offices use it."""
        return self.monday.isocalendar().week

    @property
    def before(self) -> date:
        return self.monday - WEEK

    @property
    def after(self) -> date:
        return self.monday + WEEK

    @property
    def empty(self) -> bool:
        return not any(day.appointments for day in self.days)


def own_talks(adviser: Adviser, now: datetime) -> AppointmentQuerySet[Any]:
    """Every appointment of this adviser, in order of time.

    Each has ``shared``: the id of what its person shares with the team now, if anything.
    """
    to_team = SharedResult.objects.current(now).filter(team=adviser.team_id, profile=OuterRef("profile"))
    own = Appointment.objects.with_everything().proven().filter(adviser=adviser, erased=None).order_by("period")
    return own.annotate(shared=Subquery(to_team.values("pk")[:1]))


def week_of(adviser: Adviser, day: date | None, now: datetime) -> Week:
    """The week in which ``day`` lies: by default this one, in the weekend the coming one. Four queries."""
    today = timezone.localdate(now)
    if day is None:
        day = today + timedelta(days=2) if today.isoweekday() >= SATURDAY else today
    monday = day - timedelta(days=day.isoweekday() - 1)
    days = [
        one
        for one in _days(adviser, monday, monday + WEEK, now)
        if one.appointments or one.on.isoweekday() <= FRIDAY or one.is_today
    ]
    coming = Appointment.objects.with_everything().booked().filter(adviser=adviser, period__startswith__gte=now)
    return Week(adviser, monday, days, coming.order_by("period").first())


def day_of(adviser: Adviser, day: date | None, now: datetime) -> Day:
    """One day, by default today. Three queries."""
    chosen = day or timezone.localdate(now)
    return next(_days(adviser, chosen, chosen + ONE_DAY, now))


def _days(adviser: Adviser, first: date, until: date, now: datetime) -> Iterator[Day]:
    start, end = midnight(first), midnight(until)
    talks: dict[date, list[Appointment]] = {}
    for found in own_talks(adviser, now).overlapping(start, end):
        talks.setdefault(timezone.localdate(found.start), []).append(found)
    hours = list(WorkingHours.objects.filter(adviser=adviser).valid_between(first, until - ONE_DAY).order_by("start"))
    absences = [one.period for one in Absence.objects.filter(adviser=adviser).overlapping(start, end)]
    holidays = holiday_names(range(first.year, until.year + 1))
    day = first
    while day < until:
        begins, ends = midnight(day), midnight(day + ONE_DAY)
        away = [(max(one.lower or begins, begins), min(one.upper or ends, ends)) for one in absences]
        yield Day(
            on=day,
            is_today=day == timezone.localdate(now),
            appointments=talks.get(day, []),
            hours=[one for one in hours if one.weekday == day.isoweekday() and day in one.valid],
            away=[(since, to) for since, to in away if since < to],
            holiday=holidays.get(day, ""),
        )
        day += ONE_DAY
