"""Who is free when: hours, absence and appointments from the database, slots from the pure rules."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from intake.agenda.enums import Audience, Mode
from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Absence, Adviser, Appointment, Hold, Team, WorkingHours
from intake.agenda.queries import PeriodQuerySet
from intake.agenda.rules import closed_days
from intake.agenda.slots import Hours, Period, Rules, free_slots
from intake.agenda.travel import Visit, somewhere_in_reach, within_reach
from intake.busy.models import BELIEVED, BusyTime, OutsideCalendar
from intake.groups.models import GroupSession
from portal.regions.models import Region

ONE_DAY = timedelta(days=1)
LONG_AGO, FAR_OFF = datetime(2000, 1, 1, tzinfo=UTC), datetime(2300, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Offer:
    """A time at which one adviser is free for a kind of talk. Moments are in UTC."""

    adviser: Adviser
    kind: AppointmentKind
    start: datetime
    end: datetime

    @property
    def day(self) -> date:
        """The day it is in the Netherlands."""
        return timezone.localdate(self.start)

    @property
    def period(self) -> DateTimeTZRange:
        """The talk."""
        return DateTimeTZRange(self.start, self.end)

    @property
    def occupied(self) -> DateTimeTZRange:
        """The talk and the pause after it."""
        return DateTimeTZRange(self.start, self.end + self.kind.rules.buffer)


@dataclass(frozen=True)
class Availability:
    """The teams of a region, their advisers, and every time that can be booked now, first one first.

    ``kinds`` are what can be chosen, each name once; ``kind`` is the one that the times are for: None without any.
    ``calling``: team -> the kind by which one can be called there.
    """

    region: Region
    teams: list[Team]
    advisers: list[Adviser]
    kinds: list[AppointmentKind]
    kind: AppointmentKind | None
    offers: list[Offer]
    calling: dict[int, int]

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


def availability(region: Region, now: datetime | None = None, *, kind: str = "", holder: str = "") -> Availability:
    """What everyone can book in a region; as many queries for one team as for all, however many advisers there are.

    ``kind`` is the slug of a kind of talk; "" and unknown ones give the usual kind of each team.
    """
    moment = now or timezone.now()
    teams = list(Team.objects.filter(region=region))
    advisers = list(Adviser.objects.at_work(timezone.localdate(moment)).filter(team__region=region))
    offered = list(AppointmentKind.objects.bookable_by(Audience.EVERYONE).filter(team__region=region))
    kinds = [one for one in offered if one.talks]
    calling = {one.team_id: one.pk for one in reversed(offered) if Mode.CALL_BACK in one.modes}
    by_slug = {one.slug: one for one in reversed(kinds)}
    chosen = by_slug.get(kind)
    per_team = {one.team_id: one for one in reversed(kinds) if chosen is None or one.slug == chosen.slug}
    offers = offers_of([(one, per_team[one.team_id]) for one in advisers if one.team_id in per_team], moment, holder)
    shown = chosen or (kinds[0] if kinds else None)
    return Availability(region, teams, advisers, list(by_slug.values())[::-1], shown, offers, calling)


def offers_of(
    bookable: Sequence[tuple[Adviser, AppointmentKind]],
    now: datetime,
    holder: str = "",
    moving: Appointment | None = None,
) -> list[Offer]:
    """Every free time of these advisers (from ``at_work``), each for one kind, in order of time, then of name.

    Times that somebody else than ``holder`` holds are not free; those of ``moving`` are: it will leave them. A booked
    talk keeps the longer of its own pause and that of the kind that is looked for. For a kind at the office only the
    adviser has time to travel from and to talks elsewhere; where one may choose, ``can_be_at`` is asked once one did.
    """
    advisers = [adviser for adviser, _kind in bookable]
    if not advisers:
        return []
    first = timezone.localdate(now)
    last = max(kind.rules.last_day(now) for _adviser, kind in bookable)
    since = datetime.combine(first - ONE_DAY, datetime.min.time(), tzinfo=UTC)
    until = datetime.combine(last + 2 * ONE_DAY, datetime.min.time(), tzinfo=UTC)
    hours = _hours(advisers, first, last)
    others = Appointment.objects.taking_time(now).overlapping(since, until)
    booked = _booked(others.exclude(pk=moving.pk) if moving else others, advisers)
    away = _away(advisers, since, until, holder, now)
    unread = OutsideCalendar.objects.not_believed(now - BELIEVED).filter(adviser__in=advisers)
    for busy in unread.values_list("adviser", flat=True):
        away[busy].append(Period(LONG_AGO, FAR_OFF))
    closed = closed_days(range(first.year, last.year + 1))
    travels = any(adviser.team.travel_minutes for adviser in advisers)
    visits = visits_of(others.exclude(pk=moving.pk) if moving else others, advisers) if travels else {}
    offers = [
        Offer(adviser, kind, slot.start, slot.end)
        for adviser, kind in bookable
        for slot in free_slots(
            hours[adviser.pk],
            booked=_with_rest(booked[adviser.pk], kind.rules),
            absent=away[adviser.pk],
            closed=closed,
            rules=kind.rules,
            now=now,
            most_a_day=adviser.most_a_day,
        )
        if not kind.is_at_a_place
        or somewhere_in_reach(
            slot, kind.places_at(adviser.team.address), visits.get(adviser.pk, []), adviser.team.travel
        )
    ]
    return sorted(offers, key=lambda offer: (offer.start, offer.adviser.name))


def offer_at(
    adviser: Adviser,
    kind: AppointmentKind,
    start: datetime,
    now: datetime,
    *,
    holder: str = "",
    moving: Appointment | None = None,
) -> Offer | None:
    """The free time of this adviser for this kind that begins at this moment; None when there is none."""
    offers = offers_of([(adviser, kind)], now, holder, moving)
    return next((offer for offer in offers if offer.start == start), None)


def can_be_at(offer: Offer, place: str, now: datetime, moving: Appointment | None = None) -> bool:
    """The adviser can be at this place then, coming from and going to talks elsewhere."""
    travel = offer.adviser.team.travel
    if not travel:
        return True
    near = Appointment.objects.taking_time(now).overlapping(offer.start - travel, offer.end + travel)
    others = near.exclude(pk=moving.pk) if moving else near
    found = visits_of(others, [offer.adviser]).get(offer.adviser.pk, [])
    return within_reach(Period(offer.start, offer.end), place, found, travel)


def place_for(offer: Offer, mode: Mode, now: datetime) -> str | None:
    """The first place of the talk that the adviser can be at then, "" for a talk at a distance; None without one."""
    if mode != Mode.OFFICE:
        return ""
    places = offer.kind.places_at(offer.adviser.team.address)
    return next((one for one in places if can_be_at(offer, one, now)), None)


def visits_of(rows: PeriodQuerySet[Any], advisers: Sequence[Adviser]) -> dict[UUID, list[Visit]]:
    """Per adviser where they are for talks at an office, and when."""
    found: dict[UUID, list[Visit]] = defaultdict(list)
    at_office = rows.filter(adviser__in=advisers, mode=Mode.OFFICE)
    for adviser, talk, place in at_office.values_list("adviser", "period", "place"):
        found[adviser].append(Visit(Period(talk.lower, talk.upper), place))
    return found


def _with_rest(talks: Sequence[tuple[Period, Period]], rules: Rules) -> list[Period]:
    """Talks as ``free_slots`` wants them, which keeps ``rules.buffer`` after each: as much longer as they rest more."""
    return [Period(talk.start, max(talk.end, occupied.end - rules.buffer)) for talk, occupied in talks]


def _booked(rows: PeriodQuerySet[Any], advisers: Sequence[Adviser]) -> dict[UUID, list[tuple[Period, Period]]]:
    """Per adviser the talks, and each with its pause."""
    found: dict[UUID, list[tuple[Period, Period]]] = defaultdict(list)
    for adviser, talk, occupied in rows.filter(adviser__in=advisers).values_list("adviser", "period", "occupied"):
        found[adviser].append((Period(talk.lower, talk.upper), Period(occupied.lower, occupied.upper)))
    return found


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


def _away(
    advisers: Sequence[Adviser], since: datetime, until: datetime, holder: str, now: datetime
) -> dict[UUID, list[Period]]:
    """Per adviser when they are away, busy elsewhere or leading a meeting, and what somebody else holds: one query.

    One without begin or end lasts for ever on that side.
    """
    absent = Absence.objects.overlapping(since, until)
    held = Hold.objects.of_others(holder, now).overlapping(since, until)
    busy = BusyTime.objects.overlapping(since, until)
    leading = GroupSession.objects.going_ahead_between(since, until).filter(leader__in=advisers)
    parts = [rows.filter(adviser__in=advisers).values_list("adviser", "period") for rows in (held, busy)]
    rows = absent.filter(adviser__in=advisers).values_list("adviser", "period")
    found: dict[UUID, list[Period]] = defaultdict(list)
    for adviser, period in rows.union(*parts, leading.values_list("leader", "period"), all=True):
        found[adviser].append(Period(period.lower or LONG_AGO, period.upper or FAR_OFF))
    return found
