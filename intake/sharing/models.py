"""A result that somebody shares with the advisers of one team, as long as they agree to that."""

from datetime import date, datetime

from django.db import models
from django.db.models.functions import UUID7, Now

from courses.models import Course
from intake.agenda.models import Team
from intake.profile.models import Consent, Profile
from intake.sharing.queries import KEPT, SharedResultQuerySet


class SharedResult(models.Model):
    """What a check said to somebody, in Dutch words and as it was that day, for the advisers of ``team``.

    Withdrawing the consent removes the row; the consent itself stays, as the proof of what was agreed and when it
    ended. ``result`` is what funding says of it (funding.sharing.frozen); this package shows it and knows no scheme.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # Who is forgotten shares nothing any more.
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="shared_results")
    team = models.ForeignKey(Team, on_delete=models.RESTRICT, related_name="shared_results")
    # As with answers about a course: courses go out of sight, never away.
    course = models.ForeignKey(Course, on_delete=models.RESTRICT, null=True, related_name="+")
    consent = models.OneToOneField(Consent, on_delete=models.RESTRICT, related_name="shared_result")
    name = models.CharField(max_length=120, help_text="as the person wants to be called by the adviser")
    email = models.EmailField(max_length=254, blank=True, help_text="where an adviser may write, if the person says so")
    offered = models.DateTimeField(null=True, help_text="when an adviser offered a talk last")
    result = models.JSONField(help_text="title, sentence, money, groups of schemes and answers, in Dutch")
    shared = models.DateTimeField(db_default=Now())
    read = models.DateTimeField(null=True, help_text="when an adviser first opened it")

    objects = SharedResultQuerySet.as_manager()

    class Meta:
        ordering = ["-shared", "-id"]
        constraints = [
            # A newer result about the same course takes the place of the older one (intake.sharing.actions.share).
            models.UniqueConstraint(
                fields=["profile", "team", "course"], name="result_shared_once_per_team", nulls_distinct=False
            ),
            models.CheckConstraint(name="shared_result_has_a_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return f"gedeelde uitkomst {self.pk}"

    @property
    def starts(self) -> date | None:
        """The first day of the start that was chosen."""
        text = self.result.get("starts")
        return date.fromisoformat(text) if text else None

    @property
    def until(self) -> datetime:
        """The moment from which it is no longer shared, if nobody ends it before."""
        return self.shared + KEPT
