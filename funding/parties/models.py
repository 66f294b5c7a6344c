"""Asking somebody without an account: an employer, a provider, a fund outside the portal. Answered by a signed link."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from funding.applications.models import Application, PlanLine
from funding.parties.enums import Party
from portal.people.models import User


class InvitationQuerySet[M: models.Model](models.QuerySet[M]):
    def open(self) -> Self:
        """Neither answered nor replaced."""
        return self.filter(answered__isnull=True, ended__isnull=True)

    def to_remind(self, today: date) -> Self:
        """Open ones whose next reminder is due."""
        return self.open().filter(remind_on__lte=today, expires__gte=today)


class Invitation(models.Model):
    """One question to one address. The link in the mail is signed over id and issue (``links``), so nothing of it is
    kept here; a new issue makes the older links void. Answered once; the answer stays as it is.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    party = models.CharField(max_length=10, choices=Party)
    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="invitations")
    # What is asked about one fund's part; an employer answers for the whole application.
    line = models.ForeignKey(PlanLine, on_delete=models.RESTRICT, null=True, related_name="invitations")
    email = models.EmailField(max_length=254, blank=True, help_text="empty: it came to nothing, long ago")
    invited_by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    issue = models.PositiveSmallIntegerField(default=1)
    sent = models.DateTimeField(db_default=Now())
    expires = models.DateField()
    remind_on = models.DateField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    ended = models.DateTimeField(null=True, help_text="taken back: another address took its place")
    #: Of an opinion: {"question", "shown"}; what is shown stays what it was when it was asked.
    asked = models.JSONField(null=True)
    answer = models.JSONField(null=True)
    answered = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["sent"]
        constraints = [
            models.UniqueConstraint(
                name="one_open_invitation_per_party",
                fields=["party", "application", "line"],
                condition=Q(answered__isnull=True, ended__isnull=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="invitation_has_its_address_until_its_end",
                condition=~Q(email="") | Q(answered__isnull=True, ended__isnull=False),
            ),
            models.CheckConstraint(
                name="answered_invitation_has_its_answer",
                condition=Q(answered__isnull=True, answer__isnull=True)
                | Q(answered__isnull=False, answer__isnull=False, ended__isnull=True),
            ),
            models.CheckConstraint(
                name="opinion_says_what_is_asked",
                condition=Q(party=Party.OPINION, asked__isnull=False, line__isnull=False)
                | ~Q(party=Party.OPINION) & Q(asked__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.application_id}"

    @property
    def told(self) -> dict[str, Any]:
        """The answer; empty before it came."""
        return self.answer or {}


class ProposalAnswer(models.Model):
    """What the learner says to another start or price that a provider proposed; never changed (trigger)."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    invitation = models.OneToOneField(Invitation, on_delete=models.RESTRICT, related_name="learner_answer")
    accepted = models.BooleanField()
    by = models.ForeignKey(User, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.accepted}"
