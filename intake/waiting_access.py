"""Places on a waiting list: by the address of one's own, and for advisers those of their team."""

from collections.abc import Iterable
from uuid import UUID

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils import timezone

from intake import access, adviser_access
from intake.agenda.availability import Offer, place_for
from intake.agenda.kinds import AppointmentKind
from intake.agenda.missing import who_missed_often
from intake.agenda.models import Team
from intake.waiting.actions import Wish
from intake.waiting.models import WaitingPlace
from intake.waiting.suiting import suits
from portal.access import Person, page_of, refuse


def kind_to_wait_for(request: HttpRequest, pk: int) -> AppointmentKind:
    """A kind of talk that this person may book, with its team, or 404."""
    found = AppointmentKind.objects.offered().filter(pk=pk).select_related("team__region").first()
    if found is None or not found.talks or not access.may_book(request, found):
        return refuse(request, "kind to wait for", pk)
    return found


def place(request: HttpRequest, token: str) -> WaitingPlace:
    """The place whose unguessable address this is, with kind, team and what was offered, or 404."""
    rows = WaitingPlace.objects.select_related("kind__team__region", "offered", "consent")
    return rows.filter(token=token).first() or refuse(request, "waiting place", "by token")


def places_of_team(request: HttpRequest) -> Page[WaitingPlace]:
    """Who waits for this adviser's team, who waits longest first; with kind and what was offered."""
    own = adviser_access.own_agenda(request)
    rows = WaitingPlace.objects.filter(ended=None, kind__team=own.team_id).select_related("kind", "offered")
    return page_of(request, rows.order_by("created", "pk"))


def call_first(request: HttpRequest, places: Iterable[WaitingPlace]) -> set[str]:
    """Of who waits the addresses, in small letters, of those who missed as many talks as the team allows."""
    team = Team.objects.get(pk=adviser_access.own_agenda(request).team_id)
    return who_missed_often(team, (one.email for one in places))


def own_place(request: HttpRequest, pk: UUID) -> WaitingPlace:
    """Somebody who waits for this adviser's team, or 404."""
    rows = WaitingPlace.objects.filter(kind__team=adviser_access.own_agenda(request).team_id)
    return rows.filter(pk=pk).select_related("kind__team", "consent").first() or refuse(request, "waiting place", pk)


def number_waiting(who: Person) -> int:
    """How many people wait for this adviser's team and were offered nothing; 0 for who is in no team."""
    own = adviser_access.agenda_of(who)
    waiting = WaitingPlace.objects.waiting(timezone.localdate())
    return waiting.filter(kind__team=own.team_id).count() if own else 0


def before(found: WaitingPlace) -> int:
    """How many wait longer for the same."""
    waiting = WaitingPlace.objects.waiting(timezone.localdate()).filter(kind=found.kind_id)
    return waiting.filter(created__lt=found.created).count()


def free_already(kind: AppointmentKind, wish: Wish) -> Offer | None:
    """The first time that suits and can be booked now, where the adviser can be too: then nobody needs to wait."""
    now, times = timezone.now(), access.times_of_team(kind)
    suiting = (one for one in times if suits(timezone.localtime(one.start), wish.last_day, wish.parts))
    return next((one for one in suiting if place_for(one, wish.mode, now) is not None), None)
