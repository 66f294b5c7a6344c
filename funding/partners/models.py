"""Partners that show a part of this portal on their own site, and how often that is seen and followed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from funding.partners.enums import Step
from portal.people.models import User


class Partner(models.Model):
    """A municipality, union or provider. Only its own sites (``origins``: https, no path) may show the widget."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    name = models.CharField(max_length=120, unique=True)
    origins = ArrayField(models.CharField(max_length=200))
    added = models.DateTimeField(db_default=Now())
    added_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.CheckConstraint(name="partner_has_a_site", condition=~Q(origins=[]) & ~Q(name=""))]

    def __str__(self) -> str:
        return self.name


class PartnerCount(models.Model):
    """How often a step was taken on a day: a number, and nothing about who took it."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="counts")
    day = models.DateField()
    step = models.CharField(max_length=10, choices=Step)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "day", "step"], name="partner_counted_once_a_day")]

    def __str__(self) -> str:
        return f"{self.partner_id} {self.day} {self.step} {self.number}"
