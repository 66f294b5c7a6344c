"""What is read from the catalogue. Searching and counting stand in courses.search."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from courses.enums import SessionStatus


class CourseQuerySet[M: models.Model](models.QuerySet[M]):
    def listed(self, on: date) -> Self:
        """Courses that anybody may see on that day: in their feed, not hidden nor their provider, not expired."""
        return self.filter(
            Q(expires__isnull=True) | Q(expires__gte=on),
            gone__isnull=True,
            hidden__isnull=True,
            provider__hidden__isnull=True,
        )


class SessionQuerySet[M: models.Model](models.QuerySet[M]):
    def to_come(self, on: date) -> Self:
        """Sessions that start after that day and are still in their feed, whatever their status."""
        return self.filter(starts__gt=on, gone__isnull=True)

    def still_open(self, on: date) -> Self:
        """Sessions that can be chosen on that day: not started, open, in time (from ``opens`` up to and including
        ``deadline``), seats left or not counted."""
        return (
            self.to_come(on)
            .filter(Q(opens__isnull=True) | Q(opens__lte=on), Q(deadline__isnull=True) | Q(deadline__gte=on))
            .filter(status=SessionStatus.OPEN)
            .exclude(seats_left=0)
        )
