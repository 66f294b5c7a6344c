"""Finding meetings and who takes part."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from intake.groups.enums import SeatStatus


class GroupSessionQuerySet[M: models.Model](models.QuerySet[M]):
    def coming(self, now: datetime) -> Self:
        """Those that are still to begin and go ahead, the first one first."""
        return self.filter(cancelled=None, period__startswith__gt=now).order_by("period", "pk")

    def going_ahead_between(self, start: datetime, end: datetime) -> Self:
        """Those that go ahead, some of whose time lies between start and end."""
        return self.filter(cancelled=None, period__overlap=DateTimeTZRange(start, end))


class SeatQuerySet[M: models.Model](models.QuerySet[M]):
    def waiting(self) -> Self:
        """Who is on the waiting list, the first one first."""
        return self.filter(status=SeatStatus.WAITING).order_by("created", "pk")
