"""Finding invitations to book."""

from datetime import datetime
from typing import Self

from django.db import models


class BookingInvitationQuerySet[M: models.Model](models.QuerySet[M]):
    def open_at(self, now: datetime) -> Self:
        """Those that can still be booked with."""
        return self.filter(appointment=None, withdrawn=None, expires__gt=now)
