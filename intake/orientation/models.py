"""What somebody found out about themselves and asked us to keep."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from intake.orientation.directions import Answers
from intake.profile.models import Consent, Profile


class OccupationInterest(models.Model):
    """The interest scores of one of our occupations, from a published list. All come from one file, loaded at once."""

    key = models.SlugField(max_length=40, unique=True, help_text="of intake.orientation.occupations")
    scores = models.JSONField(help_text='{"R": 6.5, ...}: six scores from 1 to 7')
    source = models.CharField(max_length=60, help_text="the release, as people read it: O*NET 30.1")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="six_interest_scores", condition=Q(scores__has_keys=["R", "I", "A", "S", "E", "C"])
            ),
            models.CheckConstraint(name="interest_scores_have_a_source", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return self.key


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
