"""When one can walk in at a team without an appointment, and who wants to be called back."""

from datetime import datetime, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DecimalRangeField
from django.contrib.postgres.fields.ranges import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import UUID7, Now
from django.utils import timezone

from intake.agenda.enums import Language
from intake.agenda.kinds import AppointmentKind
from intake.agenda.models import Adviser, Team
from intake.profile.models import Consent
from intake.teams.enums import CallOutcome, PartOfDay
from intake.teams.queries import CallBackQuerySet

#: After the question, or the last time that nobody answered: who waits longer no longer waits for us.
KEPT_WAITING = timedelta(days=90)
#: So long before, the list of the team says that somebody will be erased: there is no address to tell them.
SHOWN_AHEAD = timedelta(days=30)


def seconds_of(field: str) -> Func:
    """Seconds since midnight: PostgreSQL has no range of times of day."""
    return Func(F(field), template="EXTRACT(EPOCH FROM %(expressions)s)")


class WalkInHours(models.Model):
    """When people can come in at a place of a team without an appointment, on one weekday (ISO: Monday is 1)."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="walk_in_hours")
    weekday = models.PositiveSmallIntegerField()
    start = models.TimeField()
    end = models.TimeField()
    place = models.CharField(max_length=200, blank=True, help_text="empty: at the team's own address")

    class Meta:
        ordering = ["weekday", "start", "pk"]
        verbose_name_plural = "walk-in hours"
        constraints = [
            models.CheckConstraint(name="walk_in_on_a_weekday", condition=Q(weekday__gte=1, weekday__lte=7)),
            models.CheckConstraint(name="walk_in_ends_after_start", condition=Q(end__gt=F("start"))),
            ExclusionConstraint(
                name="walk_in_told_once",
                expressions=[
                    ("team", RangeOperators.EQUAL),
                    ("place", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (
                        Func(
                            seconds_of("start"),
                            seconds_of("end"),
                            function="numrange",
                            output_field=DecimalRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.start:%H:%M}-{self.end:%H:%M}"


class CallBack(models.Model):
    """Somebody who left a telephone number to be called by a team. Wiped in time, done or not (``forget_calls``)."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    kind = models.ForeignKey(AppointmentKind, on_delete=models.RESTRICT, related_name="call_backs")
    name = models.CharField(max_length=120)
    phone = models.CharField(max_length=20)
    part_of_day = models.CharField(max_length=10, choices=PartOfDay, default=PartOfDay.ANY)
    talk_language = models.CharField(max_length=2, choices=Language, default=Language.DUTCH)
    hope = models.CharField(max_length=500, blank=True)
    consent = models.ForeignKey(Consent, on_delete=models.RESTRICT, related_name="+")
    created = models.DateTimeField(db_default=Now())
    outcome = models.CharField(max_length=10, choices=CallOutcome, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="how often nobody answered")
    called_by = models.ForeignKey(Adviser, on_delete=models.RESTRICT, null=True, related_name="+")
    called = models.DateTimeField(null=True, help_text="the last time that it was tried")
    request_key = models.CharField(max_length=64, unique=True, help_text="of the form: sent twice, kept once")

    objects = CallBackQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["created"], condition=Q(outcome=""), name="call_back_waiting")]
        constraints = [
            models.CheckConstraint(name="call_back_has_number", condition=~Q(phone="")),
            models.CheckConstraint(name="call_back_outcome_known", condition=Q(outcome__in=["", *CallOutcome.values])),
            models.CheckConstraint(name="call_back_part_known", condition=Q(part_of_day__in=PartOfDay.values)),
            models.CheckConstraint(
                name="call_back_called_by_somebody",
                condition=Q(outcome="") | Q(called_by__isnull=False, called__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"terugbelverzoek {self.pk}"

    @property
    def goes_on(self) -> datetime | None:
        """When somebody whom nobody reached is erased; None while that is not soon."""
        until: datetime = (self.called or self.created) + KEPT_WAITING
        return until if not self.outcome and until - SHOWN_AHEAD <= timezone.now() else None
