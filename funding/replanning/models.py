"""A plan that was made again after a refusal, or when money was gone."""

from django.db import models
from django.db.models.functions import UUID7, Now

from funding.applications.models import Application
from intake.profile.models import Consent


class Replan(models.Model):
    """The calculation behind the lines of one later round. Append-only; the first round stands in the application.

    ``calculation`` is an assessment over what is left: the costs without what stays, the schemes without what was
    refused, decided or in conflict with what stays.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="replans")
    round = models.PositiveSmallIntegerField()
    calculation = models.JSONField()
    own_cents = models.BigIntegerField()
    # Funds that did not read the application before decide on these lines: the learner said that they may.
    consent = models.ForeignKey(Consent, on_delete=models.RESTRICT, null=True, related_name="replans")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["round"]
        constraints = [models.UniqueConstraint(fields=["application", "round"], name="replan_once_per_round")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.round}"
