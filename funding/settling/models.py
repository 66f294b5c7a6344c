"""After a grant: the start, the evidence, the amount that is fixed on it, and what has to come back."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from funding.applications.models import PlanLine
from portal.people.models import User


class FollowUp(models.Model):
    """What a granted line still owes: a start that somebody saw, and evidence by a day."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    line = models.OneToOneField(PlanLine, on_delete=models.RESTRICT, related_name="follow_up")
    started_on = models.DateField(null=True)
    start_checked_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    evidence_due = models.DateField(null=True)
    reminded_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.line_id}"


class Settlement(models.Model):
    """The amount that is fixed on evidence (Awb 4:42, 4:46): at most what was granted. Above the limit two people.

    A proposal while ``decided_by`` is empty; final after that (trigger).
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    line = models.OneToOneField(PlanLine, on_delete=models.RESTRICT, related_name="settlement")
    granted_cents = models.BigIntegerField()
    cents = models.BigIntegerField()
    reasons = models.TextField()
    limit_cents = models.BigIntegerField(help_text="what one person might decide alone at that moment")
    prepared_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())
    decided = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="settled_at_most_what_was_granted", condition=Q(cents__gte=0, cents__lte=F("granted_cents"))
            ),
            models.CheckConstraint(
                name="nobody_settles_alone_above_the_limit",
                condition=Q(decided_by__isnull=True)
                | Q(granted_cents__lte=F("limit_cents"))
                | ~Q(prepared_by=F("decided_by")),
            ),
            models.CheckConstraint(name="settlement_has_reasons", condition=~Q(reasons="")),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.cents}"


class Recovery(models.Model):
    """Money that was paid and has to come back (Awb 4:57), in one or more instalments."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    line = models.OneToOneField(PlanLine, on_delete=models.RESTRICT, related_name="recovery")
    cents = models.BigIntegerField()
    by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.CheckConstraint(name="recovery_is_of_something", condition=Q(cents__gt=0))]

    def __str__(self) -> str:
        return f"{self.line_id} {self.cents}"


class Instalment(models.Model):
    """One part of a recovery; received once."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    recovery = models.ForeignKey(Recovery, on_delete=models.RESTRICT, related_name="instalments")
    number = models.PositiveSmallIntegerField()
    due = models.DateField()
    cents = models.BigIntegerField()
    received = models.DateField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["recovery", "number"], name="instalment_number_once"),
            models.CheckConstraint(name="instalment_is_of_something", condition=Q(cents__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.recovery_id} {self.number}"
