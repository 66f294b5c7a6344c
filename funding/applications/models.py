"""One application for all funds, and its plan: a line per scheme, each with its own decider and state."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now, Upper

from courses.models import Course, Session
from funding.applications.enums import ApplicationState, LineState
from funding.applications.numbers import new_number
from funding.applications.queries import ApplicationQuerySet, PlanLineQuerySet
from funding.applications.states import ELSEWHERE, PROMISED, RUNNING
from funding.budgets.models import Budget, Earmark
from funding.schemes.models import SchemeVersion
from intake.models import Consent, Profile
from portal.people.models import Fund, User

if TYPE_CHECKING:
    from funding.decisions.models import Decision


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
    state = models.CharField(max_length=20, choices=ApplicationState, default=ApplicationState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    learner_name = models.CharField(max_length=120, blank=True)
    learner_phone = models.CharField(max_length=20, blank=True)
    course_snapshot = models.JSONField(null=True)
    calculation = models.JSONField(null=True, help_text="{inputs, assessment} of funding.check.assessing")
    own_cents = models.BigIntegerField(null=True, help_text="own contribution in the plan that was sent")
    consent = models.ForeignKey(Consent, on_delete=models.RESTRICT, null=True, related_name="applications")
    origin = models.CharField(max_length=255, blank=True, help_text="address of the portal it was sent from, for links")
    waits = models.BooleanField(default=False, help_text="goes on the waiting list of a budget that is full")
    left_out = models.JSONField(default=list, help_text="slugs of schemes that the learner leaves out of the plan")
    insists = models.JSONField(default=list, help_text="slugs of schemes that are asked although the check says no")
    created = models.DateTimeField(db_default=Now())
    told_of_erasing = models.DateTimeField(null=True, help_text="of a draft: when its learner was told that it goes")
    submitted = models.DateTimeField(null=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-created"]
        indexes = [
            # Whether somebody of this name asked for this course too: at an opening thousands ask for one course.
            models.Index(
                "course",
                Upper("learner_name"),
                name="application_alike",
                condition=Q(state__in=sorted(RUNNING)),
            ),
        ]
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
                condition=Q(state__in=sorted(RUNNING)),
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


class ForgottenDrafts(models.Model):
    """How many drafts were erased that nobody came back to, by the month in which they were begun and the region that
    was told: numbers for steering, after the drafts went. Written by ``forgetting`` alone.
    """

    month = models.DateField()
    region = models.CharField(max_length=60, blank=True, help_text="slug; empty: no place was told")
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "region"], name="forgotten_drafts_counted_in_one_place")
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.region} {self.number}"


class PlanLine(models.Model):
    """What one scheme pays of one application. ``cents`` is asked, ``granted_cents`` what was decided last.

    ``parts`` says which costs it pays: [{"kind": "tuition", "cents": 120000}]. ``round`` is the plan it belongs to: the
    first, or one that was made again after a refusal. The trigger funding_line_states refuses every step that
    funding.applications.states does not have, and keeps what was asked.

    The clock: ``term_end`` is the day on which the law's term ends, ``due`` that day or the first working day after
    it; both stand still while ``suspended_on`` is set.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    application = models.ForeignKey(Application, on_delete=models.RESTRICT, related_name="lines")
    scheme_version = models.ForeignKey(SchemeVersion, on_delete=models.RESTRICT, related_name="lines")
    # The decider, repeated from the scheme: access is decided on it in every query.
    fund = models.ForeignKey(Fund, on_delete=models.RESTRICT, related_name="lines")
    budget = models.ForeignKey(Budget, on_delete=models.RESTRICT, null=True, related_name="lines")
    # Whose part of the budget it draws on first; fixed when the plan is sent.
    earmark = models.ForeignKey(Earmark, on_delete=models.RESTRICT, null=True, related_name="lines")
    # A scheme may get another name later; who asked and who decided did so under this one.
    scheme_name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    cents = models.BigIntegerField()
    parts = models.JSONField()
    insisted = models.BooleanField(default=False, help_text="asked although the check says no; not in the calculation")
    to_check = models.JSONField(default=list, help_text="criteria that a person must judge, in words")
    state = models.CharField(max_length=20, choices=LineState, default=LineState.PROPOSED)
    version = models.PositiveIntegerField(default=1)
    round = models.PositiveSmallIntegerField(default=1)
    granted_cents = models.BigIntegerField(null=True, help_text="of the last decision; 0 when refused")
    settled_cents = models.BigIntegerField(null=True, help_text="fixed on evidence, at most what was granted")
    complete_at = models.DateTimeField(null=True, help_text="order of receipt: when nothing was missing any more")
    lot = models.BigIntegerField(null=True, help_text="drawn at that moment, for budgets that draw lots")
    # Who looks at it now; a decision keeps its own people.
    assessor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    term_starts = models.DateField(null=True)
    term_end = models.DateField(null=True)
    due = models.DateField(null=True, help_text="last day of the legal term, when there is one")
    suspended_on = models.DateField(null=True, help_text="the clock stands still since this day (Awb 4:15)")
    extended_on = models.DateField(null=True, help_text="the day on which the term was made longer, once (Awb 4:14)")
    warned = models.PositiveSmallIntegerField(default=0, help_text="percent of the term last warned about")

    objects = PlanLineQuerySet.as_manager()

    class Meta:
        ordering = ["application", "position"]
        constraints = [
            models.UniqueConstraint(fields=["application", "scheme_version", "round"], name="scheme_once_per_plan"),
            models.CheckConstraint(name="line_asks_something", condition=Q(cents__gt=0)),
            models.CheckConstraint(
                name="line_decided_here_has_budget",
                condition=Q(state__in=[LineState.PROPOSED, LineState.WITHDRAWN, *sorted(ELSEWHERE)])
                | Q(budget__isnull=False),
            ),
            models.CheckConstraint(
                name="line_promises_at_most_what_was_asked",
                condition=Q(granted_cents__isnull=True) | Q(granted_cents__gte=0, granted_cents__lte=F("cents")),
            ),
            models.CheckConstraint(
                name="line_promise_has_its_amount",
                condition=~Q(state__in=sorted(PROMISED)) | Q(granted_cents__gt=0),
            ),
            models.CheckConstraint(
                name="line_settled_within_promise",
                condition=Q(settled_cents__isnull=True)
                | Q(settled_cents__gte=0, settled_cents__lte=F("granted_cents")),
            ),
        ]
        indexes = [
            models.Index(fields=["fund", "state", "due"], name="line_queue"),
            models.Index(fields=["budget", "complete_at"], name="line_waiting", condition=Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.scheme_version_id}"

    @property
    def only_advance_paid(self) -> bool:
        """What was paid is an advance: the rest comes once the amount is fixed (Awb 4:95). It comes with its fund."""
        return self.state == LineState.PAID and self.settled_cents is None and self.fund.advance_percent < 100

    @property
    def decision(self) -> "Decision | None":
        """The decision that counts now: the last one; None before the first. Prefetch "decisions" for lists."""
        found = list(self.decisions.all())
        return found[-1] if found else None
