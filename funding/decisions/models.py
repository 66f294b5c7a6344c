"""Decisions and their preparation. Rows are only ever added (triggers); a correction is a new row."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from funding.applications.enums import Verdict
from funding.applications.models import PlanLine
from portal.people.models import User


class Preparation(models.Model):
    """What a fund administrator found about one line: final up to the fund's limit, else a proposal."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    line = models.ForeignKey(PlanLine, on_delete=models.RESTRICT, related_name="preparations")
    verdict = models.CharField(max_length=10, choices=Verdict)
    cents = models.BigIntegerField(help_text="granted; 0 for a refusal")
    reasons = models.TextField(help_text="Awb 3:46: the decision rests on reasons, and states them (3:47)")
    # Staff who prepared or decided stay known for as long as the decision is.
    prepared_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                name="preparation_amount_fits_verdict",
                condition=Q(verdict=Verdict.GRANT, cents__gt=0) | Q(verdict=Verdict.REFUSE, cents=0),
            ),
            models.CheckConstraint(name="preparation_has_reasons", condition=~Q(reasons="")),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.cents}"


class Decision(models.Model):
    """The decision on one line. Who prepared it and the limit stand in the row, so the row itself proves four eyes."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    line = models.OneToOneField(PlanLine, on_delete=models.RESTRICT, related_name="decision")
    preparation = models.OneToOneField(Preparation, on_delete=models.RESTRICT, related_name="decision")
    verdict = models.CharField(max_length=10, choices=Verdict)
    asked_cents = models.BigIntegerField()
    cents = models.BigIntegerField(help_text="granted; 0 for a refusal")
    reasons = models.TextField()
    limit_cents = models.BigIntegerField(help_text="what one person might decide alone at that moment")
    prepared_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    decided_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())

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
                | Q(verdict=Verdict.REFUSE, cents=0),
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
