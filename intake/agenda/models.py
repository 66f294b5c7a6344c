"""Advisers and when they work, and the appointments that people make with them."""

from datetime import date, datetime, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, DateTimeRangeField, DecimalRangeField
from django.contrib.postgres.fields.ranges import RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import UUID7, Now

from intake.agenda.enums import (
    CANCELLED,
    STANDING,
    TAKES_TIME,
    UNPROVEN,
    AppointmentStatus,
    Language,
    Mode,
    Portrait,
    Wish,
)
from intake.agenda.kinds import LONGEST, SHORTEST, AppointmentKind
from intake.agenda.queries import (
    AdviserQuerySet,
    AppointmentQuerySet,
    HoldQuerySet,
    PeriodQuerySet,
    WorkingHoursQuerySet,
)
from intake.profile.models import Consent, Profile
from portal.people.models import User
from portal.regions.models import Region

#: What stands where the name of somebody was; the number of a phone must not be empty either.
ERASED = "gewist"
#: Minutes.
MOST_TRAVEL = 240
#: Talks.
MOST_MISSED = 10


class Team(models.Model):
    """The people of one desk in a region ("Regionaal Werkcentrum"). Texts are the team's own, in Dutch."""

    # Advisers and appointments hang on the team's region.
    region = models.ForeignKey(Region, on_delete=models.RESTRICT, related_name="teams")
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=80, help_text="town, as people say it")
    address = models.TextField(help_text="where people come in: street, postcode and town, each on a line")
    phone = models.CharField(max_length=20, blank=True)
    travel_minutes = models.PositiveSmallIntegerField(
        default=0, help_text="that an adviser needs between two places; 0: not looked at"
    )
    most_missed = models.PositiveSmallIntegerField(
        default=0, help_text="who missed as many talks in half a year calls before the next one; 0: no limit"
    )
    public_text = models.TextField(blank=True, help_text="what a visitor should know: parking, lift, walk-in hours")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["region", "name"], name="team_name_once_per_region"),
            models.CheckConstraint(name="team_travels_for_hours_at_most", condition=Q(travel_minutes__lte=MOST_TRAVEL)),
            models.CheckConstraint(name="team_limit_of_missed_talks", condition=Q(most_missed__lte=MOST_MISSED)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def travel(self) -> timedelta:
        return timedelta(minutes=self.travel_minutes)


class Adviser(models.Model):
    """Somebody whom people can book a talk with. One person is one adviser, so nobody is in two places at once."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # Appointments name their adviser, also later.
    user = models.OneToOneField(User, on_delete=models.RESTRICT, related_name="adviser")
    team = models.ForeignKey(Team, on_delete=models.RESTRICT, related_name="advisers")
    name = models.CharField(max_length=80, help_text="as shown to visitors")
    introduction = models.CharField(max_length=300, blank=True, help_text="a friendly sentence or two, in Dutch")
    portrait = models.CharField(
        max_length=20, choices=Portrait, blank=True, help_text="a drawn face; without one their initials"
    )
    languages = ArrayField(models.CharField(max_length=2, choices=Language), default=list, blank=True)
    most_a_day = models.PositiveSmallIntegerField(null=True, help_text="as many talks on one day; empty: no limit")
    feed_token = models.CharField(  # noqa: DJ001 - unique, and most have none
        max_length=64, null=True, unique=True, help_text="of the secret address by which a calendar follows the agenda"
    )

    objects = AdviserQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="adviser_languages_known", condition=Q(languages__contained_by=Language.values)
            ),
            models.CheckConstraint(name="adviser_portrait_known", condition=Q(portrait__in=["", *Portrait.values])),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]

    @property
    def language_names(self) -> list[str]:
        return [str(Language(language).label) for language in self.languages]


class WorkingHours(models.Model):
    """When an adviser takes appointments, on one weekday, during ``valid`` (dates, end not included)."""

    # Hours are nothing without their adviser.
    adviser = models.ForeignKey(Adviser, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(help_text="ISO: Monday is 1")
    start = models.TimeField()
    end = models.TimeField()
    valid = DateRangeField()

    objects = WorkingHoursQuerySet.as_manager()

    class Meta:
        ordering = ["adviser", "weekday", "start"]
        verbose_name_plural = "working hours"
        constraints = [
            models.CheckConstraint(name="hours_on_a_weekday", condition=Q(weekday__gte=1, weekday__lte=7)),
            models.CheckConstraint(name="hours_end_after_start", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(name="hours_valid_some_day", condition=Q(valid__isempty=False)),
            ExclusionConstraint(
                name="hours_never_overlap",
                expressions=[
                    ("adviser", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                    (
                        # PostgreSQL has no range of times of day; seconds since midnight do the same.
                        Func(
                            Func(F("start"), template="EXTRACT(EPOCH FROM %(expressions)s)"),
                            Func(F("end"), template="EXTRACT(EPOCH FROM %(expressions)s)"),
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


class Absence(models.Model):
    """When an adviser is away. Why is not kept: it could be about health."""

    adviser = models.ForeignKey(Adviser, on_delete=models.CASCADE, related_name="absences")
    period = DateTimeRangeField()

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="absence_takes_time", condition=Q(period__isempty=False)),
        ]

    def __str__(self) -> str:
        return str(self.period)


class Appointment(models.Model):
    """A talk of one person with one adviser. Who holds ``token`` (the address in the mail) may see and cancel it.

    ``place`` and the contact details are as they were when it was booked; nothing here is about health.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    adviser = models.ForeignKey(Adviser, on_delete=models.RESTRICT, related_name="appointments")
    kind = models.ForeignKey(AppointmentKind, on_delete=models.RESTRICT, related_name="appointments")
    # The appointment stands when the answers are forgotten.
    profile = models.ForeignKey(Profile, on_delete=models.SET_NULL, null=True, related_name="appointments")
    period = DateTimeRangeField()
    occupied = DateTimeRangeField(help_text="the talk and the pause after it: the adviser's time that it takes")
    mode = models.CharField(max_length=10, choices=Mode)
    place = models.TextField(blank=True, help_text="address of an office appointment")
    contact_name = models.CharField(max_length=120)
    contact_email = models.EmailField(max_length=254)
    contact_phone = models.CharField(max_length=20, blank=True)
    hope = models.TextField(blank=True, help_text="what the person hopes for, in their own words")
    talk_language = models.CharField(max_length=2, choices=Language, default=Language.DUTCH)
    wishes = ArrayField(models.CharField(max_length=20, choices=Wish), default=list, help_text="why is never asked")
    told = models.JSONField(
        default=list, help_text='what the person found out and lets the adviser see: [{"question", "answer"}]'
    )
    language = models.CharField(max_length=2, default="nl", help_text="of the mails about it")
    origin = models.CharField(max_length=255, help_text="address of the portal it was made on, for links in mails")
    # Given with the proof that the address is theirs: before that there is none.
    consent = models.ForeignKey(Consent, on_delete=models.RESTRICT, null=True, related_name="appointments")
    # Who booked it for the person, when they did not do so themselves.
    referrer = models.ForeignKey("intake.Referrer", on_delete=models.RESTRICT, null=True, related_name="appointments")
    confirm_by_link = models.BooleanField(
        default=False, help_text="the link alone confirms it: only the person was told the address of its page"
    )
    confirm_until = models.DateTimeField(null=True, help_text="until when an unconfirmed one keeps its time")
    status = models.CharField(max_length=20, choices=AppointmentStatus, default=AppointmentStatus.BOOKED)
    sequence = models.PositiveIntegerField(default=0, help_text="iCalendar: goes up with every change")
    token = models.CharField(max_length=64, unique=True, help_text="192 random bits")
    chosen = models.DateTimeField(
        db_default=Now(), help_text="when this time was chosen: at booking or at the last move"
    )
    reminded = models.DateTimeField(null=True, help_text="when the reminder for this time was sent")
    request_key = models.CharField(
        max_length=64, unique=True, help_text="of the form it came from: sent twice, made once"
    )
    created = models.DateTimeField(db_default=Now())
    told_of_erasing = models.DateTimeField(null=True, help_text="when the person was told that it will be erased")
    erased = models.DateTimeField(
        null=True, help_text="when was wiped who it was of and what was said (intake.care.forgetting)"
    )
    # For figures only: talks of one person count once, and nothing says who it was.
    former_person = models.UUIDField(null=True, editable=False)
    former_applied = models.BooleanField(null=True, editable=False)

    #: Who has it now, on a talk that intake.care_access gives.
    carer: Adviser
    #: How many messages wait, and the days of the steps to do, on talks that intake.learner_access gives.
    unread: int
    to_do: list[date | None]

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="adviser_once_at_a_time",
                expressions=[("adviser", RangeOperators.EQUAL), ("occupied", RangeOperators.OVERLAPS)],
                condition=Q(status__in=TAKES_TIME),
            ),
            models.CheckConstraint(
                name="appointment_occupies_its_time",
                condition=Q(occupied__startswith=F("period__startswith"), occupied__contains=F("period")),
            ),
            models.CheckConstraint(
                name="appointment_of_sane_length",
                condition=Q(period__startswith__isnull=False, period__endswith__isnull=False)
                & Q(period__lower_inc=True, period__upper_inc=False)
                & Q(period__endswith__gte=F("period__startswith") + SHORTEST)
                & Q(period__endswith__lte=F("period__startswith") + LONGEST),
            ),
            models.CheckConstraint(
                name="phone_appointment_has_number", condition=~Q(mode=Mode.PHONE) | ~Q(contact_phone="")
            ),
            models.CheckConstraint(name="office_appointment_has_place", condition=~Q(mode=Mode.OFFICE) | ~Q(place="")),
            models.CheckConstraint(
                name="unconfirmed_appointment_has_a_term",
                condition=~Q(status=AppointmentStatus.UNCONFIRMED) | Q(confirm_until__isnull=False),
            ),
            models.CheckConstraint(
                name="appointment_with_consent",
                condition=Q(consent__isnull=False) | Q(status__in=[*UNPROVEN, *CANCELLED]),
            ),
            models.CheckConstraint(
                name="erased_talk_names_nobody",
                condition=Q(erased=None)
                | Q(profile=None, contact_name=ERASED, contact_email="", hope="", told=[], wishes=[])
                & Q(contact_phone__in=["", ERASED]),
            ),
            models.CheckConstraint(
                name="former_person_of_erased_talk", condition=Q(erased__isnull=False) | Q(former_person=None)
            ),
            models.CheckConstraint(name="appointment_status_known", condition=Q(status__in=AppointmentStatus.values)),
            models.CheckConstraint(
                name="appointment_mode_known", condition=Q(mode__in=[Mode.OFFICE, Mode.VIDEO, Mode.PHONE])
            ),
            models.CheckConstraint(name="appointment_wishes_known", condition=Q(wishes__contained_by=Wish.values)),
            models.CheckConstraint(name="appointment_language_known", condition=Q(talk_language__in=Language.values)),
        ]

    def __str__(self) -> str:
        return f"afspraak {self.pk}"

    @property
    def start(self) -> datetime:
        return self.period.lower  # type: ignore[no-any-return]

    @property
    def end(self) -> datetime:
        return self.period.upper  # type: ignore[no-any-return]

    @property
    def is_booked(self) -> bool:
        return self.status == AppointmentStatus.BOOKED

    @property
    def is_requested(self) -> bool:
        return self.status == AppointmentStatus.REQUESTED

    @property
    def is_unconfirmed(self) -> bool:
        return self.status == AppointmentStatus.UNCONFIRMED

    @property
    def has_lapsed(self) -> bool:
        return self.status == AppointmentStatus.LAPSED

    @property
    def stands(self) -> bool:
        """It will be held unless something changes: booked, or asked for and not answered yet."""
        return self.status in STANDING

    @property
    def is_cancelled(self) -> bool:
        return self.status in CANCELLED

    @property
    def wish_names(self) -> list[str]:
        return [str(Wish(wish).label) for wish in self.wishes]

    @property
    def uid(self) -> str:
        """The appointment's name in calendars (RFC 5545 3.8.4.7): the same for ever, whatever changes."""
        return f"{self.pk}@doorleren"


class FormerLink(models.Model):
    """The address that an appointment had before it was moved or erased: it opens nothing, but tells why."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="former_links")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token")

    def __str__(self) -> str:
        return f"oude link van {self.appointment_id}"


class Hold(models.Model):
    """A time that is kept free for one person until ``until``, while they type. Each person holds one time."""

    adviser = models.ForeignKey(Adviser, on_delete=models.CASCADE, related_name="holds")
    period = DateTimeRangeField()
    holder = models.CharField(max_length=64, unique=True, help_text="random, in the session")
    until = models.DateTimeField()

    objects = HoldQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="time_held_once",
                expressions=[("adviser", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"vastgehouden tot {self.until}"
