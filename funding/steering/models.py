"""Proposals for the best use of budgets. What was worked out never changes; one person adopts it, a second agrees."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from funding.applications.models import Application
from funding.budgets.models import Budget
from funding.steering.enums import Emphasis, RunState
from portal.people.models import User

#: What a budget is, in cents; the trigger funding_adoption_lawful compares the same.
COUNTERS = ("ceiling", "reserved", "committed", "paid", "kept")


class SteeringRun(models.Model):
    """One calculation over everybody who waits for money of some funds, with what came out (cents, people, points).

    ``result`` is None until it is READY; its form is that of funding.steering.running.result_of.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    funds = ArrayField(models.CharField(max_length=60))
    emphasis = models.CharField(max_length=12, choices=Emphasis, default=Emphasis.HEADS)
    combinations = models.BooleanField(default=False, help_text="also other lawful plans than the one that was asked")
    even = models.PositiveSmallIntegerField(
        default=0, help_text="percent of the mean part helped that each region gets at least"
    )
    state = models.CharField(max_length=10, choices=RunState, default=RunState.ASKED)
    asked = models.DateTimeField(db_default=Now())
    asked_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    stop_asked = models.DateTimeField(null=True)
    finished = models.DateTimeField(null=True)
    result = models.JSONField(null=True)

    class Meta:
        ordering = ["-asked", "-id"]
        constraints = [
            models.CheckConstraint(
                name="steering_run_ready_has_result", condition=~Q(state=RunState.READY) | Q(result__isnull=False)
            ),
            models.CheckConstraint(name="steering_run_even_is_percent", condition=Q(even__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.emphasis} {self.asked:%Y-%m-%d}"


class RunBudget(models.Model):
    """A budget as it was when the calculation began: once it moves, the proposal for it no longer holds."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    run = models.ForeignKey(SteeringRun, on_delete=models.CASCADE, related_name="budgets")
    budget = models.ForeignKey(Budget, on_delete=models.RESTRICT, related_name="+")
    ceiling = models.BigIntegerField()
    reserved = models.BigIntegerField()
    committed = models.BigIntegerField()
    paid = models.BigIntegerField()
    kept = models.BigIntegerField(default=0, help_text="free, but only for some")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "budget"], name="budget_once_in_a_run")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.budget_id}"

    @property
    def left(self) -> int:
        """Cents that could be given out to everybody."""
        return self.ceiling - self.reserved - self.committed - self.paid - self.kept

    def is_as_it_was(self, budget: Budget) -> bool:
        """Whether nothing moved since."""
        return all(getattr(budget, name) == getattr(self, name) for name in COUNTERS)


class Choice(models.Model):
    """What a run proposes for one application, and what strict order of receipt would give.

    ``lines``: [{"scheme", "budget" (id, or null), "cents", "as_asked"}], of all who pay in the proposed plan.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    run = models.ForeignKey(SteeringRun, on_delete=models.CASCADE, related_name="choices")
    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="+")
    place = models.PositiveIntegerField(help_text="in order of receipt, from 1")
    region = models.CharField(max_length=60, blank=True)
    need = models.BigIntegerField(help_text="cents that serve it whole")
    served = models.BooleanField()
    by_receipt = models.BooleanField()
    as_asked = models.BooleanField(help_text="the proposed plan is the one the learner sent")
    lines = models.JSONField(default=list)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["run", "application"], name="application_once_in_a_run")]
        indexes = [models.Index(fields=["run", "served", "by_receipt", "place"], name="steering_choices")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.application_id}"


class Adoption(models.Model):
    """One person takes over a proposal for one budget; it counts once a second person agrees.

    The trigger funding_adoption_lawful holds that the run is ready, that the scheme leaves the choice to the fund, and
    that the budget has not moved since the calculation began.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    run = models.ForeignKey(SteeringRun, on_delete=models.RESTRICT, related_name="adoptions")
    budget = models.ForeignKey(Budget, on_delete=models.RESTRICT, related_name="+")
    prepared_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    prepared = models.DateTimeField(db_default=Now())
    adopted_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    adopted = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(default=0)
    cents = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "budget"], name="budget_adopted_once_per_run"),
            models.CheckConstraint(
                name="nobody_adopts_alone",
                condition=Q(adopted_by__isnull=True, adopted__isnull=True)
                | (Q(adopted_by__isnull=False, adopted__isnull=False) & ~Q(adopted_by=F("prepared_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.budget_id}"
