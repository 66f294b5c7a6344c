"""Scenarios: budgets and schemes changed on a copy. Nothing that really exists changes by them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from funding.whatif.enums import Basis, ScenarioState
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

    class Meta:
        ordering = ["-made", "-id"]
        constraints = [
            models.CheckConstraint(name="scenario_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="scenario_ready_has_result",
                condition=Q(state=ScenarioState.READY, result__isnull=False)
                | (~Q(state=ScenarioState.READY) & Q(result__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.name
