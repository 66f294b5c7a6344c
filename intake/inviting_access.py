"""Invitations to book: by the address or code that somebody got, and for advisers those of their team."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from intake import access, adviser_access, team_access
from intake.agenda.availability import Offer
from intake.agenda.kinds import AppointmentKind
from intake.inviting.enums import Channel
from intake.inviting.models import BookingInvitation
from intake.inviting.sending import delivery_of, outbox_key
from portal.access import Person, page_of, refuse
from portal.record.models import OutboxMessage


def invitation(request: HttpRequest, token: str) -> BookingInvitation:
    """The invitation whose unguessable address this is, with kind, team and the talk that was booked, or 404."""
    found = BookingInvitation.objects.filter(token=token).select_related("kind__team__region", "appointment").first()
    return found or refuse(request, "invitation", "by token")


def by_letter_code(code: str) -> BookingInvitation | None:
    """The invitation in whose letter this code stands."""
    return BookingInvitation.objects.filter(code=code).first()


def times_of(found: BookingInvitation) -> list[Offer]:
    """The times at which somebody who was invited can book."""
    return access.times_of_team(found.kind)


def kinds_to_invite_to(request: HttpRequest) -> list[AppointmentKind]:
    """What this adviser's team offers at a time that one chooses."""
    return [kind for kind in team_access.kinds_of(team_access.own_team(request)) if kind.talks]


def invitations(request: HttpRequest, show: str) -> Page[BookingInvitation]:
    """Those of this adviser's team, the newest first.

    ``boeken``: those that staff should book for, ``printen``: letters that go on paper; both the oldest first.
    """
    now = timezone.now()
    rows = BookingInvitation.objects.filter(kind__team=adviser_access.own_agenda(request).team_id).with_all()
    if show == "boeken":
        rows = rows.to_book_by_staff(now)
    return page_of(request, rows.to_print(now) if show == "printen" else rows)


def with_delivery(rows: Sequence[BookingInvitation], now: datetime) -> list[dict[str, Any]]:
    """Each as {"invitation", "is_open", "delivery", "state", "to_book", "remind"}, in words; one query."""
    keys = [key for row in rows if (key := outbox_key(row))]
    given_up = OutboxMessage.objects.filter(key__in=keys, parked__isnull=False)
    parked = set(given_up.values_list("key", flat=True)) if keys else set()
    return [
        {
            "invitation": row,
            "is_open": row.is_open_at(now),
            "delivery": delivery_of(row, parked).label,
            "state": _state(row, now),
            "remind": row.reminded is None and row.channel == Channel.LETTER and row.reminder_is_due(now),
            "to_book": row.appointment_id is None
            and not row.withdrawn
            and not row.settled
            and (row.expires <= now or row.came_back),
        }
        for row in rows
    ]


def _state(row: BookingInvitation, now: datetime) -> str:
    if row.appointment_id:
        return _("Geboekt")
    if row.withdrawn:
        return _("Ingetrokken")
    if row.came_back and not row.settled:
        return _("De e-mail kwam terug")
    if row.is_open_at(now):
        return _("Wacht op antwoord")
    return _("Afgehandeld") if row.settled else _("Voorbij: bel deze persoon")


def own_invitation(request: HttpRequest, pk: UUID) -> BookingInvitation:
    """An invitation of this adviser's team, or 404."""
    found = BookingInvitation.objects.filter(pk=pk, kind__team=adviser_access.own_agenda(request).team_id)
    return found.with_all().first() or refuse(request, "invitation", pk)


def waiting_for_staff(who: Person) -> int | None:
    """For how many people this adviser's team should book or print a letter; None for who is in no team."""
    own = adviser_access.agenda_of(who)
    if own is None:
        return None
    now, ours = timezone.now(), BookingInvitation.objects.filter(kind__team=own.team_id)
    return (ours.to_book_by_staff(now).order_by() | ours.to_print(now).order_by()).count()
