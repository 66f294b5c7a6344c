"""Who is free when: hours, absence and appointments from the database, slots from the pure rules."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone

from intake.agenda.models import Absence, Adviser, Appointment, Hold, Team, WorkingHours
from intake.agenda.queries import PeriodQuerySet
from intake.agenda.rules import FIRST_TALK, closed_days
from intake.agenda.slots import Hours, Period, Rules, free_slots
from portal.regions.models import Region

ONE_DAY = timedelta(days=1)
LONG_AGO, FAR_OFF = datetime(2000, 1, 1, tzinfo=UTC), datetime(2300, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Offer:
    """A time at which one adviser is free. Moments are in UTC."""

    adviser: Adviser
    start: datetime
    end: datetime

    @property
    def day(self) -> date:
        """The day it is in the Netherlands."""
        return timezone.localdate(self.start)


@dataclass(frozen=True)
class Availability:
    """The teams of a region, their advisers, and every time that can be booked now, first one first."""

    region: Region
    teams: list[Team]
    advisers: list[Adviser]
    offers: list[Offer]

    def narrowed(self, adviser: Adviser | None, language: str) -> "Availability":
        """Only the times of this adviser, and of who speaks this language; None and "" leave all."""
        offers = [
            offer
            for offer in self.offers
            if (adviser is None or offer.adviser == adviser) and (not language or language in offer.adviser.languages)
        ]
        return replace(self, offers=offers)

    @cached_property
    def by_day(self) -> dict[date, list[Offer]]:
        """Days on which somebody is free, in order, each with its offers."""
        days: dict[date, list[Offer]] = defaultdict(list)
        for offer in self.offers:
            days[offer.day].append(offer)
        return dict(days)


def availability(region: Region, now: datetime | None = None, *, holder: str = "") -> Availability:
    """What can be booked in a region; always six queries, however many teams and advisers there are."""
    moment = now or timezone.now()
    teams = list(Team.objects.filter(region=region))
    advisers = list(Adviser.objects.at_work(timezone.localdate(moment)).filter(team__region=region))
    return Availability(region, teams, advisers, offers_of(advisers, moment, holder=holder))


def offers_of(
    advisers: Sequence[Adviser],
    now: datetime,
    rules: Rules = FIRST_TALK,
    *,
    holder: str = "",
    moving: Appointment | None = None,
) -> list[Offer]:
    """The free times of these advisers (from ``at_work``) in order of time, then of name; four queries.

    What ``holder`` holds is free for them, and so is the time of the appointment that is ``moving``.
    """
    if not advisers:
        return []
    first, last = timezone.localdate(now), rules.last_day(now)
    # A day's margin on both sides: appointments cast their buffer, and days here begin before or after those in UTC.
    since, until = now - ONE_DAY, datetime.combine(last + 2 * ONE_DAY, datetime.min.time(), tzinfo=UTC)
    hours = _hours(advisers, first, last)
    others = Appointment.objects.booked().overlapping(since, until)
    booked = _periods(others.exclude(pk=moving.pk) if moving else others, advisers)
    held = _periods(Hold.objects.of_others(holder, now).overlapping(since, until), advisers)
    absent = _periods(Absence.objects.overlapping(since, until), advisers)
    closed = closed_days(range(first.year, last.year + 1))
    offers = [
        Offer(adviser, slot.start, slot.end)
        for adviser in advisers
        for slot in free_slots(
            hours[adviser.pk],
            booked=booked[adviser.pk],
            absent=[*absent[adviser.pk], *held[adviser.pk]],
            closed=closed,
            rules=rules,
            now=now,
            most_a_day=adviser.most_a_day,
        )
    ]
    return sorted(offers, key=lambda offer: (offer.start, offer.adviser.name))


def offer_at(
    adviser: Adviser, start: datetime, now: datetime, *, holder: str = "", moving: Appointment | None = None
) -> Offer | None:
    """The free time of this adviser that begins at this moment; None when there is none."""
    offers = offers_of([adviser], now, holder=holder, moving=moving)
    return next((offer for offer in offers if offer.start == start), None)


def _hours(advisers: Sequence[Adviser], first: date, last: date) -> dict[UUID, list[Hours]]:
    """Per adviser what is worked between these days; nobody works after the end of their role."""
    until = {adviser.pk: adviser.works_until for adviser in advisers}  # type: ignore[attr-defined]
    found: dict[UUID, list[Hours]] = defaultdict(list)
    for row in WorkingHours.objects.filter(adviser__in=advisers).valid_between(first, last):
        ends = [day - ONE_DAY for day in (row.valid.upper, until[row.adviser_id]) if day]
        found[row.adviser_id].append(
            Hours(row.weekday, row.start, row.end, first=row.valid.lower, last=min(ends, default=None))
        )
    return found


def _periods(rows: PeriodQuerySet[Any], advisers: Sequence[Adviser]) -> dict[UUID, list[Period]]:
    """Per adviser the periods of these rows; one without begin or end lasts for ever on that side."""
    found: dict[UUID, list[Period]] = defaultdict(list)
    for adviser, period in rows.filter(adviser__in=advisers).values_list("adviser", "period"):
        found[adviser].append(Period(period.lower or LONG_AGO, period.upper or FAR_OFF))
    return found
