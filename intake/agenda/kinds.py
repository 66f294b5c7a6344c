"""Kinds of appointment: what a team offers, how long it takes, and who may book it."""

from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from intake.agenda.enums import AppointmentStatus, Audience, Mode
from intake.agenda.queries import KindQuerySet
from intake.agenda.slots import Rules

SHORTEST, LONGEST = timedelta(minutes=15), timedelta(hours=4)
LONGEST_PAUSE_MINUTES = 120
FURTHEST_DAYS = 366


class AppointmentKind(models.Model):
    """A kind of talk that one team offers. Its texts are the team's own, in Dutch.

    What was booked keeps its own times and place; the rules about changing and reminding follow the kind as it is
    now. A kind is never deleted: it ends.
    """

    # Appointments hang on the kind, and it on its team.
    team = models.ForeignKey("intake.Team", on_delete=models.RESTRICT, related_name="kinds")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, help_text="in addresses; teams of one region may share it")
    text = models.CharField(max_length=300, blank=True, help_text="for whom it is, in Dutch")
    position = models.PositiveSmallIntegerField(default=0, help_text="the first one open to everyone is the usual one")
    minutes = models.PositiveSmallIntegerField(default=45)
    pause_minutes = models.PositiveSmallIntegerField(default=15, help_text="kept free after a talk")
    modes = ArrayField(models.CharField(max_length=10, choices=Mode), help_text="the ways to talk")
    places = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, help_text="where one comes; none: at the team's"
    )
    lead_hours = models.PositiveSmallIntegerField(default=24, help_text="bookable until so many hours before")
    horizon_days = models.PositiveSmallIntegerField(default=28, help_text="bookable so many days ahead")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.EVERYONE)
    remind_hours = models.PositiveSmallIntegerField(default=24, help_text="so long before goes a reminder; 0: none")
    change_hours = models.PositiveSmallIntegerField(
        default=2, help_text="until so many hours before, people change or cancel an appointment themselves"
    )
    needs_confirmation = models.BooleanField(default=False, help_text="booked is asked: the adviser says yes or no")
    ended = models.DateTimeField(null=True, help_text="from then on nobody can book it")
    created = models.DateTimeField(db_default=Now())

    objects = KindQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["team", "slug"], name="kind_once_per_team"),
            models.CheckConstraint(
                name="kind_of_sane_length",
                condition=Q(
                    minutes__gte=SHORTEST.total_seconds() // 60,
                    minutes__lte=LONGEST.total_seconds() // 60,
                    pause_minutes__lte=LONGEST_PAUSE_MINUTES,
                ),
            ),
            models.CheckConstraint(
                name="kind_has_known_ways", condition=Q(modes__contained_by=Mode.values) & ~Q(modes=[])
            ),
            models.CheckConstraint(name="kind_audience_known", condition=Q(audience__in=Audience.values)),
            models.CheckConstraint(
                name="kind_bookable_some_time",
                condition=Q(horizon_days__gte=1, horizon_days__lte=FURTHEST_DAYS)
                & Q(lead_hours__lte=F("horizon_days") * 24),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rules(self) -> Rules:
        """As the pure rules of slots want it."""
        return Rules(
            length=timedelta(minutes=self.minutes),
            buffer=timedelta(minutes=self.pause_minutes),
            lead=timedelta(hours=self.lead_hours),
            horizon=timedelta(days=self.horizon_days),
        )

    @property
    def first_status(self) -> AppointmentStatus:
        """What it is once somebody chose a time: asked for, where an adviser says yes or no."""
        return AppointmentStatus.REQUESTED if self.needs_confirmation else AppointmentStatus.BOOKED

    @property
    def talks(self) -> list[Mode]:
        """The ways to talk at a time that was chosen; being called back has no time."""
        return [mode for mode in Mode if mode in self.modes and mode != Mode.CALL_BACK]

    @property
    def is_at_a_place(self) -> bool:
        """It can be at the office only, so the adviser must get there."""
        return self.talks == [Mode.OFFICE]

    def places_at(self, team_address: str) -> list[str]:
        """Where one comes: its own places, else the address of the team."""
        return list(self.places) or [team_address]

    @property
    def mode_names(self) -> list[str]:
        return [str(mode.label) for mode in Mode if mode in self.modes]
