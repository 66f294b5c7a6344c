"""Finding invitations to book."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from intake.inviting.enums import Channel


class BookingInvitationQuerySet[M: models.Model](models.QuerySet[M]):
    def open_at(self, now: datetime) -> Self:
        """Those that can still be booked with."""
        return self.filter(appointment=None, withdrawn=None, expires__gt=now)

    def to_book_by_staff(self, now: datetime) -> Self:
        """Those that are over without a talk, or whose mail came back, the oldest first: somebody calls, and books."""
        over = Q(expires__lte=now) | Q(mail__returned__isnull=False, opened=None)
        return self.filter(over, appointment=None, withdrawn=None, settled=None).order_by("expires", "pk")

    def to_print(self, now: datetime) -> Self:
        """Letters that still go on paper, the oldest first: the invitation itself, or the one reminder of it."""
        waiting = Q(printed=None) | Q(reminded=None, remind_at__lte=now)
        return self.open_at(now).filter(waiting, channel=Channel.LETTER).order_by("created", "pk")

    def with_all(self) -> Self:
        """With everything that a list of them shows."""
        return self.select_related("kind__team", "invited_by", "referrer", "appointment", "mail", "text")
