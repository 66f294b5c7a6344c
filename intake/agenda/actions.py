"""Making an appointment, and cancelling it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone
from psycopg.errors import DeadlockDetected, LockNotAvailable

from intake.agenda.availability import Offer, can_be_at, offer_at
from intake.agenda.enums import AppointmentStatus, Language, Mode
from intake.agenda.errors import (
    AlreadyBegun,
    ChangedMeanwhile,
    ElsewhereThen,
    EnoughWaiting,
    MissedOften,
    SlotTaken,
    TooLate,
)
from intake.agenda.kinds import AppointmentKind
from intake.agenda.links import digest, new_token
from intake.agenda.missing import missed_often
from intake.agenda.models import Adviser, Appointment, FormerLink
from intake.agenda.proof import Ground, agree, make_room
from intake.agenda.slots import midnight
from intake.agenda.telling import mail_code, send_about, tell_freed
from intake.groups.models import GroupSession
from intake.profile.actions import withdraw
from intake.profile.models import Consent, Profile
from intake.referring.models import Referrer
from portal.brands.models import Brand
from portal.people.models import User
from portal.record.audit import record
from portal.record.turns import take_turn

#: How the database says so when it does not by a constraint: of two that wait for each other it lets one through.
SOMEBODY_WAS_FIRST = (LockNotAvailable, DeadlockDetected)
#: As many appointments can wait for one mail address, so that nobody fills an agenda.
MOST_WAITING = 2


@dataclass(frozen=True, slots=True)
class Contact:
    """Who comes, how we reach them, what they hope for, and what makes the talk easier.

    ``told`` is what they found out about themselves and let the adviser see; ``place`` where an office talk is.
    """

    name: str
    email: str
    phone: str
    mode: Mode
    hope: str
    talk_language: str = Language.DUTCH
    wishes: tuple[str, ...] = ()
    told: tuple[dict[str, str], ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name and language mails go out, and the address (https://host) that their links lead to."""

    brand: Brand
    origin: str
    language: str


@transaction.atomic
def book(
    adviser: Adviser,
    kind: AppointmentKind,
    start: datetime,
    contact: Contact,
    *,
    request_key: str,
    profile: Profile | None,
    by: User | None,
    sender: Sender,
    ground: Ground,
    holder: str = "",
    referrer: Referrer | None = None,
) -> Appointment:
    """Make an appointment and mail its confirmation, or that it was asked for when its kind needs an adviser's yes.

    Without a ``ground`` for it to be firm the person says yes first, with a code or a link; the time is kept
    meanwhile. ``by`` is who booked, ``referrer`` as whom when it was for somebody else. The same ``request_key``
    twice gives the same appointment.

    ``adviser`` comes from ``at_work``; ``holder`` may be holding the time. Raises SlotTaken when this adviser is not
    free then, ElsewhereThen, EnoughWaiting when this address has MOST_WAITING to come, MissedOften, TooManyCodes.
    Of two people at once the database lets one through (adviser_once_at_a_time).
    """
    now = timezone.now()
    offer = offer_at(adviser, kind, start, now, holder=holder)
    if offer is None:
        if made := _made_before(request_key):
            return made
        raise SlotTaken
    if ground.proven and not ground.asked_by_team and missed_often(adviser.team, contact.email):
        raise MissedOften(adviser.team.phone)
    take_turn("appointments", contact.email)  # one at a time per address, so that each counts the other
    mine = Appointment.objects.filter(contact_email__iexact=contact.email, period__startswith__gt=now)
    waiting = mine.taking_time(now)
    if contact.email and waiting.count() >= MOST_WAITING:
        if made := _made_before(request_key):
            return made
        raise EnoughWaiting
    try:
        with transaction.atomic():
            share_agenda(adviser)
            _refuse_elsewhere(offer, contact, now)
            _refuse_full_day(offer, now)
            make_room(adviser, offer.occupied.lower, offer.occupied.upper)
            appointment = _make(offer, contact, request_key, profile, sender, ground=ground, referrer=referrer)
            _refuse_beside_a_group(offer)
    except (IntegrityError, OperationalError) as error:
        if made := _made_before(request_key):
            return made
        if isinstance(error, OperationalError) and not isinstance(error.__cause__, SOMEBODY_WAS_FIRST):
            raise
        raise SlotTaken from error
    if appointment.is_unconfirmed and not appointment.confirm_by_link:
        mail_code(appointment, sender.brand)
    else:
        send_about(_told_by(appointment), appointment, sender.brand)
    record(by, "book", appointment, chain=adviser.team.region_id, adviser=str(adviser.pk), mode=contact.mode)
    return appointment


@transaction.atomic
def cancel(appointment: Appointment, *, by: User | None, brand: Brand) -> bool:
    """Cancel an appointment: its time is free at once, and a mail tells the calendar. False when it was before.

    Raises AlreadyBegun when there is nothing left to cancel, TooLate when the team no longer lets people do it.
    """
    now = timezone.now()
    _still_in_time(appointment, now)
    waiting = Appointment.objects.standing().filter(pk=appointment.pk, period__startswith__gt=now)
    if not waiting.update(status=AppointmentStatus.CANCELLED, sequence=F("sequence") + 1):
        if Appointment.objects.standing().filter(pk=appointment.pk).exists():
            raise AlreadyBegun
        return False
    appointment.refresh_from_db(fields=["status", "sequence"])
    send_about("appointment_cancelled", appointment, brand)
    tell_freed(appointment)
    record(by, "cancel", appointment, chain=appointment.adviser.team.region_id, sequence=appointment.sequence)
    return True


@transaction.atomic
def move(appointment: Appointment, adviser: Adviser, start: datetime, *, by: User | None, brand: Brand) -> Appointment:
    """Move an appointment: the old time is free at once, the old address opens nothing any more, a mail tells all.

    What needs an adviser's yes needs it again. ``adviser`` comes from ``at_work``; it may be another than before. The
    new time may overlap the old one. Raises SlotTaken, AlreadyBegun, TooLate, and ChangedMeanwhile when it was moved
    or cancelled since it was shown.
    """
    now = timezone.now()
    _still_in_time(appointment, now)
    offer = offer_at(adviser, appointment.kind, start, now, moving=appointment)
    if offer is None:
        raise SlotTaken
    as_seen = Appointment.objects.standing().filter(pk=appointment.pk, sequence=appointment.sequence)
    consent, place = appointment.consent_id, _place_after_move(appointment, adviser)
    if adviser.pk != appointment.adviser_id:
        consent = agree(adviser, by).pk
    try:
        with transaction.atomic():
            share_agenda(adviser)
            if place and not can_be_at(offer, place, now, appointment):
                raise SlotTaken
            _refuse_full_day(offer, now, appointment)
            make_room(adviser, offer.occupied.lower, offer.occupied.upper)
            moved = as_seen.update(
                adviser=adviser,
                period=offer.period,
                occupied=offer.occupied,
                status=appointment.kind.first_status,
                place=place,
                consent=consent,
                token=new_token(),
                chosen=now,
                reminded=None,
                sequence=F("sequence") + 1,
            )
            _refuse_beside_a_group(offer)
    except (IntegrityError, OperationalError) as error:
        if isinstance(error, OperationalError) and not isinstance(error.__cause__, SOMEBODY_WAS_FIRST):
            raise
        raise SlotTaken from error
    if not moved:
        raise ChangedMeanwhile
    if consent != appointment.consent_id and appointment.consent_id:
        withdraw(Consent.objects.get(pk=appointment.consent_id))
    FormerLink.objects.create(appointment=appointment, digest=digest(appointment.token))
    tell_freed(appointment)
    found = Appointment.objects.with_everything().get(pk=appointment.pk)
    send_about("appointment_requested" if found.is_requested else "appointment_moved", found, brand)
    record(by, "move", found, chain=adviser.team.region_id, sequence=found.sequence, adviser=str(adviser.pk))
    return found


@transaction.atomic
def confirm(appointment: Appointment, *, by: User, brand: Brand) -> bool:
    """Say yes to what was asked for; a mail tells. False when there is nothing (any more) to say yes to.

    The request kept its time (adviser_once_at_a_time), so one time is never confirmed to two people.
    """
    asked = Appointment.objects.filter(
        pk=appointment.pk,
        status=AppointmentStatus.REQUESTED,
        sequence=appointment.sequence,
        period__startswith__gt=timezone.now(),
    )
    if not asked.update(status=AppointmentStatus.BOOKED, sequence=F("sequence") + 1):
        return False
    found = Appointment.objects.with_everything().get(pk=appointment.pk)
    send_about("appointment_confirmed", found, brand)
    record(by, "confirm", found, chain=found.adviser.team.region_id, sequence=found.sequence)
    return True


def change_until(appointment: Appointment) -> datetime:
    """Until when people change or cancel it themselves; needs the kind."""
    return appointment.start - timedelta(hours=appointment.kind.change_hours)


def _told_by(appointment: Appointment) -> str:
    """The mail that tells that it was made, or asks for a yes."""
    if appointment.is_unconfirmed:
        return "appointment_offered"
    return "appointment_requested" if appointment.is_requested else "appointment_confirmed"


def _place_after_move(appointment: Appointment, adviser: Adviser) -> str:
    """Where an office talk is when it is moved: at the place that was chosen, else at the adviser's team."""
    if appointment.mode != Mode.OFFICE:
        return ""
    return appointment.place if appointment.kind.places else adviser.team.address


def _still_in_time(appointment: Appointment, now: datetime) -> None:
    """Raises AlreadyBegun or TooLate; what was cancelled is never too late."""
    if not appointment.stands:
        return
    if appointment.start <= now:
        raise AlreadyBegun
    if change_until(appointment) <= now:
        raise TooLate


def _made_before(request_key: str) -> Appointment | None:
    return Appointment.objects.with_everything().filter(request_key=request_key).first()


def _make(
    offer: Offer,
    contact: Contact,
    request_key: str,
    profile: Profile | None,
    sender: Sender,
    *,
    ground: Ground,
    referrer: Referrer | None,
) -> Appointment:
    return Appointment.objects.create(
        adviser=offer.adviser,
        kind=offer.kind,
        profile=profile,
        period=offer.period,
        occupied=offer.occupied,
        mode=contact.mode,
        place=(contact.place or offer.adviser.team.address) if contact.mode == Mode.OFFICE else "",
        contact_name=contact.name,
        contact_email=contact.email,
        contact_phone=contact.phone,
        hope=contact.hope,
        talk_language=contact.talk_language,
        wishes=list(contact.wishes),
        told=list(contact.told),
        language=sender.language,
        origin=sender.origin,
        token=new_token(),
        request_key=request_key,
        referrer=referrer,
        **ground.fields(offer.adviser, offer.kind),
    )


def share_agenda(adviser: Adviser) -> None:
    """Keep the adviser's row until the commit, together with other bookings and apart from who plans a meeting.

    (The foreign key would do so too, but its check waits for the commit.) Where advisers travel, or want so many talks
    a day, one booking at a time: so each sees where the other is, and counts it.
    """
    alone = adviser.team.travel_minutes or adviser.most_a_day
    how = "NO KEY UPDATE" if alone else "KEY SHARE"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM intake_adviser WHERE id = %s FOR {how}", [adviser.pk])  # noqa: S608 - two words


def _refuse_elsewhere(offer: Offer, contact: Contact, now: datetime) -> None:
    """Raises ElsewhereThen when the adviser cannot be where this talk is."""
    if contact.mode == Mode.OFFICE and not can_be_at(offer, contact.place or offer.adviser.team.address, now):
        raise ElsewhereThen


def _refuse_full_day(offer: Offer, now: datetime, moving: Appointment | None = None) -> None:
    """Raises SlotTaken when the adviser has as many talks on that day as they want, since we looked."""
    if offer.adviser.most_a_day is None:
        return
    morning, night = midnight(offer.day), midnight(offer.day + timedelta(days=1))
    talks = Appointment.objects.taking_time(now).filter(
        adviser=offer.adviser, period__startswith__gte=morning, period__startswith__lt=night
    )
    if (talks.exclude(pk=moving.pk) if moving else talks).count() >= offer.adviser.most_a_day:
        raise SlotTaken


def _refuse_beside_a_group(offer: Offer) -> None:
    """Raises SlotTaken when a meeting that this adviser leads was planned since we looked (intake.groups.actions)."""
    leading = GroupSession.objects.going_ahead_between(offer.start, offer.end)
    if leading.filter(leader=offer.adviser).exists():
        raise SlotTaken
