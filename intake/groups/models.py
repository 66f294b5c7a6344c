"""Workshops and other meetings of a team with more people at once, and who has a seat."""

from datetime import datetime

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.fields.ranges import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Lower, Now

from intake.agenda.models import Adviser, Team
from intake.groups.enums import TAKING_PART, SeatStatus
from intake.groups.queries import GroupSessionQuerySet, SeatQuerySet
from intake.profile.models import Consent

MOST_SEATS = 500


class GroupSession(models.Model):
    """One meeting. ``taken`` counts its seats is written by groups.actions only and held by the database."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    team = models.ForeignKey(Team, on_delete=models.RESTRICT, related_name="group_sessions")
    leader = models.ForeignKey(Adviser, on_delete=models.RESTRICT, null=True, related_name="group_sessions")
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=1000, blank=True, help_text="what it is, for whom; in Dutch")
    period = DateTimeRangeField()
    place = models.CharField(max_length=200, help_text="where it is; for an online one, how people get the link")
    seats = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    change_hours = models.PositiveSmallIntegerField(default=2, help_text="until so many hours before one can leave it")
    cancelled = models.DateTimeField(null=True)
    created = models.DateTimeField(db_default=Now())

    objects = GroupSessionQuerySet.as_manager()

    class Meta:
        ordering = ["period", "pk"]
        constraints = [
            models.CheckConstraint(name="group_never_over_its_seats", condition=Q(taken__lte=F("seats"))),
            models.CheckConstraint(name="group_has_seats", condition=Q(seats__gte=1, seats__lte=MOST_SEATS)),
            models.CheckConstraint(
                name="group_has_begin_and_end",
                condition=Q(period__startswith__isnull=False, period__endswith__isnull=False, period__isempty=False),
            ),
            ExclusionConstraint(
                name="leader_once_at_a_time",
                expressions=[("leader", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(cancelled=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def start(self) -> datetime:
        return self.period.lower  # type: ignore[no-any-return]

    @property
    def end(self) -> datetime:
        return self.period.upper  # type: ignore[no-any-return]

    @property
    def free(self) -> int:
        return self.seats - self.taken


class Seat(models.Model):
    """Somebody who takes part in a meeting, waits for a seat, or did. Who holds ``token`` may see and change it."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    session = models.ForeignKey(GroupSession, on_delete=models.RESTRICT, related_name="people")
    status = models.CharField(max_length=10, choices=SeatStatus)
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, default="nl", help_text="of the mails about it")
    origin = models.CharField(max_length=255, help_text="address of the portal it was made on, for links in mails")
    consent = models.ForeignKey(Consent, on_delete=models.RESTRICT, related_name="+")
    token = models.CharField(max_length=64, unique=True, help_text="192 random bits")
    request_key = models.CharField(max_length=64, unique=True, help_text="of the form: sent twice, one seat")
    sequence = models.PositiveIntegerField(default=0, help_text="iCalendar: goes up with every change")
    offered_until = models.DateTimeField(null=True)
    reminded = models.DateTimeField(null=True)
    created = models.DateTimeField(db_default=Now())

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["created", "pk"]
        constraints = [
            models.UniqueConstraint(
                "session", Lower("email"), name="one_seat_per_address", condition=Q(status__in=TAKING_PART)
            ),
            models.CheckConstraint(name="seat_status_known", condition=Q(status__in=SeatStatus.values)),
            models.CheckConstraint(
                name="offered_seat_has_a_term", condition=~Q(status=SeatStatus.OFFERED) | Q(offered_until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"plek {self.pk}"

    @property
    def takes_part(self) -> bool:
        return self.status in TAKING_PART

    @property
    def uid(self) -> str:
        return f"{self.pk}@doorleren"
