"""Finding who waits for a time."""

from datetime import date
from typing import Self

from django.db import models

from intake.agenda.enums import AppointmentStatus


class WaitingPlaceQuerySet[M: models.Model](models.QuerySet[M]):
    def waiting(self, today: date) -> Self:
        """Who can be offered a time, who waits longest first."""
        return self.filter(ended=None, offered=None, last_day__gte=today).order_by("created", "pk")

    def answered(self) -> Self:
        """Those whose offer was accepted, declined or let go: nothing waits any more."""
        return self.filter(ended=None, offered__isnull=False).exclude(offered__status=AppointmentStatus.UNCONFIRMED)

    def over(self, today: date) -> Self:
        """Those to whom no time is of use any more."""
        return self.filter(ended=None, offered=None, last_day__lt=today)
