"""Referrers: for team leads those of their teams; for a referrer themselves whom they sent, and what they may book."""

from uuid import UUID

from allauth.core import ratelimit
from django.core.paginator import Page
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from intake import access, steering_access
from intake.access import Bookable
from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Appointment, Team
from intake.inviting.models import BookingInvitation
from intake.referring.models import Referrer
from portal.access import page_of, person, refuse
from portal.pages.remembering import OncePerRequest

MOST_BOOKED_SHOWN = 25


def teams(request: HttpRequest) -> list[Team]:
    """The teams of which this person says who may refer to them."""
    return steering_access.teams(request)


def referrers(request: HttpRequest) -> Page[Referrer]:
    """Who may refer to those teams, and behind them who might before."""
    rows = Referrer.objects.filter(team__in=teams(request)).select_related("team")
    return page_of(request, rows.order_by(F("ended").desc(nulls_first=True), "organisation", "name", "pk"))


def referrer(request: HttpRequest, pk: UUID) -> Referrer:
    """One of them, or 404."""
    found = Referrer.objects.filter(pk=pk, team__in=teams(request)).select_related("team").first()
    return found or refuse(request, "referrer", pk)


@OncePerRequest
def as_referrer(request: HttpRequest) -> list[Referrer]:
    """What this person is as a referrer, by team; asked of the database once per request."""
    user = person(request).user
    rows = Referrer.objects.filter(email=user.email, ended=None) if user else Referrer.objects.none()
    return list(rows.select_related("team__region"))


def own_referrer(request: HttpRequest, pk: UUID | str) -> Referrer:
    """One of those, or 404."""
    found = next((one for one in as_referrer(request) if str(one.pk) == str(pk)), None)
    return found or refuse(request, "own referrer", pk)


def kinds_for(referrer: Referrer) -> list[AppointmentKind]:
    """What a referrer may invite to and book: all that the team offers at a time that one chooses."""
    offered = AppointmentKind.objects.offered().filter(team=referrer.team_id).select_related("team")
    return [kind for kind in offered if kind.talks]


def kind_for(request: HttpRequest, referrer: Referrer, pk: int) -> AppointmentKind:
    """One of those, or 404."""
    found = next((one for one in kinds_for(referrer) if one.pk == pk), None)
    return found or refuse(request, "kind for a referrer", pk)


def bookable_for(request: HttpRequest, referrer: Referrer, kind: int, adviser: UUID) -> Bookable:
    """A kind and an adviser of the referrer's team, or 404."""
    offered, found = kind_for(request, referrer, kind), access.adviser(adviser)
    if found.team_id != offered.team_id:
        raise Http404(str(adviser))
    return Bookable(found, offered)


def invited_by(referrers: list[Referrer]) -> "QuerySet[BookingInvitation]":
    """Whom these invited, the newest first."""
    return BookingInvitation.objects.filter(referrer__in=referrers).with_all()


def booked_by(referrers: list[Referrer]) -> list[Appointment]:
    """The next times that these chose for somebody, at most MOST_BOOKED_SHOWN: whether they said yes, no more."""
    rows = Appointment.objects.filter(referrer__in=referrers, period__startswith__gt=timezone.now())
    return list(rows.with_everything().order_by("period")[:MOST_BOOKED_SHOWN])


def may_send(request: HttpRequest, referrer: Referrer) -> bool:
    """Not too many mails a day go out in one referrer's name."""
    return bool(ratelimit.consume(request, action="refer", key=str(referrer.pk)))
