"""What becomes of talks that an adviser cannot hold: a colleague takes them over, or the person chooses anew."""

from datetime import datetime

from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from intake.advice.actions import cancel_by_us
from intake.agenda.actions import share_agenda
from intake.agenda.availability import Offer, can_be_at, offer_at
from intake.agenda.errors import AlreadyBegun
from intake.agenda.models import Adviser, Appointment
from intake.agenda.proof import make_room
from intake.agenda.telling import send_about
from portal.brands.models import Brand
from portal.people.models import User
from portal.record.audit import record


@transaction.atomic
def rebook(appointment: Appointment, *, by: User, brand: Brand) -> bool | None:
    """Give a talk to a colleague of the team who is free at the same time, else cancel it with an invitation to choose.

    The person hears either way, with a new calendar file. True: a colleague has it. False: they choose anew. None:
    nothing was left to do. Only who agreed to a colleague (the consent names the team) is given to one.
    """
    for colleague in _colleagues(appointment):
        if _take_over(appointment, colleague, by=by, brand=brand):
            return True
    try:
        return False if cancel_by_us(appointment, by, brand) else None
    except AlreadyBegun:
        return None


def _colleagues(appointment: Appointment) -> list[Adviser]:
    """Who may take it over, who speaks its language first."""
    team = appointment.kind.team_id
    if appointment.consent is None or f"team:{team}" not in appointment.consent.scope:
        return []
    at_work = Adviser.objects.at_work(timezone.localdate()).filter(team=team).exclude(pk=appointment.adviser_id)
    return sorted(at_work, key=lambda one: (appointment.talk_language not in one.languages, one.name))


def _take_over(appointment: Appointment, colleague: Adviser, *, by: User, brand: Brand) -> bool:
    """Let this colleague hold it at the same time and place; False when they are not free then."""
    offer = offer_at(colleague, appointment.kind, appointment.start, timezone.now())
    if offer is None or not _is_whole(offer, appointment.end):
        return False
    as_seen = Appointment.objects.standing().filter(pk=appointment.pk, sequence=appointment.sequence)
    try:
        with transaction.atomic():
            share_agenda(colleague)
            if appointment.place and not can_be_at(offer, appointment.place, timezone.now()):
                return False
            make_room(colleague, offer.occupied.lower, offer.occupied.upper)
            if not as_seen.update(adviser=colleague, occupied=offer.occupied, sequence=F("sequence") + 1):
                return False
    except (IntegrityError, OperationalError):
        return False  # somebody was first; the next colleague may be free
    found = Appointment.objects.with_everything().get(pk=appointment.pk)
    send_about("appointment_taken_over", found, brand, former=appointment.adviser)
    record(by, "take_over", found, chain=found.adviser.team.region_id, sequence=found.sequence)
    return True


def _is_whole(offer: Offer, end: datetime) -> bool:
    """The free time is as long as the talk, whose kind may have become shorter since."""
    return offer.end == end
