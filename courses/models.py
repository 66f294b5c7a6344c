"""The records of the catalogue: who gives which course, when, where, and at what price.

What feeds bring is written by courses.feeds only; nothing here is ever deleted, because applications, letters and
old links point at it: what disappears from its feed gets the moment it was gone.
"""

from datetime import date
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now
from django.urls import reverse
from django.utils import timezone

from courses.enums import (
    CostKind,
    DurationUnit,
    Level,
    Outcome,
    PartOfDay,
    Recognition,
    Sector,
    SessionStatus,
    StartKind,
)
from courses.feeds.models import Feed, FeedIssue, FeedRun
from courses.kvk import KVK
from courses.occupations.models import CourseOccupation, Occupation
from courses.queries import CourseQuerySet, SessionQuerySet
from courses.questions.models import CourseQuestion
from courses.saved.models import SavedCourse, SavedSearch
from courses.shortages.models import ShortageList
from portal.regions.models import Municipality

if TYPE_CHECKING:
    from courses.search.found import Place

__all__ = [
    "CatalogueChange",
    "Course",
    "CourseOccupation",
    "CoursePlace",
    "CourseQuestion",
    "Feed",
    "FeedIssue",
    "FeedRun",
    "Occupation",
    "PriceLine",
    "Provider",
    "SavedCourse",
    "SavedSearch",
    "Session",
    "ShortageList",
    "Word",
]

#: Links in pages lead to the web and nowhere else: no javascript:, no data:.
WEB_ADDRESS = r"^https?://"


class Provider(models.Model):
    """Somebody who gives courses, known by the number of the chamber of commerce (KvK)."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    kvk = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=200)
    org_unit_id = models.CharField(max_length=64, blank=True, help_text="name of the provider in EDU-DEX")
    recognitions = ArrayField(models.CharField(max_length=10, choices=Recognition), default=list, blank=True)
    website = models.URLField(max_length=500, blank=True)
    contact_email = models.EmailField(
        max_length=254, blank=True, db_default="", help_text="where a person said questions must go; never shown"
    )
    hidden = models.DateTimeField(null=True, help_text="when a person took all its courses out of sight")
    hidden_reason = models.CharField(max_length=500, blank=True, help_text="why, for colleagues")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="provider_kvk_is_eight_digits", condition=Q(kvk__regex=KVK)),
            models.CheckConstraint(
                name="provider_website_is_web", condition=Q(website="") | Q(website__iregex=WEB_ADDRESS)
            ),
            models.CheckConstraint(
                name="provider_recognitions_known", condition=Q(recognitions__contained_by=Recognition.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def recognition_labels(self) -> list[str]:
        return [str(Recognition(value).label) for value in self.recognitions]


class Course(models.Model):
    """One course of one provider. Texts are the provider's, in Dutch; ``description`` is sanitised HTML.

    ``total_cents`` is what one learner must pay in all, VAT included: of the course, or when sessions have their own
    prices the lowest of those. None is "price on request" and never 0.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # Courses keep their provider: decisions and letters name it.
    provider = models.ForeignKey(Provider, on_delete=models.RESTRICT, related_name="courses")
    provider_key = models.CharField(max_length=64, help_text="the provider's own id of the course, in every format")
    feed = models.ForeignKey(Feed, on_delete=models.RESTRICT, related_name="courses", help_text="brought it last")

    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=500, blank=True)
    description = models.TextField(blank=True, help_text="HTML, sanitised at import")
    keywords = models.TextField(blank=True, help_text="search words of the provider, never shown")
    link = models.URLField(max_length=500, blank=True)
    contact_email = models.EmailField(
        max_length=254,
        blank=True,
        db_default="",
        help_text="for questions; on no page, but in exports",
    )
    language = models.CharField(max_length=2, blank=True, help_text="ISO 639-1; empty when not stated")

    sector = models.CharField(max_length=20, choices=Sector, default=Sector.OTHER)
    level = models.CharField(max_length=10, choices=Level, default=Level.OTHER)
    level_word = models.CharField(max_length=60, blank=True, help_text="the provider's own word")
    nlqf = models.CharField(max_length=2, blank=True, help_text="only when stated: 1 to 8, or 4+")
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.PARTICIPATION)
    crebo = models.CharField(max_length=5, blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True)
    entry_requirements = models.TextField(blank=True)

    start_kind = models.CharField(max_length=10, choices=StartKind)
    online = models.BooleanField(default=False, help_text="wholly online; a flag, not a place")
    duration_amount = models.PositiveIntegerField(null=True)
    duration_unit = models.CharField(max_length=10, choices=DurationUnit, blank=True)
    duration_weeks = models.PositiveIntegerField(null=True, help_text="from begin to end, rounded up")
    hours_total = models.PositiveIntegerField(null=True, help_text="study hours of the whole course")
    hours_per_week = models.PositiveIntegerField(null=True)
    parts_of_day = ArrayField(models.CharField(max_length=10, choices=PartOfDay), default=list, blank=True)
    total_cents = models.PositiveIntegerField(null=True)

    expires = models.DateField(null=True, help_text="last day on which it is shown")
    digest = models.BinaryField(max_length=32, help_text="SHA-256 of what the feed said; equal means unchanged")
    search = SearchVectorField(null=True, help_text="filled by the importer (courses.search.text)")
    first_seen = models.DateTimeField(db_default=Now())
    last_seen = models.DateTimeField(db_default=Now())
    changed = models.DateTimeField(db_default=Now(), help_text="when the feed last said something else of it")
    missing = models.DateTimeField(null=True, help_text="since when its feed lacks it; in sight until it is gone")
    gone = models.DateTimeField(null=True, help_text="when it was missing too long; back means empty again")
    hidden = models.DateTimeField(null=True, help_text="when a person took it out of sight")
    hidden_reason = models.CharField(max_length=500, blank=True, help_text="why, for colleagues")

    objects = CourseQuerySet.as_manager()

    #: Sessions to come, on courses that courses.access gives; first start first.
    coming: list["Session"]
    #: How a search found it, on courses of a page of results.
    found: "Place | None" = None
    #: Where it has the words of the search, when not in sight (courses.search.query.why).
    why = ""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_key"], name="course_once_per_provider"),
            models.CheckConstraint(name="course_has_key_and_title", condition=~Q(provider_key="") & ~Q(title="")),
            models.CheckConstraint(name="course_link_is_web", condition=Q(link="") | Q(link__iregex=WEB_ADDRESS)),
            models.CheckConstraint(
                name="course_price_above_zero", condition=Q(total_cents__isnull=True) | Q(total_cents__gt=0)
            ),
            models.CheckConstraint(
                name="course_duration_is_whole",
                condition=Q(duration_amount__isnull=True, duration_unit="", duration_weeks__isnull=True)
                | (Q(duration_amount__gt=0, duration_weeks__gt=0) & ~Q(duration_unit="")),
            ),
            models.CheckConstraint(
                name="course_parts_of_day_known", condition=Q(parts_of_day__contained_by=PartOfDay.values)
            ),
            models.CheckConstraint(name="course_sector_known", condition=Q(sector__in=Sector.values)),
            models.CheckConstraint(name="course_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(name="course_outcome_known", condition=Q(outcome__in=Outcome.values)),
            models.CheckConstraint(name="course_start_kind_known", condition=Q(start_kind__in=StartKind.values)),
        ]
        indexes = [
            GinIndex(fields=["search"], name="course_search"),
            models.Index(fields=["sector"], name="course_listed", condition=Q(gone__isnull=True, hidden__isnull=True)),
            models.Index(fields=["feed"], name="course_of_feed", condition=Q(gone__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("courses:course", args=[self.pk])

    @property
    def asked_at(self) -> str:
        """Where a question goes: where staff said, else where the feed did; "" when nobody can be asked."""
        return self.provider.contact_email or self.contact_email

    @property
    def is_listed(self) -> bool:
        """What CourseQuerySet.listed asks of the database, for today."""
        expired = self.expires is not None and self.expires < timezone.localdate()
        return self.gone is None and self.hidden is None and self.provider.hidden is None and not expired

    def lines_for(self, session: "Session | None") -> list["PriceLine"]:
        """The price lines that one learner meets: the session's own, else the course's; empty is price on request."""
        has_own = session is not None and session.total_cents is not None
        return list(session.price_lines.all()) if session and has_own else list(self.price_lines.all())

    def total_for(self, session: "Session | None") -> int | None:
        """What one learner must pay in cents, VAT included; None is price on request."""
        if session is not None and session.total_cents is not None:
            return session.total_cents
        return self.total_cents


class CatalogueChange(models.Model):
    """That a transaction changed what can be found: written by triggers only (migrations/sql/catalogue_change.sql).

    The sum of all marks is the version of the catalogue (portal.record.marks).
    """

    transaction = models.BigIntegerField(primary_key=True)
    mark = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.transaction} {self.at}"


class Word(models.Model):
    """A word of the catalogue, in lower case without accents; kept by courses.search.lexicon.

    ``parts`` are the words that a compound is made of, with a space between; empty for other words.
    """

    word = models.CharField(max_length=60, primary_key=True)
    stem = models.CharField(max_length=60, db_index=True)
    courses = models.PositiveIntegerField(default=0, help_text="in how many it was when last counted")
    parts = models.CharField(max_length=80, blank=True)
    taken_apart = models.BooleanField(default=False, help_text="whether anybody looked what it is made of")

    class Meta:
        indexes = [GistIndex(fields=["word"], opclasses=["gist_trgm_ops"], name="word_looks_like")]

    def __str__(self) -> str:
        return self.word


class CoursePlace(models.Model):
    """Where a course is given when no session says so: agreed start, or no dates yet. Text of the provider."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="places")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    # Municipalities merge: their courses move with them, by hand.
    municipality = models.ForeignKey(Municipality, on_delete=models.RESTRICT, null=True, related_name="course_places")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["course", "position"], name="course_place_has_its_position")]

    def __str__(self) -> str:
        return self.text


class Session(models.Model):
    """One time that a course is given, from ``starts`` up to and including ``ends``.

    ``starts_certain`` is false while the provider only knows about when: then only the month is worth showing.
    One can apply from ``opens`` up to and including ``deadline``; None is no such limit, or nobody tells it.
    ``seats_left`` is None when nobody counts. ``total_cents`` is None when the price is that of the course.
    """

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # Applications will point at sessions (funding: RESTRICT), so neither goes while the other is there.
    course = models.ForeignKey(Course, on_delete=models.RESTRICT, related_name="sessions")
    key = models.CharField(max_length=64, help_text="the provider's id of the session within the course")
    starts = models.DateField()
    starts_certain = models.BooleanField(default=True)
    ends = models.DateField()
    opens = models.DateField(null=True, help_text="first day to apply with the provider")
    deadline = models.DateField(null=True, help_text="last day to apply with the provider")
    online = models.BooleanField(default=False)
    place = models.CharField(max_length=200, blank=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.RESTRICT, null=True, related_name="sessions")
    seats_total = models.PositiveIntegerField(null=True)
    seats_left = models.PositiveIntegerField(null=True)
    status = models.CharField(max_length=10, choices=SessionStatus, default=SessionStatus.OPEN)
    total_cents = models.PositiveIntegerField(null=True)
    digest = models.BinaryField(max_length=32)
    gone = models.DateTimeField(null=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "key"]
        constraints = [
            models.UniqueConstraint(fields=["course", "key"], name="session_once_per_course"),
            models.CheckConstraint(name="session_has_key", condition=~Q(key="")),
            models.CheckConstraint(name="session_ends_after_start", condition=Q(ends__gte=F("starts"))),
            models.CheckConstraint(
                name="session_opens_before_deadline",
                condition=Q(opens__isnull=True) | Q(deadline__isnull=True) | Q(opens__lte=F("deadline")),
            ),
            models.CheckConstraint(
                name="session_seats_left_fit",
                condition=Q(seats_left__isnull=True)
                | Q(seats_total__isnull=True)
                | Q(seats_left__lte=F("seats_total")),
            ),
            models.CheckConstraint(
                name="session_price_above_zero", condition=Q(total_cents__isnull=True) | Q(total_cents__gt=0)
            ),
            models.CheckConstraint(name="session_status_known", condition=Q(status__in=SessionStatus.values)),
        ]
        indexes = [
            models.Index(fields=["course", "starts"], name="session_to_come", condition=Q(gone__isnull=True)),
            models.Index(fields=["municipality", "starts"], name="session_in_place", condition=Q(gone__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.starts}"

    def is_open_on(self, on: date) -> bool:
        """What SessionQuerySet.still_open asks of the database: it can be chosen on that day."""
        return self._open_in_time(on) and (self.opens is None or self.opens <= on)

    def opens_after(self, on: date) -> bool:
        """Whether it cannot be chosen on that day yet, and can be later."""
        return self._open_in_time(on) and self.opens is not None and self.opens > on

    def _open_in_time(self, on: date) -> bool:
        in_time = self.deadline is None or self.deadline >= on
        there = self.gone is None and self.status == SessionStatus.OPEN
        return there and self.starts > on and in_time and self.seats_left != 0


class PriceLine(models.Model):
    """One part of a price, in cents: ``net_cents`` without VAT and ``vat_cents`` on top of it.

    It belongs to a course, or to a session that has its own prices. ``vat_percent`` is None when the provider does
    not say; 0 is exempt. There are no lines of 0: what costs nothing is no cost, and no price is no line.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, null=True, related_name="price_lines")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, null=True, related_name="price_lines")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=15, choices=CostKind)
    label = models.CharField(max_length=200, blank=True, help_text="the provider's own words for this part")
    net_cents = models.PositiveIntegerField()
    vat_cents = models.PositiveIntegerField(default=0)
    vat_percent = models.PositiveSmallIntegerField(null=True)
    required = models.BooleanField(default=True, help_text="no learner can do without")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                name="price_line_of_course_or_session",
                condition=Q(course__isnull=False, session__isnull=True) | Q(course__isnull=True, session__isnull=False),
            ),
            models.CheckConstraint(name="price_line_above_zero", condition=Q(net_cents__gt=0, vat_cents__gte=0)),
            models.CheckConstraint(name="price_line_kind_known", condition=Q(kind__in=CostKind.values)),
            models.UniqueConstraint(
                fields=["course", "session", "position"], name="price_line_has_its_place", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.net_cents} + {self.vat_cents}"

    @property
    def cents(self) -> int:
        """What is paid for this part, VAT included."""
        return self.net_cents + self.vat_cents
