"""A mail some time before the talk, once per time, to who booked long enough before."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from intake.agenda.actions import send_about
from intake.agenda.models import Appointment
from portal.brands.current import plain_brand

#: Who booked or moved it less long ago needs no reminder yet.
SOONEST = timedelta(hours=12)
LONGEST = timedelta(days=14)


@shared_task(name="intake.remind_of_appointments")
def remind_of_appointments() -> int:
    """Mail who has a talk soon; returns how many. Twice at the same time mails once."""
    now, number = timezone.now(), 0
    coming = (
        Appointment.objects.booked()
        .with_everything()
        .filter(reminded=None, period__startswith__gt=now, period__startswith__lte=now + LONGEST)
    )
    for found in coming.iterator(chunk_size=200):
        ahead = timedelta(hours=found.adviser.team.remind_hours)
        if ahead and found.start - ahead <= now and found.chosen <= found.start - ahead - SOONEST:
            with transaction.atomic():
                if Appointment.objects.booked().filter(pk=found.pk, reminded=None).update(reminded=now):
                    send_about("appointment_reminder", found, plain_brand())
                    number += 1
    return number
