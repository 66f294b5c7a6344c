"""Finding calendars that advisers have elsewhere."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q


class OutsideCalendarQuerySet[M: models.Model](models.QuerySet[M]):
    def to_read(self, now: datetime, pause: timedelta) -> Self:
        """Those not tried for so long, the one that waits longest first."""
        return self.filter(Q(tried=None) | Q(tried__lte=now - pause)).order_by(models.F("tried").asc(nulls_first=True))

    def not_believed(self, since: datetime) -> Self:
        """Those that were never read, or not since then."""
        return self.filter(Q(read=None) | Q(read__lte=since))
