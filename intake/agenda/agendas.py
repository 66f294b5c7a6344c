"""An adviser's own appointments, week by week."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from intake.agenda.models import Adviser, Appointment
from intake.agenda.slots import AMSTERDAM
from intake.sharing.models import SharedResult

WEEK = timedelta(days=7)
SATURDAY = 6


@dataclass(frozen=True, slots=True)
class Day:
    """One day and who comes, in order of time, cancelled appointments included."""

    date: date
    is_today: bool
    appointments: list[Appointment]


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday to Sunday; ``days`` are those with appointments, and today. ``next_one`` is next of all."""

    adviser: Adviser
    monday: date
    days: list[Day]
    next_one: Appointment | None

    @property
    def sunday(self) -> date:
        return self.monday + WEEK - timedelta(days=1)

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


def week_of(adviser: Adviser, day: date | None, now: datetime) -> Week:
    """The week in which ``day`` lies: by default this one, in the weekend the coming one. Two queries.

    Each appointment has ``shared``: the id of what its person shares with the team now, if anything.
    """
    today = timezone.localdate(now)
    if day is None:
        day = today + timedelta(days=2) if today.isoweekday() >= SATURDAY else today
    monday = day - timedelta(days=day.isoweekday() - 1)
    start, end = (datetime.combine(first, time(0), tzinfo=AMSTERDAM) for first in (monday, monday + WEEK))
    to_team = SharedResult.objects.current(now).filter(team=adviser.team_id, profile=OuterRef("profile"))
    shared = Subquery(to_team.values("pk")[:1])
    own = (
        Appointment.objects.with_everything()
        .proven()
        .filter(adviser=adviser)
        .order_by("period")
        .annotate(shared=shared)
    )
    by_day: dict[date, list[Appointment]] = {today: []} if monday <= today < monday + WEEK else {}
    for found in own.overlapping(start, end):
        by_day.setdefault(timezone.localdate(found.start), []).append(found)
    return Week(
        adviser=adviser,
        monday=monday,
        days=[Day(on, on == today, by_day[on]) for on in sorted(by_day)],
        next_one=own.booked().filter(period__startswith__gte=now).first(),
    )
