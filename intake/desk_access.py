"""What an adviser finds on their own desk: the days of their agenda, what waits, and who they spoke before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, Min, Q
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.utils import timezone

from intake import adviser_access, care_access, sharing_access, team_access
from intake.agenda.agendas import ONE_DAY, Day, Week, day_of, own_talks, week_of
from intake.agenda.enums import AppointmentStatus
from intake.agenda.models import Adviser, Appointment
from intake.agenda.slots import midnight
from intake.care.caring import in_care_of, seen_by
from intake.care.enums import Who
from portal.access import Person, page_of, person
from portal.mail.returned import unreachable

#: So many of a kind stand on the page of a day; all of them stand on the page that it leads to.
MOST = 5
MOST_EARLIER = 3


@dataclass(frozen=True, slots=True)
class Coming:
    """Somebody who comes: the talk, the latest talks that this adviser knows of, and open steps of their plans.

    ``unreachable``: mail to their address came back.
    """

    talk: Appointment
    earlier: Sequence[Appointment]
    open_steps: int
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """What waits for an adviser today, the oldest first; at most MOST of each, and whether there are more.

    ``calls`` and ``shares`` are how many wait for the team: to be called, and results that nobody read.
    """

    to_answer: list[Appointment]
    tasks: list[care_access.Task]
    to_confirm: list[Appointment]
    to_record: list[Appointment]
    unreachable: list[Appointment]
    calls: int
    shares: int
    more: frozenset[str]

    @property
    def anything(self) -> bool:
        own = self.to_answer or self.tasks or self.to_confirm or self.to_record or self.unreachable
        return bool(own or self.calls or self.shares)


def own_week(request: HttpRequest, day: date | None) -> Week | None:
    """The week of this adviser's own appointments that this day lies in; None for who has no agenda."""
    own = adviser_access.agenda_of(person(request))
    return week_of(own, day, timezone.now()) if own else None


def own_day(request: HttpRequest, day: date | None) -> Day | None:
    """A day of this adviser, by default today; None for who has no agenda."""
    own = adviser_access.agenda_of(person(request))
    return day_of(own, day, timezone.now()) if own else None


def own_list(request: HttpRequest, show: str, since: date | None) -> Page[Appointment] | None:
    """The coming appointments one after the other, from a day on; None for who has no agenda.

    ``show`` "aangevraagd" gives those that wait for a yes; "" all that stand.
    """
    own = adviser_access.agenda_of(person(request))
    if own is None:
        return None
    now = timezone.now()
    rows = own_talks(own, now).filter(period__endswith__gt=midnight(since) if since else now)
    return page_of(request, rows.filter(status=AppointmentStatus.REQUESTED) if show else rows.standing())


def people_of(request: HttpRequest, talks: Sequence[Appointment]) -> list[Coming]:
    """These talks with what this adviser may know of their people from before; three queries, whatever their number.

    A person is known again by their answers, else by the mail address they left.
    """
    own = adviser_access.own_agenda(request)
    profiles = {one.profile_id for one in talks if one.profile_id}
    addresses = {one.contact_email for one in talks if one.contact_email}
    before = Appointment.objects.annotate(address=Lower("contact_email")).filter(
        seen_by(own),
        Q(profile__in=profiles) | Q(address__in={one.lower() for one in addresses}),
        period__startswith__lt=max((one.start for one in talks), default=timezone.now()),
        status=AppointmentStatus.CAME,
    )
    steps = Count("plan", filter=~Q(plan__who=Who.GOAL) & Q(plan__done=None))
    rows = list(before.select_related("advice").annotate(steps=steps).order_by("-period")) if talks else []
    returned, found = unreachable(addresses), []
    for talk in talks:
        earlier = [
            one
            for one in rows
            if one.start < talk.start
            and (one.profile_id == talk.profile_id if one.profile_id and talk.profile_id else _same_address(one, talk))
        ]
        wrong = talk.contact_email.lower() in returned
        found.append(Coming(talk, earlier[:MOST_EARLIER], sum(one.steps for one in earlier), wrong))
    return found


def _same_address(one: Appointment, other: Appointment) -> bool:
    return bool(one.contact_email) and one.contact_email.lower() == other.contact_email.lower()


def due(request: HttpRequest) -> Due:
    """What waits for this adviser now; as many queries for much as for little."""
    own, who, now = adviser_access.own_agenda(request), person(request), timezone.now()
    asked = Count("messages", filter=Q(messages__from_person=True, messages__settled=None))
    since = Min("messages__at", filter=Q(messages__from_person=True, messages__settled=None))
    cared_for = Appointment.objects.filter(in_care_of(own)).annotate(asked=asked, asked_since=since)
    mine = Appointment.objects.filter(adviser=own, erased=None).select_related("kind")
    lists: dict[str, list[Any]] = {
        "to_answer": list(cared_for.filter(asked__gt=0).order_by("asked_since")[: MOST + 1]),
        "tasks": care_access.tasks_of(own, until=timezone.localdate(now))[: MOST + 1],
        "to_confirm": list(
            mine.filter(status=AppointmentStatus.REQUESTED, period__startswith__gt=now).order_by("period")[: MOST + 1]
        ),
        "to_record": list(
            mine.filter(status=AppointmentStatus.BOOKED, period__endswith__lte=now).order_by("period")[: MOST + 1]
        ),
        "unreachable": list(adviser_access.with_returned_mail(mine, now).order_by("period")[: MOST + 1]),
    }
    return Due(
        **{name: rows[:MOST] for name, rows in lists.items()},
        calls=team_access.calls_waiting(who) or 0,
        shares=sharing_access.shared_with(who).filter(read__isnull=True).count(),
        more=frozenset(name for name, rows in lists.items() if len(rows) > MOST),
    )


def waiting_today(who: Person) -> int | None:
    """How many people this adviser still sees today; None for who has no agenda."""
    own = adviser_access.agenda_of(who)
    if own is None:
        return None
    now: datetime = timezone.now()
    tonight = midnight(timezone.localdate(now) + ONE_DAY)
    return Appointment.objects.booked().filter(adviser=own).overlapping(now, tonight).count()


def waits_for(own: Adviser) -> int:
    """How many people wait for an answer of this adviser."""
    unanswered = Q(messages__from_person=True, messages__settled=None)
    return Appointment.objects.filter(in_care_of(own), unanswered).distinct().count()
