"""Letters as they were sent: kept whole, never made again."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from funding.applications.models import PlanLine
from funding.decisions.models import Decision
from funding.letters.enums import LetterKind


class Letter(models.Model):
    """One decision letter. ``html`` is the body between header and footer, frozen at the moment of writing."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    line = models.ForeignKey(PlanLine, on_delete=models.RESTRICT, related_name="letters")
    kind = models.CharField(max_length=20, choices=LetterKind, default=LetterKind.DECISION)
    decision = models.OneToOneField(Decision, on_delete=models.RESTRICT, null=True, related_name="letter")
    subject = models.CharField(max_length=200)
    html = models.TextField()
    digest = models.CharField(max_length=64, help_text="sha256 of html")
    written = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-written"]
        constraints = [
            models.CheckConstraint(
                name="decision_letter_has_its_decision",
                condition=Q(kind=LetterKind.DECISION, decision__isnull=False)
                | (~Q(kind=LetterKind.DECISION) & Q(decision__isnull=True)),
            )
        ]

    def __str__(self) -> str:
        return self.subject
