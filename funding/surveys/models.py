"""Two questions to a learner, three and twelve months after the course."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from funding.applications.models import Application
from funding.surveys.enums import Outcome

#: Months after the end of the course on which is asked.
MONTHS = (3, 12)


class Survey(models.Model):
    """What was asked about one application, and answered: did it work out, and is help wanted.

    ``stopped``: the learner does not want to be asked again. Answers are counted, never shown by name.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="surveys")
    months = models.PositiveSmallIntegerField()
    asked = models.DateTimeField(db_default=Now())
    answered = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    wants_help = models.BooleanField(default=False)
    stopped = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "months"], name="survey_asked_once"),
            models.CheckConstraint(name="survey_is_after_3_or_12_months", condition=Q(months__in=MONTHS)),
            models.CheckConstraint(
                name="survey_answered_has_outcome",
                condition=Q(answered__isnull=True, outcome="") | (Q(answered__isnull=False) & ~Q(outcome="")),
            ),
        ]
        indexes = [models.Index(fields=["asked"], name="survey_by_age")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.months}"
