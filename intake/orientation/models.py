"""What somebody found out about themselves and asked us to keep."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from intake.orientation.directions import Answers
from intake.profile.models import Consent, Profile


class Orientation(models.Model):
    """The answers of one person on what they like, can and want. Kept only by consent; withdrawn, it is deleted."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # Who is forgotten is forgotten wholly.
    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="orientation")
    answers = models.JSONField(help_text="as intake.orientation.directions.Answers reads it")
    consent = models.ForeignKey(Consent, on_delete=models.RESTRICT, related_name="+")
    kept = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(name="orientation_holds_answers", condition=~Q(answers={})),
        ]

    def __str__(self) -> str:
        return f"oriëntatie {self.pk}"

    @property
    def told(self) -> Answers:
        return Answers.of(self.answers)
