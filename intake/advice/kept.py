"""Filters of the caseload that an adviser keeps under a name of their own."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from intake.agenda.models import Adviser


class KeptCaseload(models.Model):
    """What an adviser looked for among their people: a filter of ``advice.caseload`` and a part of a name."""

    adviser = models.ForeignKey(Adviser, on_delete=models.CASCADE, related_name="kept_caseloads")
    label = models.CharField(max_length=60)
    show = models.CharField(max_length=20, blank=True)
    text = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = [Lower("label"), "pk"]
        constraints = [
            models.UniqueConstraint("adviser", Lower("label"), name="kept_caseload_named_once"),
            models.CheckConstraint(name="kept_caseload_has_a_name", condition=~Q(label="")),
        ]

    def __str__(self) -> str:
        return self.label
