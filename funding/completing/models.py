"""What a fund asked of a learner to complete an application (Awb 4:5), and what came of it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from funding.applications.models import PlanLine
from portal.people.models import User


class CompletionRequestQuerySet[M: models.Model](models.QuerySet[M]):
    def open(self) -> Self:
        """What somebody still waits for."""
        return self.filter(answered__isnull=True, lapsed__isnull=True)


class CompletionRequest(models.Model):
    """One question of a fund about one line, with the last day to answer. Answered once, or its time is up."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    line = models.ForeignKey(PlanLine, on_delete=models.RESTRICT, related_name="requests")
    question = models.TextField()
    until = models.DateField()
    # Staff who asked stay known for as long as the question is.
    asked_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    answer = models.TextField(blank=True)
    answered = models.DateTimeField(null=True)
    reminded = models.DateTimeField(null=True)
    lapsed = models.DateTimeField(null=True, help_text="the term passed without an answer (Awb 4:15)")

    objects = CompletionRequestQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_request_per_line",
                fields=["line"],
                condition=Q(answered__isnull=True, lapsed__isnull=True),
            ),
            models.CheckConstraint(
                name="request_ends_one_way", condition=Q(answered__isnull=True) | Q(lapsed__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} {self.until}"

    @property
    def is_open(self) -> bool:
        """Somebody still waits for the answer."""
        return self.answered is None and self.lapsed is None
