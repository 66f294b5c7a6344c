"""Inviting somebody to book a talk: by mail, with one reminder, until it is booked, withdrawn or over."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from intake.agenda.actions import Sender
from intake.agenda.kinds import AppointmentKind
from intake.agenda.links import new_token
from intake.agenda.models import Adviser, Appointment
from intake.inviting.models import BookingInvitation
from portal.brands.current import plain_brand
from portal.brands.models import Brand
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.record.audit import record

REMIND_AFTER, VALID = timedelta(days=3), timedelta(days=21)
KEPT = timedelta(days=90)


@transaction.atomic
def invite(
    kind: AppointmentKind, adviser: Adviser, name: str, email: str, *, by: User, sender: Sender
) -> BookingInvitation:
    """Invite somebody; a mail brings the address at which they book."""
    now = timezone.now()
    made = BookingInvitation.objects.create(
        kind=kind,
        invited_by=adviser,
        name=name,
        email=email,
        origin=sender.origin,
        token=new_token(),
        remind_at=now + REMIND_AFTER,
        expires=now + VALID,
    )
    _send(made, sender.brand, reminder=False)
    record(by, "invite", made, chain=kind.team.region_id, kind=kind.pk)
    return made


@transaction.atomic
def withdraw(invitation: BookingInvitation, *, by: User) -> None:
    """Take an invitation back: its address books nothing any more. What was booked stays."""
    opened = BookingInvitation.objects.open_at(timezone.now()).filter(pk=invitation.pk)
    if opened.update(withdrawn=timezone.now()):
        record(by, "withdraw", invitation, chain=invitation.kind.team.region_id)


def used_for(token: str, appointment: Appointment) -> bool:
    """Note which talk was booked with an invitation; of two talks at once only the first. Call it where one books."""
    opened = BookingInvitation.objects.open_at(timezone.now()).filter(token=token, kind=appointment.kind_id)
    return bool(opened.update(appointment=appointment))


def remind_of_invitations() -> int:
    """Mail who did not book three days after being invited, once; returns how many."""
    now, number = timezone.now(), 0
    due = BookingInvitation.objects.open_at(now).filter(reminded=None, remind_at__lte=now)
    for found in due.select_related("kind__team", "invited_by"):
        with transaction.atomic():
            if BookingInvitation.objects.open_at(now).filter(pk=found.pk, reminded=None).update(reminded=now):
                _send(found, plain_brand(), reminder=True)
                number += 1
    return number


def forget_invitations() -> int:
    """Delete those that ended ninety days ago; returns how many."""
    return BookingInvitation.objects.filter(expires__lt=timezone.now() - KEPT).delete()[0]


def _send(invitation: BookingInvitation, brand: Brand, *, reminder: bool) -> None:
    link = invitation.origin + reverse("intake:invitation", args=[invitation.token])
    context = {"invitation": invitation, "reminder": reminder, "link": link, "brand": brand}
    send_mail("booking_invitation", to=invitation.email, language="nl", context=context)
