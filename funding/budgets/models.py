"""Money of a scheme, and every movement of it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from funding.budgets.enums import Movement, Order, TransferState
from funding.budgets.queries import BudgetQuerySet
from funding.schemes.models import Scheme
from portal.people.models import User


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
    kept = models.BigIntegerField(default=0, help_text="not used yet, and only for who an earmark is for")

    objects = BudgetQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "period"]
        constraints = [
            models.CheckConstraint(
                name="budget_never_over_ceiling",
                condition=Q(ceiling__gte=F("reserved") + F("committed") + F("paid") + F("kept")),
            ),
            models.CheckConstraint(
                name="budget_counters_not_negative",
                condition=Q(reserved__gte=0, committed__gte=0, paid__gte=0, kept__gte=0),
            ),
            ExclusionConstraint(
                name="one_budget_per_scheme_and_day",
                expressions=[("scheme", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.period}"

    @property
    def used(self) -> int:
        """Cents that were reserved, promised or paid."""
        return self.reserved + self.committed + self.paid

    @property
    def left(self) -> int:
        """Cents that can still be reserved for everybody."""
        return self.ceiling - self.used - self.kept

    @property
    def free(self) -> int:
        """Cents that nobody holds yet: for everybody, or kept for some."""
        return self.ceiling - self.used


class Earmark(models.Model):
    """A part of a budget that is only for some: for courses of these sectors, for people of these municipalities.

    ``used`` (cents) is what lines that it is for hold, were promised or paid of it; only the ledger writes it. Who it
    is for draws on it first, and then on what is free for everybody.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.RESTRICT, related_name="earmarks")
    name = models.CharField(max_length=120)
    sectors = ArrayField(models.CharField(max_length=30), default=list, help_text="empty: every sector")
    municipalities = ArrayField(models.CharField(max_length=10), default=list, help_text="codes; empty: every one")
    cents = models.BigIntegerField()
    used = models.BigIntegerField(default=0)
    by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="earmark_never_overdrawn", condition=Q(used__gte=0, used__lte=F("cents"))),
            models.CheckConstraint(
                name="earmark_is_for_some", condition=~Q(name="") & (~Q(sectors=[]) | ~Q(municipalities=[]))
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def left(self) -> int:
        """Cents that only who it is for can still draw."""
        return self.cents - self.used

    def is_for(self, sector: object, residence: object) -> bool:
        """Whether it is for a course of this sector and a person of this municipality (code); unknown is no."""
        return (not self.sectors or sector in self.sectors) and (
            not self.municipalities or residence in self.municipalities
        )


class LedgerEntry(models.Model):
    """One movement of money for one plan line. Append-only (trigger); its key makes a repeat harmless."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.RESTRICT, related_name="entries")
    # A line with money behind it can never disappear.
    line = models.ForeignKey("funding.PlanLine", on_delete=models.RESTRICT, related_name="entries")
    movement = models.CharField(max_length=10, choices=Movement)
    cents = models.BigIntegerField()
    earmarked = models.BigIntegerField(
        default=0, help_text="cents that it took of the line's earmark, or gave back (-)"
    )
    key = models.CharField(max_length=100, unique=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(name="ledger_moves_something", condition=Q(cents__gt=0))]

    def __str__(self) -> str:
        return f"{self.movement} {self.cents} {self.key}"


class CeilingChange(models.Model):
    """A ceiling that went up or down, and why (Awb 4:27). Append-only; lowering never touches what was promised.

    Each comes with a transfer that two people did (trigger); of one between budgets both have one.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    budget = models.ForeignKey(Budget, on_delete=models.RESTRICT, related_name="changes")
    before_cents = models.BigIntegerField()
    after_cents = models.BigIntegerField()
    reason = models.CharField(max_length=500)
    transfer = models.ForeignKey("funding.BudgetTransfer", on_delete=models.RESTRICT, null=True, related_name="changes")
    by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(name="ceiling_change_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="ceiling_change_changes", condition=~Q(before_cents=F("after_cents"))),
        ]

    def __str__(self) -> str:
        return f"{self.budget_id} {self.before_cents} {self.after_cents}"


class BudgetTransfer(models.Model):
    """Money from one budget of a fund to another, asked by one person and done by a second (constraint).

    Without a source it comes from outside: the ceiling of the target goes up. Without a target it leaves: the ceiling
    of the source goes down. So no ceiling changes by one person alone, and no two changes make a transfer by one.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    source = models.ForeignKey(Budget, on_delete=models.RESTRICT, null=True, related_name="transfers_out")
    target = models.ForeignKey(Budget, on_delete=models.RESTRICT, null=True, related_name="transfers_in")
    cents = models.BigIntegerField()
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=TransferState, default=TransferState.PROPOSED)
    proposed_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    proposed = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    decided = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed", "-id"]
        constraints = [
            models.CheckConstraint(name="transfer_is_of_something", condition=Q(cents__gt=0) & ~Q(reason="")),
            models.CheckConstraint(name="transfer_goes_elsewhere", condition=~Q(source=F("target"))),
            models.CheckConstraint(
                name="transfer_has_an_end_here", condition=Q(source__isnull=False) | Q(target__isnull=False)
            ),
            # Sent twice it is asked once: a second person would not see that both say the same.
            models.UniqueConstraint(
                name="transfer_waits_once",
                fields=["source", "target", "cents"],
                condition=Q(state=TransferState.PROPOSED),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="transfer_takes_two_people",
                condition=~Q(state=TransferState.DONE)
                | Q(~Q(decided_by=F("proposed_by")), decided_by__isnull=False, decided__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.target_id} {self.cents}"

    @property
    def here(self) -> Budget:
        """The budget that it begins in, or of money from outside the one that it goes to (constraint)."""
        found = self.source or self.target
        if found is None:
            raise LookupError("a transfer has an end here")
        return found
