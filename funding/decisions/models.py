"""Decisions and their preparation. Rows are only ever added (triggers); a correction is a new row."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from funding.applications.enums import Verdict
from funding.applications.models import PlanLine
from funding.decisions.enums import DecisionKind
from portal.people.models import User


class Preparation(models.Model):
    """What a fund administrator found about one line: final up to the fund's limit, else a proposal."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    line = models.ForeignKey(PlanLine, on_delete=models.RESTRICT, related_name="preparations")
    verdict = models.CharField(max_length=10, choices=Verdict)
    cents = models.BigIntegerField(help_text="granted; 0 for a refusal")
    reasons = models.TextField(help_text="Awb 3:46: the decision rests on reasons, and states them (3:47)")
    fixed_cents = models.BigIntegerField(null=True, help_text="to what the fixed amount goes up, after an objection")
    hardship = models.BooleanField(default=False, help_text="the hardship clause is used; the reasons say why")
    # The objection that this is found on; empty for what is found on the application itself.
    objection = models.ForeignKey(
        "funding.Objection", on_delete=models.RESTRICT, null=True, related_name="preparations"
    )
    # The decision that it would take the place of, when the fund puts its own decision right (Awb 4:48).
    corrects = models.ForeignKey("funding.Decision", on_delete=models.RESTRICT, null=True, related_name="+")
    # Staff who prepared or decided stay known for as long as the decision is.
    prepared_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                name="preparation_amount_fits_verdict",
                condition=Q(verdict=Verdict.GRANT, cents__gt=0) | (~Q(verdict=Verdict.GRANT) & Q(cents=0)),
            ),
            models.CheckConstraint(name="preparation_has_reasons", condition=~Q(reasons="")),
            models.CheckConstraint(
                name="preparation_is_of_one_kind", condition=Q(corrects__isnull=True) | Q(objection__isnull=True)
            ),
            models.CheckConstraint(
                name="preparation_fixes_within_grant",
                condition=Q(fixed_cents__isnull=True)
                | Q(fixed_cents__gt=0, fixed_cents__lte=F("cents"), objection__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.cents}"


class DecisionQuerySet[M: models.Model](models.QuerySet[M]):
    def more_than_before(self) -> Self:
        """Those that promise money which was not promised before: a grant, or more of it, or a higher fixed amount."""
        first = Q(corrects=None, cents__gt=0)
        return self.filter(first | Q(cents__gt=F("corrects__cents")) | Q(fixed_cents__isnull=False))


class Decision(models.Model):
    """A decision on one line. Who prepared it and the limit stand in the row, so the row itself proves four eyes.

    A later one (after an objection, or a correction) is a new row that points back in ``corrects``: each is corrected
    at most once, so they form one chain and the last one counts.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    line = models.ForeignKey(PlanLine, on_delete=models.RESTRICT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=DecisionKind, default=DecisionKind.FIRST)
    corrects = models.OneToOneField("self", on_delete=models.RESTRICT, null=True, related_name="corrected_by")
    preparation = models.OneToOneField(Preparation, on_delete=models.RESTRICT, related_name="decision")
    verdict = models.CharField(max_length=10, choices=Verdict)
    asked_cents = models.BigIntegerField()
    cents = models.BigIntegerField(help_text="granted; 0 for a refusal")
    fixed_cents = models.BigIntegerField(null=True, help_text="to what the fixed amount goes up, after an objection")
    reasons = models.TextField()
    hardship = models.BooleanField(default=False)
    limit_cents = models.BigIntegerField(help_text="what one person might decide alone at that moment")
    prepared_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                name="nobody_decides_alone_above_the_limit",
                condition=Q(asked_cents__lte=F("limit_cents")) | ~Q(prepared_by=F("decided_by")),
            ),
            models.CheckConstraint(
                name="decision_amount_fits_verdict",
                condition=Q(verdict=Verdict.GRANT, cents__gt=0, cents__lte=F("asked_cents"))
                | (~Q(verdict=Verdict.GRANT) & Q(cents=0)),
            ),
            models.CheckConstraint(
                name="decision_fixes_within_grant",
                condition=Q(fixed_cents__isnull=True)
                | Q(fixed_cents__gt=0, fixed_cents__lte=F("cents"), kind=DecisionKind.OBJECTION),
            ),
            models.CheckConstraint(
                name="correction_takes_two_people",
                condition=~Q(kind=DecisionKind.CORRECTION) | ~Q(prepared_by=F("decided_by")),
            ),
            models.UniqueConstraint(
                name="one_first_decision_per_line", fields=["line"], condition=Q(corrects__isnull=True)
            ),
            models.CheckConstraint(
                name="later_decision_points_back",
                condition=Q(kind=DecisionKind.FIRST, corrects__isnull=True)
                | (~Q(kind=DecisionKind.FIRST) & Q(corrects__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.cents}"


class Returned(models.Model):
    """An approver sent a preparation back, with the reason."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    preparation = models.OneToOneField(Preparation, on_delete=models.RESTRICT, related_name="returned")
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.preparation_id}"
