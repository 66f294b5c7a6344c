"""Checks as tasks: what somebody, or a source, has to look at before a line can be granted."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from funding.applications.models import PlanLine
from funding.checks.enums import CheckKind, CheckState
from portal.people.models import User


class Check(models.Model):
    """One thing to look at on one line. ``by`` is empty where a source answered, not a person."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    line = models.ForeignKey(PlanLine, on_delete=models.RESTRICT, related_name="checks")
    kind = models.CharField(max_length=12, choices=CheckKind)
    label = models.CharField(max_length=400)
    state = models.CharField(max_length=8, choices=CheckState, default=CheckState.OPEN)
    by = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["line", "kind", "label"], name="check_once_per_line"),
            models.CheckConstraint(
                name="open_check_has_nobody", condition=~Q(state=CheckState.OPEN) | Q(by__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def kind_of_status(self) -> str:
        """For the component "status"."""
        return {CheckState.OPEN: "todo", CheckState.MET: "done"}.get(CheckState(self.state), "problem")
