"""For whom staff book: somebody who was invited, or who waits on the list of their own team."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from intake import adviser_access, waiting_access
from intake.agenda.models import Appointment
from intake.inviting.actions import booked_by_staff as invitation_used
from intake.inviting.models import BookingInvitation
from intake.waiting.actions import booked_by_staff as waits_no_longer


@dataclass(frozen=True, slots=True)
class Booked:
    """Somebody for whom staff book. ``query`` names them in addresses, ``known`` fills in ``behalf.forms.ClientForm``.

    ``done`` is called with the talk that was booked, ``page`` is where one came from.
    """

    name: str
    phone: str
    email: str
    address: str
    query: str
    known: dict[str, str]
    page: str
    done: Callable[[Appointment], None]


def booked_for(request: HttpRequest) -> Booked | None:
    """Who the address names (``uitnodiging`` or ``wachtplek``), when they are of this adviser's team; else nobody."""
    for name, found in (("uitnodiging", _invited), ("wachtplek", _waiting)):
        try:
            pk = UUID(request.GET.get(name, ""))
        except ValueError:
            continue
        return found(request, pk)
    return None


def _invited(request: HttpRequest, pk: UUID) -> Booked | None:
    team = adviser_access.own_agenda(request).team_id
    found = BookingInvitation.objects.filter(pk=pk, kind__team=team, appointment=None).first()
    if found is None:
        return None
    invitation = found
    return Booked(
        found.name,
        found.phone,
        found.email,
        found.address,
        f"?uitnodiging={found.pk}",
        _known(found.name, found.language, found.email, found.phone),
        "intake:invitations",
        lambda made: invitation_used(invitation, made),
    )


def _waiting(request: HttpRequest, pk: UUID) -> Booked | None:
    place = waiting_access.own_place(request, pk)
    if place.ended or place.offered_id:
        return None
    return Booked(
        place.name,
        place.phone,
        place.email,
        "",
        f"?wachtplek={place.pk}",
        _known(place.name, place.language, place.email, place.phone) | {"mode": place.mode},
        "intake:waiting_list",
        lambda made: waits_no_longer(place, made),
    )


def _known(name: str, language: str, email: str, phone: str) -> dict[str, str]:
    return {"client_name": name, "reads": language, "client_email": email, "client_phone": phone}
