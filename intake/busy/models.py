"""An adviser's calendar elsewhere, and when it says that they are busy. What they do then is not kept."""

from datetime import datetime, timedelta

from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from intake.agenda.models import Adviser
from intake.agenda.queries import PeriodQuerySet
from intake.busy.enums import Problem
from intake.busy.queries import OutsideCalendarQuerySet

#: What was read this long ago is no longer believed: then nobody is free.
BELIEVED = timedelta(hours=24)


class OutsideCalendar(models.Model):
    """A calendar of one adviser somewhere else. Until it was read, and when that is long ago, no time is offered."""

    adviser = models.OneToOneField(Adviser, on_delete=models.CASCADE, related_name="outside_calendar")
    address = models.URLField(max_length=1000, help_text="often secret: never in a log or in the audit trail")
    read = models.DateTimeField(null=True, help_text="the last time that all of it was read")
    tried = models.DateTimeField(null=True)
    problem = models.CharField(max_length=20, choices=Problem, blank=True, help_text="of the last try")
    created = models.DateTimeField(db_default=Now())

    objects = OutsideCalendarQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="calendar_problem_known", condition=Q(problem__in=["", *Problem.values])),
        ]

    def __str__(self) -> str:
        return f"agenda elders van {self.adviser_id}"

    def believed_at(self, now: datetime) -> bool:
        """It was read so recently that what it says counts."""
        return self.read is not None and self.read > now - BELIEVED


class BusyTime(models.Model):
    """Some time at which an adviser is busy, by their calendar elsewhere."""

    calendar = models.ForeignKey(OutsideCalendar, on_delete=models.CASCADE, related_name="busy_times")
    # Beside the calendar, so that looking for free times asks one table.
    adviser = models.ForeignKey(Adviser, on_delete=models.CASCADE, related_name="+")
    period = DateTimeRangeField()

    objects = PeriodQuerySet.as_manager()

    class Meta:
        indexes = [GistIndex(fields=["period"], name="busy_by_time")]
        constraints = [models.CheckConstraint(name="busy_takes_time", condition=Q(period__isempty=False))]

    def __str__(self) -> str:
        return str(self.period)
