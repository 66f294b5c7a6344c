"""Somebody whom a team invited to book a talk."""

from datetime import datetime

from django.db import models
from django.db.models.functions import UUID7, Now

from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Adviser, Appointment
from intake.inviting.queries import BookingInvitationQuerySet


class BookingInvitation(models.Model):
    """An invitation to book one kind of talk, by mail. Who holds ``token`` may book it once, until ``expires``."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    kind = models.ForeignKey(AppointmentKind, on_delete=models.RESTRICT, related_name="invitations")
    invited_by = models.ForeignKey(Adviser, on_delete=models.RESTRICT, related_name="+")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    origin = models.CharField(max_length=255, help_text="address of the portal it was made on, for links in mails")
    token = models.CharField(max_length=64, unique=True, help_text="192 random bits")
    created = models.DateTimeField(db_default=Now())
    remind_at = models.DateTimeField(help_text="when a reminder goes, if nothing was booked")
    expires = models.DateTimeField()
    reminded = models.DateTimeField(null=True)
    withdrawn = models.DateTimeField(null=True)
    appointment = models.OneToOneField(Appointment, on_delete=models.RESTRICT, null=True, related_name="invitation")

    objects = BookingInvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-created", "pk"]

    def __str__(self) -> str:
        return f"uitnodiging {self.pk}"

    def is_open_at(self, now: datetime) -> bool:
        """It can still be booked with."""
        return self.appointment_id is None and self.withdrawn is None and self.expires > now
