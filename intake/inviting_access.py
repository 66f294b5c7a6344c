"""Invitations to book: by the address in the mail, and for advisers those of their team."""

from uuid import UUID

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils import timezone

from intake import access, team_access
from intake.agenda.availability import Offer, offers_of
from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Adviser
from intake.inviting.models import BookingInvitation
from portal.access import page_of, refuse


def invitation(request: HttpRequest, token: str) -> BookingInvitation:
    """The invitation whose unguessable address this is, with kind, team and the talk that was booked, or 404."""
    found = BookingInvitation.objects.filter(token=token).select_related("kind__team__region", "appointment").first()
    return found or refuse(request, "invitation", "by token")


def times_of(found: BookingInvitation) -> list[Offer]:
    """The times at which somebody who was invited can book."""
    now = timezone.now()
    advisers = Adviser.objects.at_work(timezone.localdate(now)).filter(team=found.kind.team_id)
    return offers_of([(one, found.kind) for one in advisers], now)


def kinds_to_invite_to(request: HttpRequest) -> list[AppointmentKind]:
    """What this adviser's team offers at a time that one chooses."""
    return [kind for kind in team_access.kinds_of(team_access.own_team(request)) if kind.talks]


def invitations(request: HttpRequest) -> Page[BookingInvitation]:
    """Those of this adviser's team, the newest first."""
    team = access.own_agenda(request).team_id
    rows = BookingInvitation.objects.filter(kind__team=team)
    return page_of(request, rows.select_related("kind", "invited_by", "appointment"))


def own_invitation(request: HttpRequest, pk: UUID) -> BookingInvitation:
    """An invitation of this adviser's team, or 404."""
    found = BookingInvitation.objects.filter(pk=pk, kind__team=access.own_agenda(request).team_id)
    return found.select_related("kind__team").first() or refuse(request, "invitation", pk)
