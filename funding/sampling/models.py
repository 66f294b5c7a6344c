"""Looking at granted lines again, drawn by lot: proof is asked, the learner is heard, and a consequence follows."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from funding.applications.models import PlanLine
from funding.sampling.enums import Outcome
from portal.people.models import Fund, User


class SampleDraw(models.Model):
    """A draw from what a fund granted in a period. ``population`` (ids, sorted) and ``seed`` give the same lines again.

    Never changed (trigger): who doubts the draw can do it again.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="draws")
    period = DateRangeField(help_text="days of the decisions that it was drawn from")
    size = models.PositiveIntegerField()
    seed = models.CharField(max_length=40)
    population = models.JSONField()
    drawn_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-at"]
        constraints = [models.CheckConstraint(name="draw_takes_somebody", condition=Q(size__gt=0))]

    def __str__(self) -> str:
        return f"{self.fund_id} {self.seed}"


class SampleCase(models.Model):
    """One drawn line. Who is asked gets a term; nobody gets less without a chance to be heard (Awb 4:8).

    ``cents`` is the amount that stays. Above the fund's limit (``limit_cents`` then) a second person agrees.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    draw = models.ForeignKey(SampleDraw, on_delete=models.RESTRICT, related_name="cases")
    line = models.OneToOneField(PlanLine, on_delete=models.RESTRICT, related_name="sample")
    question = models.TextField(blank=True)
    asked = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    until = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered = models.DateTimeField(null=True)
    heard_on = models.DateField(null=True)
    hearing_note = models.TextField(blank=True)
    outcome = models.CharField(max_length=6, choices=Outcome, blank=True)
    cents = models.BigIntegerField(null=True)
    reasons = models.TextField(blank=True)
    limit_cents = models.BigIntegerField(null=True)
    concluded_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    approved_by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    done = models.DateTimeField(null=True)

    class Meta:
        ordering = ["done", "until", "id"]
        constraints = [
            models.CheckConstraint(
                name="who_gets_less_was_asked_and_could_be_heard",
                condition=~Q(outcome=Outcome.LOWER)
                | Q(asked__isnull=False, cents__gte=0) & ~Q(hearing_note="") & ~Q(reasons=""),
            ),
            models.CheckConstraint(
                name="outcome_of_a_sample_is_somebodys",
                condition=Q(outcome="", concluded_by__isnull=True) | ~Q(outcome="") & Q(concluded_by__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_approves_their_own_sample",
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("concluded_by")),
            ),
            models.CheckConstraint(
                name="done_sample_has_its_outcome",
                condition=Q(done__isnull=True) | ~Q(outcome=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draw_id} {self.line_id}"
