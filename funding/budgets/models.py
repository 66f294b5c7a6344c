"""Money of a scheme, and every movement of it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from funding.budgets.enums import Movement, Order
from funding.budgets.queries import BudgetQuerySet
from funding.schemes.models import Scheme


class Budget(models.Model):
    """Money of one scheme for one period. All amounts in cents. Written only by funding.budgets.ledger."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    scheme = models.ForeignKey(Scheme, on_delete=models.RESTRICT, related_name="budgets")
    period = DateRangeField(help_text="first day up to, not including, the end")
    ceiling = models.BigIntegerField()
    order = models.CharField(max_length=15, choices=Order, default=Order.COMPLETENESS)
    reserved = models.BigIntegerField(default=0)
    committed = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)

    objects = BudgetQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "period"]
        constraints = [
            models.CheckConstraint(
                name="budget_never_over_ceiling",
                condition=Q(ceiling__gte=F("reserved") + F("committed") + F("paid")),
            ),
            models.CheckConstraint(
                name="budget_counters_not_negative",
                condition=Q(reserved__gte=0, committed__gte=0, paid__gte=0),
            ),
            ExclusionConstraint(
                name="one_budget_per_scheme_and_day",
                expressions=[("scheme", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.period}"

    @property
    def left(self) -> int:
        """Cents that can still be reserved."""
        return self.ceiling - self.reserved - self.committed - self.paid


class LedgerEntry(models.Model):
    """One movement of money for one plan line. Append-only (trigger); its key makes a repeat harmless."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.RESTRICT, related_name="entries")
    # A line with money behind it can never disappear.
    line = models.ForeignKey("funding.PlanLine", on_delete=models.RESTRICT, related_name="entries")
    movement = models.CharField(max_length=10, choices=Movement)
    cents = models.BigIntegerField()
    key = models.CharField(max_length=100, unique=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(name="ledger_moves_something", condition=Q(cents__gt=0))]

    def __str__(self) -> str:
        return f"{self.movement} {self.cents} {self.key}"
