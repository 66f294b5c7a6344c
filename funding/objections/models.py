"""Objections: a learner does not agree with a decision, and the fund decides again (Awb chapters 6 and 7)."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from funding.decisions.models import Decision
from funding.objections.enums import ObjectionState
from portal.people.models import User


class Objection(models.Model):
    """One objection against one decision; what the learner wrote stays as it is.

    ``in_time`` is judged on receipt (Awb 6:7, 6:8); a late one is received all the same, and the fund judges whether
    there was a good reason (6:11). ``due`` is the last day to decide on it (7:10).
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.RESTRICT, related_name="objections")
    text = models.TextField()
    received = models.DateTimeField(db_default=Now())
    in_time = models.BooleanField()
    due = models.DateField()
    state = models.CharField(max_length=10, choices=ObjectionState, default=ObjectionState.RECEIVED)
    hearing_on = models.DateTimeField(null=True)
    hearing_note = models.TextField(blank=True, help_text="what was said, or why nobody was heard (Awb 7:3)")
    # Who looks at it; never who decided before (Awb 10:3 lid 3).
    handler = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        ordering = ["due", "received"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_objection_per_decision",
                fields=["decision"],
                condition=~Q(state=ObjectionState.DECIDED) & ~Q(state=ObjectionState.WITHDRAWN),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.received}"
