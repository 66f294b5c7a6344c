from datetime import datetime
from typing import Self

from django.db import models


class OutboxQuerySet[M: models.Model](models.QuerySet[M]):
    def unfinished(self) -> Self:
        """Messages whose effect is still owed."""
        return self.filter(done__isnull=True, parked__isnull=True)

    def to_relay(self, now: datetime) -> Self:
        """Messages that are due and not handed to the broker yet, oldest first."""
        return self.unfinished().filter(relayed__isnull=True, due__lte=now).order_by("due", "id")

    def lost_since(self, moment: datetime) -> Self:
        """Messages that the broker got before this moment and nobody finished: perhaps it lost them."""
        return self.unfinished().filter(relayed__lt=moment)
