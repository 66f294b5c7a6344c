"""Inviting somebody to book a talk: with one reminder, until it is booked, withdrawn or over, and then staff book."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from intake.agenda.actions import Sender
from intake.agenda.kinds import AppointmentKind
from intake.agenda.links import new_token
from intake.agenda.models import Adviser, Appointment
from intake.inviting.enums import Channel
from intake.inviting.models import BookingInvitation
from intake.inviting.sending import new_letter_code, send
from intake.referring.models import Referrer
from portal.brands.current import plain_brand
from portal.people.models import User
from portal.record.audit import record

REMIND_AFTER, VALID = timedelta(days=3), timedelta(days=21)
#: So long a letter is on its way: three days after that its reminder is to be printed.
POST = timedelta(days=2)
KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whom to invite, how they are reached, and in which language they read it."""

    name: str
    channel: Channel = Channel.MAIL
    email: str = ""
    phone: str = ""
    address: str = ""
    language: str = "nl"


@transaction.atomic
def invite(
    kind: AppointmentKind, by_whom: Adviser | Referrer, who: Invitee, *, by: User, sender: Sender
) -> BookingInvitation:
    """Invite somebody; a mail or text brings the address at which they book, a letter is printed by the team."""
    made = prepare(kind, by_whom, who, sender.origin)
    send(made, sender.brand, reminder=False)
    record(by, "invite", made, chain=kind.team.region_id, kind=kind.pk, channel=str(who.channel))
    return made


def prepare(kind: AppointmentKind, by_whom: Adviser | Referrer, who: Invitee, origin: str) -> BookingInvitation:
    """An invitation that something else tells of; ``kind`` with its team."""
    now = timezone.now()
    return BookingInvitation.objects.create(
        kind=kind,
        invited_by=by_whom if isinstance(by_whom, Adviser) else None,
        referrer=by_whom if isinstance(by_whom, Referrer) else None,
        name=who.name,
        channel=who.channel,
        email=who.email if who.channel == Channel.MAIL else "",
        phone=who.phone if who.channel == Channel.TEXT else "",
        address=who.address if who.channel == Channel.LETTER else "",
        language=who.language,
        origin=origin,
        token=new_token(),
        code=new_letter_code() if who.channel == Channel.LETTER else None,
        remind_at=now + REMIND_AFTER,
        expires=now + VALID,
    )


@transaction.atomic
def withdraw(invitation: BookingInvitation, *, by: User) -> None:
    """Take an invitation back: its address books nothing any more. What was booked stays."""
    opened = BookingInvitation.objects.open_at(timezone.now()).filter(pk=invitation.pk)
    if opened.update(withdrawn=timezone.now()):
        record(by, "withdraw", invitation, chain=invitation.kind.team.region_id)


@transaction.atomic
def settle(invitation: BookingInvitation, *, by: User) -> None:
    """Nobody needs to book for this person any more: they were spoken, or not reached. Twice is once."""
    waiting = BookingInvitation.objects.to_book_by_staff(timezone.now()).filter(pk=invitation.pk)
    if waiting.update(settled=timezone.now()):
        record(by, "settle", invitation, chain=invitation.kind.team.region_id)


@transaction.atomic
def note_printed(invitation: BookingInvitation, *, by: User) -> None:
    """A letter was printed: the invitation, or its reminder once that is due. Each first time counts."""
    now = timezone.now()
    mine = BookingInvitation.objects.filter(pk=invitation.pk)
    if mine.filter(printed=None).update(printed=now, remind_at=now + POST + REMIND_AFTER):
        record(by, "print", invitation, chain=invitation.kind.team.region_id)
    elif mine.filter(reminded=None, remind_at__lte=now).update(reminded=now):
        record(by, "print_reminder", invitation, chain=invitation.kind.team.region_id)


def note_opened(invitation: BookingInvitation) -> None:
    """Its page was opened; the first time counts."""
    BookingInvitation.objects.filter(pk=invitation.pk, opened=None).update(opened=timezone.now())


def used_for(token: str, appointment: Appointment) -> bool:
    """Note which talk was booked with an invitation; of two talks at once only the first. Call it where one books."""
    opened = BookingInvitation.objects.open_at(timezone.now()).filter(token=token, kind=appointment.kind_id)
    return bool(opened.update(appointment=appointment))


def booked_by_staff(invitation: BookingInvitation, appointment: Appointment) -> None:
    """Note the talk that staff booked for this person, also after the invitation was over."""
    BookingInvitation.objects.filter(pk=invitation.pk, appointment=None).update(appointment=appointment)


def remind_of_invitations() -> int:
    """Remind who did not book three days after being invited, once; returns how many.

    The reminder of a letter is one to print (``BookingInvitationQuerySet.to_print``).
    """
    now, number = timezone.now(), 0
    due = BookingInvitation.objects.open_at(now).filter(reminded=None, remind_at__lte=now)
    for found in due.exclude(channel=Channel.LETTER).exclude(mail__returned__isnull=False).with_all():
        with transaction.atomic():
            if BookingInvitation.objects.open_at(now).filter(pk=found.pk, reminded=None).update(reminded=now):
                send(found, plain_brand(), reminder=True)
                number += 1
    return number


def forget_invitations() -> int:
    """Delete those that ended ninety days ago; returns how many."""
    return BookingInvitation.objects.filter(expires__lt=timezone.now() - KEPT).delete()[0]
