"""Where courses come from, and what happened each time: runs and their issues."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import UUID7, Now

from courses.feeds.enums import FeedFormat, RunOutcome, Severity

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


class FeedRun(models.Model):
    """One time that a feed was read. ``counts`` is {"courses": {"new": 0, ...}, "sessions": {...}}."""

    id = models.UUIDField(primary_key=True, db_default=UUID7(), editable=False)
    # Runs tell the story of their feed and mean nothing without it.
    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="runs")
    started = models.DateTimeField(db_default=Now())
    finished = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=RunOutcome, default=RunOutcome.RUNNING)
    counts = models.JSONField(default=dict)

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
    """One thing that was wrong or left out. The message is for the provider, so it is Dutch and plain."""

    run = models.ForeignKey(FeedRun, on_delete=models.CASCADE, related_name="issues")
    position = models.PositiveIntegerField()
    record = models.CharField(max_length=200, blank=True, help_text="the provider's course or session id")
    code = models.CharField(max_length=40)
    severity = models.CharField(max_length=10, choices=Severity)
    where = models.CharField(max_length=700, blank=True, help_text="file or address, and line")
    message = models.TextField()

    class Meta:
        ordering = ["run", "position"]
        constraints = [models.UniqueConstraint(fields=["run", "position"], name="feed_issue_has_its_place")]

    def __str__(self) -> str:
        return f"{self.severity} {self.code} {self.record}"
