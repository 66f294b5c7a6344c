"""Making an appointment, and cancelling it."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from psycopg.errors import LockNotAvailable

from intake.agenda.availability import Offer, offer_at
from intake.agenda.enums import AppointmentStatus, Mode
from intake.agenda.errors import AlreadyBegun, EnoughWaiting, SlotTaken
from intake.agenda.invitations import calendar_file, where
from intake.agenda.models import Adviser, Appointment
from intake.profile.actions import give_consent
from intake.profile.enums import Purpose
from intake.profile.models import Profile
from portal.brands.models import Brand
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.record.audit import record

#: The words of agreement above the button of templates/intake/check.html; a change of words is a new version.
CONSENT_TEXT = "afspraak-2026-11"
#: As many appointments can wait for one mail address, so that nobody fills an agenda.
MOST_WAITING = 2


@dataclass(frozen=True, slots=True)
class Contact:
    """Who comes, how we reach them, and what they hope for."""

    name: str
    email: str
    phone: str
    mode: Mode
    hope: str


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name and language mails go out, and the address (https://host) that their links lead to."""

    brand: Brand
    origin: str
    language: str


@transaction.atomic
def book(
    adviser: Adviser,
    start: datetime,
    contact: Contact,
    *,
    request_key: str,
    profile: Profile | None,
    by: User | None,
    sender: Sender,
) -> Appointment:
    """Make an appointment and mail its confirmation. The same ``request_key`` twice gives the same appointment.

    ``adviser`` comes from ``at_work``. Raises SlotTaken when this adviser is not free then, EnoughWaiting when this
    address has MOST_WAITING to come. Of two people at once the database lets one through (adviser_once_at_a_time).
    """
    now = timezone.now()
    offer = offer_at(adviser, start, now)
    if offer is None:
        if made := _made_before(request_key):
            return made
        raise SlotTaken
    with connection.cursor() as cursor:  # one at a time per address, so that each counts the other
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('appointments:' || lower(%s), 0))", [contact.email]
        )
    waiting = Appointment.objects.booked().filter(contact_email__iexact=contact.email, period__startswith__gt=now)
    if waiting.count() >= MOST_WAITING:
        if made := _made_before(request_key):
            return made
        raise EnoughWaiting
    try:
        with transaction.atomic():
            appointment = _make(offer, contact, request_key, profile, by, sender)
    except (IntegrityError, OperationalError) as error:
        if made := _made_before(request_key):
            return made
        if isinstance(error, OperationalError) and not isinstance(error.__cause__, LockNotAvailable):
            raise
        raise SlotTaken from error
    _send("appointment_confirmed", appointment, sender.brand)
    record(by, "book", appointment, chain=adviser.team.region_id, adviser=str(adviser.pk), mode=contact.mode)
    return appointment


@transaction.atomic
def cancel(appointment: Appointment, *, by: User | None, brand: Brand) -> bool:
    """Cancel an appointment: its time is free at once, and a mail tells the calendar. False when it was before.

    Raises AlreadyBegun when there is nothing left to cancel.
    """
    now = timezone.now()
    waiting = Appointment.objects.booked().filter(pk=appointment.pk, period__startswith__gt=now)
    if not waiting.update(status=AppointmentStatus.CANCELLED, sequence=F("sequence") + 1):
        if Appointment.objects.booked().filter(pk=appointment.pk).exists():
            raise AlreadyBegun
        return False
    appointment.refresh_from_db(fields=["status", "sequence"])
    _send("appointment_cancelled", appointment, brand)
    record(by, "cancel", appointment, chain=appointment.adviser.team.region_id, sequence=appointment.sequence)
    return True


def link_of(appointment: Appointment) -> str:
    """The whole address of the appointment's own page; who has it may see and cancel it."""
    return appointment.origin + reverse("intake:appointment", args=[appointment.token])


def _made_before(request_key: str) -> Appointment | None:
    return Appointment.objects.with_everything().filter(request_key=request_key).first()


def _make(
    offer: Offer, contact: Contact, request_key: str, profile: Profile | None, by: User | None, sender: Sender
) -> Appointment:
    consent = give_consent(
        Purpose.APPOINTMENT, scope=[f"adviser:{offer.adviser.pk}"], text_version=CONSENT_TEXT, user=by
    )
    return Appointment.objects.create(
        adviser=offer.adviser,
        profile=profile,
        period=DateTimeTZRange(offer.start, offer.end),
        mode=contact.mode,
        place=offer.adviser.team.address if contact.mode == Mode.OFFICE else "",
        contact_name=contact.name,
        contact_email=contact.email,
        contact_phone=contact.phone,
        hope=contact.hope,
        language=sender.language,
        origin=sender.origin,
        consent=consent,
        token=secrets.token_urlsafe(24),
        request_key=request_key,
    )


def _send(template: str, appointment: Appointment, brand: Brand) -> None:
    link = link_of(appointment)
    with override(appointment.language):
        invitation = calendar_file(appointment, link)
        place = where(appointment)
    send_mail(
        template,
        to=appointment.contact_email,
        language=appointment.language,
        context={"appointment": appointment, "where": place, "link": link, "brand": brand},
        attachments=[{"name": "afspraak.ics", "type": "text/calendar", "text": invitation}],
    )
