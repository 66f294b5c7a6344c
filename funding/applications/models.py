"""One application for all funds, and its plan: a line per scheme, each with its own decider and state."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import UUID7, Now

from courses.models import Course, Session
from funding.applications.enums import ApplicationState, LineState
from funding.applications.numbers import new_number
from funding.applications.queries import ApplicationQuerySet, PlanLineQuerySet
from funding.budgets.models import Budget
from funding.schemes.models import SchemeVersion
from intake.models import Consent, Profile
from portal.people.models import Fund, User


class Application(models.Model):
    """A learner asks for one course to be paid. A draft belongs to a profile; once sent it is frozen.

    ``calculation`` is what decisions are made on: facts, costs, schemes and areas going in, the assessment coming
    out. The one gives the other again (`manage.py verify_decisions`). With ``course_snapshot`` it is frozen by the
    trigger funding_application_fixed.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    number = models.CharField(
        max_length=12, unique=True, default=new_number, help_text="for people: without 0, O, 1 and I"
    )
    # The profile may be forgotten: what was sent keeps its own copy of the answers; a draft then has no way back.
    profile = models.ForeignKey(Profile, on_delete=models.SET_NULL, null=True, related_name="applications")
    learner = models.ForeignKey(User, on_delete=models.RESTRICT, null=True, related_name="applications")
    # What money was asked for must stay readable: courses are hidden, never deleted.
    course = models.ForeignKey(Course, on_delete=models.RESTRICT, related_name="applications")
    session = models.ForeignKey(Session, on_delete=models.RESTRICT, null=True, related_name="applications")
    state = models.CharField(max_length=10, choices=ApplicationState, default=ApplicationState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    learner_name = models.CharField(max_length=120, blank=True)
    learner_phone = models.CharField(max_length=20, blank=True)
    course_snapshot = models.JSONField(null=True)
    calculation = models.JSONField(null=True, help_text="{inputs, assessment} of funding.check.assessing")
    own_cents = models.BigIntegerField(null=True, help_text="own contribution in the plan that was sent")
    consent = models.ForeignKey(Consent, on_delete=models.RESTRICT, null=True, related_name="applications")
    origin = models.CharField(max_length=255, blank=True, help_text="address of the portal it was sent from, for links")
    created = models.DateTimeField(db_default=Now())
    submitted = models.DateTimeField(null=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-created"]
        constraints = [
            models.CheckConstraint(
                name="sent_application_is_whole",
                condition=Q(state=ApplicationState.DRAFT, submitted__isnull=True)
                | Q(
                    learner__isnull=False,
                    course_snapshot__isnull=False,
                    calculation__isnull=False,
                    own_cents__gte=0,
                    consent__isnull=False,
                    submitted__isnull=False,
                )
                & ~Q(learner_name="")
                & ~Q(state=ApplicationState.DRAFT),
            ),
            models.UniqueConstraint(
                name="one_running_application_per_session",
                fields=["learner", "course", "session"],
                condition=Q(state=ApplicationState.SUBMITTED),
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                name="one_draft_per_course",
                fields=["profile", "course"],
                condition=Q(state=ApplicationState.DRAFT, profile__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def course_as_sent(self) -> dict[str, Any]:
        """The course as it was when this was sent; LookupError for a draft."""
        if self.course_snapshot is None:
            raise LookupError("a draft has no snapshot")
        snapshot: dict[str, Any] = self.course_snapshot
        return snapshot

    @property
    def calculated(self) -> dict[str, Any]:
        """The calculation that decisions rest on; LookupError for a draft."""
        if self.calculation is None:
            raise LookupError("a draft has no calculation")
        calculation: dict[str, Any] = self.calculation
        return calculation


class PlanLine(models.Model):
    """What one scheme pays of one application. ``cents`` is asked; what was granted is in its decision.

    ``parts`` says which costs it pays: [{"kind": "tuition", "cents": 120000}]. The trigger funding_line_states
    refuses every step that funding.applications.states does not have.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="lines")
    scheme_version = models.ForeignKey(SchemeVersion, on_delete=models.RESTRICT, related_name="lines")
    # The decider, repeated from the scheme: access is decided on it in every query.
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="lines")
    budget = models.ForeignKey(Budget, on_delete=models.RESTRICT, null=True, related_name="lines")
    position = models.PositiveSmallIntegerField()
    cents = models.BigIntegerField()
    parts = models.JSONField()
    to_check = models.JSONField(default=list, help_text="criteria that a person must judge, in words")
    state = models.CharField(max_length=20, choices=LineState, default=LineState.PROPOSED)
    version = models.PositiveIntegerField(default=1)
    due = models.DateField(null=True, help_text="last day of the legal term, when there is one")

    objects = PlanLineQuerySet.as_manager()

    class Meta:
        ordering = ["application", "position"]
        constraints = [
            models.UniqueConstraint(fields=["application", "scheme_version"], name="scheme_once_per_application"),
            models.CheckConstraint(name="line_asks_something", condition=Q(cents__gt=0)),
            models.CheckConstraint(
                name="line_decided_here_has_budget",
                condition=Q(state__in=[LineState.PROPOSED, LineState.OUTSIDE]) | Q(budget__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["fund", "state", "due"], name="line_queue")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.scheme_version_id}"
