"""Meetings and seats: for who takes part by the address of their seat, for staff those of their own team."""

from collections.abc import Iterable
from uuid import UUID

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils import timezone

from intake import adviser_access
from intake.groups.enums import ATTENDANCE, SeatStatus
from intake.groups.models import GroupSession, Seat
from portal.access import page_of, refuse
from portal.regions.models import Region

#: As many meetings stand on the page of a region.
SHOWN = 6


def coming_in(region: Region) -> list[GroupSession]:
    """The first meetings to come in a region."""
    return list(GroupSession.objects.coming(timezone.now()).filter(team__region=region).select_related("team")[:SHOWN])


def session(request: HttpRequest, pk: UUID) -> GroupSession:
    """A meeting with its team, or 404."""
    found = GroupSession.objects.filter(pk=pk).select_related("team__region", "leader").first()
    return found or refuse(request, "group session", pk)


def seat(request: HttpRequest, token: str) -> Seat:
    """The seat whose unguessable address this is, with its meeting, or 404."""
    found = Seat.objects.filter(token=token).select_related("session__team__region", "session__leader").first()
    return found or refuse(request, "seat", "by token")


def before(found: Seat) -> int:
    """How many wait longer than this person."""
    waiting = Seat.objects.filter(session=found.session_id, status=SeatStatus.WAITING)
    return waiting.filter(created__lt=found.created).count()


def own_sessions(request: HttpRequest) -> Page[GroupSession]:
    """The meetings of this adviser's team, the latest first."""
    team = adviser_access.own_agenda(request).team_id
    return page_of(request, GroupSession.objects.filter(team=team).select_related("leader").order_by("-period", "pk"))


def own_session(request: HttpRequest, pk: UUID) -> GroupSession:
    """A meeting of this adviser's team, or 404."""
    found = GroupSession.objects.filter(pk=pk, team=adviser_access.own_agenda(request).team_id)
    return found.select_related("team__region", "leader").first() or refuse(request, "group session", pk)


def people_of(request: HttpRequest, found: GroupSession) -> Page[Seat]:
    """Who takes part or waits, and who did."""
    order = {status: number for number, status in enumerate(SeatStatus)}
    return page_of(request, sorted(found.people.all(), key=lambda one: (order[SeatStatus(one.status)], one.created)))


def had_seats(people: Iterable[Seat]) -> list[Seat]:
    """Those of whom one notes whether they came."""
    return [one for one in people if one.status in (SeatStatus.SEATED, *ATTENDANCE)]
