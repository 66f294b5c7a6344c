"""A mail some time before the talk, once per time, to who booked long enough before; and requests nobody answered."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from intake.advice.actions import cancel_by_us
from intake.agenda.enums import AppointmentStatus
from intake.agenda.models import Appointment
from intake.agenda.proof import let_go_of_unconfirmed
from intake.agenda.telling import send_about
from portal.brands.current import plain_brand

#: Who booked or moved it less long ago needs no reminder yet.
SOONEST = timedelta(hours=12)
LONGEST = timedelta(days=14)
#: So long before its time a request that nobody said yes to is let go, so that the person can make other plans.
ANSWERED_BY = timedelta(hours=2)


@shared_task(name="intake.remind_of_appointments")
def remind_of_appointments() -> int:
    """Mail who has a talk soon; returns how many. Twice at the same time mails once.

    Lets go of old requests, and of what was not confirmed, too.
    """
    let_go_of_requests()
    let_go_of_unconfirmed()
    now, number = timezone.now(), 0
    coming = (
        Appointment.objects.booked()
        .with_everything()
        .filter(reminded=None, period__startswith__gt=now, period__startswith__lte=now + LONGEST)
    )
    for found in coming.iterator(chunk_size=200):
        ahead = timedelta(hours=found.kind.remind_hours)
        if ahead and found.start - ahead <= now and found.chosen <= found.start - ahead - SOONEST:
            with transaction.atomic():
                if Appointment.objects.booked().filter(pk=found.pk, reminded=None).update(reminded=now):
                    send_about("appointment_reminder", found, plain_brand())
                    number += 1
    return number


def let_go_of_requests() -> int:
    """Cancel what was asked for and not answered in time, and say so by mail; returns how many."""
    now, number = timezone.now(), 0
    old = Appointment.objects.filter(
        status=AppointmentStatus.REQUESTED, period__startswith__gt=now, period__startswith__lte=now + ANSWERED_BY
    )
    for found in old.with_everything():
        with transaction.atomic():
            number += cancel_by_us(found, None, plain_brand())
    return number
