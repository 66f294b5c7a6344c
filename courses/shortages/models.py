"""Which work has a shortage of people, per area and period, as UWV and the regions publish it."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from courses.enums import Sector
from portal.regions.models import Area


class ShortageListQuerySet[M: models.Model](models.QuerySet[M]):
    def on(self, day: date) -> Self:
        """The lists of a day: one per area at most."""
        return self.filter(period__contains=day)


class ShortageList(models.Model):
    """One published list: crebo codes of occupations, whole sectors, or both. Replaced by a new import only.

    Applications keep a copy of the list that they were judged by, so a list can be mended or removed.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # A list of an area that is gone would silently say nothing.
    area = models.ForeignKey(Area, on_delete=models.RESTRICT, related_name="shortage_lists")
    period = DateRangeField(help_text="first day up to, not including, the end; no end: until the next list begins")
    title = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True, help_text="where it was published, without scheme")
    is_example = models.BooleanField(default=False, help_text="made up for a demo")
    occupations = ArrayField(models.CharField(max_length=5), default=list, help_text="crebo codes")
    sectors = ArrayField(models.CharField(max_length=20, choices=Sector), default=list)
    imported = models.DateTimeField(db_default=Now())

    objects = ShortageListQuerySet.as_manager()

    class Meta:
        ordering = ["area", "period"]
        constraints = [
            ExclusionConstraint(
                name="one_shortage_list_per_area_and_day",
                expressions=[("area", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                name="shortage_list_names_something", condition=~Q(occupations=[], sectors=[]) & ~Q(title="")
            ),
            models.CheckConstraint(
                name="shortage_list_has_a_period",
                condition=Q(period__isempty=False, period__startswith__isnull=False),
            ),
            models.CheckConstraint(
                name="shortage_list_sectors_known", condition=Q(sectors__contained_by=Sector.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.period}"
