"""Where courses come from, and what happened each time: runs and their issues."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from courses.feeds.enums import FeedFormat, RunOutcome, Severity
from courses.feeds.queries import FeedQuerySet, FeedRunQuerySet
from courses.feeds.sentences import Sentence

#: A course that is missing keeps its place for so many days: feeds lose courses by accident and have them back.
GRACE_DAYS = 3
#: More than this share of a feed's courses missing at once is a mistake until a person says otherwise.
MOST_SHRINK_PERCENT = 40


class Feed(models.Model):
    """One supply of courses: of one provider, or, without a provider, of all providers that it names itself.

    A provider has at most one feed per format, whatever address it was read from last; a collective feed is known
    by its address.
    """

    format = models.CharField(max_length=20, choices=FeedFormat)
    address = models.CharField(max_length=500, help_text="path or https address it was last read from")
    # A feed without its provider could no longer say whose courses it may change.
    provider = models.ForeignKey("courses.Provider", on_delete=models.RESTRICT, null=True, related_name="feeds")
    most_shrink_percent = models.PositiveSmallIntegerField(default=MOST_SHRINK_PERCENT)
    grace_days = models.PositiveSmallIntegerField(default=GRACE_DAYS, db_default=GRACE_DAYS)
    released = models.PositiveIntegerField(null=True, help_text="so many courses may be missing once: a person said so")
    mapping = models.JSONField(null=True, help_text="which column is what (courses.feeds.tables.mapping)")
    sample = models.JSONField(null=True, help_text="first rows of a table, to make the mapping with")
    report_to = models.EmailField(blank=True, db_default="", help_text="where the provider wants its report")
    paused = models.DateTimeField(null=True, help_text="since when a person does not want it fetched")
    fetched = models.DateTimeField(null=True, help_text="when it was last fetched, or tried to, by itself")
    # What the server said of the file, for the next time (RFC 9110: If-None-Match, If-Modified-Since).
    etag = models.CharField(max_length=300, blank=True, db_default="")
    last_modified = models.CharField(max_length=100, blank=True, db_default="")

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_feed_per_provider_and_format",
                fields=["format", "provider"],
                condition=Q(provider__isnull=False),
            ),
            models.UniqueConstraint(
                name="one_collective_feed_per_address",
                fields=["format", "address"],
                condition=Q(provider__isnull=True),
            ),
            models.CheckConstraint(
                name="feed_shrink_is_a_percentage",
                condition=Q(most_shrink_percent__range=(0, 100)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_format_display()} {self.address}"

    @property
    def on_the_web(self) -> bool:
        """Whether it can be fetched by itself."""
        return self.address.lower().startswith(("https://", "http://"))

    def waits_on(self, latest: "FeedRun | None") -> bool:
        """Whether somebody must still say that what this latest run lost is right: it was held, and lost more than was
        released. ``FeedQuerySet.with_latest`` says the same of many feeds."""
        if latest is None or latest.outcome != RunOutcome.HELD:
            return False
        return self.released is None or latest.missing > self.released


class FeedRun(models.Model):
    """One time that a feed was read. ``counts`` is {"courses": {"new": 0, ...}, "sessions": {...}}."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # Runs tell the story of their feed and mean nothing without it.
    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="runs")
    started = models.DateTimeField(db_default=Now())
    finished = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=RunOutcome, default=RunOutcome.RUNNING)
    counts = models.JSONField(default=dict)
    missing = models.PositiveIntegerField(default=0, db_default=0, help_text="courses that this run no longer had")

    objects = FeedRunQuerySet.as_manager()

    class Meta:
        ordering = ["-started"]
        constraints = [
            models.CheckConstraint(
                name="feed_run_finished_has_outcome",
                condition=Q(outcome=RunOutcome.RUNNING, finished__isnull=True)
                | (~Q(outcome=RunOutcome.RUNNING) & Q(finished__gte=F("started"))),
            )
        ]
        indexes = [models.Index(fields=["feed", "-started"], name="feed_run_latest")]

    def __str__(self) -> str:
        return f"{self.feed_id} {self.started:%Y-%m-%d %H:%M} {self.outcome}"


class FeedIssue(models.Model):
    """One thing that was wrong or left out, as a sentence (courses.feeds.sentences) that reads in any of our languages.

    ``message`` is its text, ``values`` what stands in it; an issue without values is of before, whole and in Dutch.
    """

    run = models.ForeignKey(FeedRun, on_delete=models.CASCADE, related_name="issues")
    position = models.PositiveIntegerField()
    record = models.CharField(max_length=200, blank=True, help_text="the provider's course or session id")
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=10, choices=Severity)
    where = models.CharField(max_length=700, blank=True, help_text="file or address, and line")
    message = models.TextField()
    values = models.JSONField(null=True, help_text="what stands in the message: name to text or number")

    class Meta:
        ordering = ["run", "position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="feed_issue_has_its_place")]

    def __str__(self) -> str:
        return f"{self.severity} {self.code} {self.record}"

    @property
    def told(self) -> str:
        """The sentence in the language of now."""
        return self.message if self.values is None else Sentence(self.message, self.values).told()
