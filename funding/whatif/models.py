"""Scenarios: budgets and schemes changed on a copy. Nothing that really exists changes by them."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now
from django.utils import timezone

from funding.whatif.enums import Basis, ScenarioState
from funding.whatif.links import LIVES
from portal.people.models import User


class Scenario(models.Model):
    """What would be different, and what that would do.

    ``changes``: per slug of a scheme {"ceiling", "cap_per_course", "cap_per_year", "cap_per_life",
    "cap_per_family" (cents), "percent", "regions"
    (slugs), "places" (municipality codes), "version" (id of a version that is not published yet), "added": true},
    what stays as it is left out. ``result`` has the form of funding.whatif.working.work_out.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    funds = ArrayField(models.CharField(max_length=60))
    name = models.CharField(max_length=120)
    basis = models.CharField(max_length=10, choices=Basis, default=Basis.YEAR)
    changes = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ScenarioState, default=ScenarioState.DRAFT)
    made = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    finished = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    share = models.UUIDField(null=True, unique=True, help_text="what a shared link names; empty: not shared")
    shared = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made", "-id"]
        constraints = [
            models.CheckConstraint(name="scenario_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="scenario_ready_has_result",
                condition=Q(state=ScenarioState.READY, result__isnull=False)
                | (~Q(state=ScenarioState.READY) & Q(result__isnull=True)),
            ),
            models.CheckConstraint(
                name="scenario_shared_since_a_moment",
                condition=Q(share__isnull=True, shared__isnull=True) | Q(share__isnull=False, shared__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shared_until(self) -> datetime | None:
        """Up to when its link works; None when it is not shared, or no longer."""
        until = self.shared + LIVES if self.shared else None
        return until if until and until > timezone.now() else None
