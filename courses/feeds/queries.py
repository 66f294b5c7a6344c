"""What is read of feeds and their runs, in one place for every page and job that asks it."""

from typing import Self

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When

from courses.feeds.enums import RunOutcome


class FeedQuerySet[M: models.Model](models.QuerySet[M]):
    def with_latest(self, runs: models.QuerySet[models.Model]) -> Self:
        """Each feed with how the first of these runs, of ``OuterRef("pk")``, went: "run", "ran", "outcome", "missing",
        and as "waits" what ``Feed.waits_on`` says of that run."""
        told = {"run": "pk", "ran": "started", "outcome": "outcome", "missing": "missing"}
        feeds = self.annotate(**{name: Subquery(runs.values(field)[:1]) for name, field in told.items()})
        more = Q(outcome=RunOutcome.HELD) & (Q(released=None) | Q(missing__gt=F("released")))
        return feeds.annotate(waits=Case(When(more, then=True), default=False))

    def that_wait(self) -> Self:
        """Of feeds with their latest run: those that wait for somebody to release it."""
        return self.filter(waits=True)

    def that_went(self, *outcomes: RunOutcome) -> Self:
        """Of feeds with their latest run: those of which it went so."""
        return self.filter(outcome__in=outcomes)


class FeedRunQuerySet[M: models.Model](models.QuerySet[M]):
    def over(self, feed: models.Model | OuterRef) -> Self:
        """The runs of a feed that are over, however they ended, the latest first; the first is how the feed is doing.

        An OuterRef makes it a subquery: the runs of each feed of another question.
        """
        return self.filter(feed=feed).exclude(outcome=RunOutcome.RUNNING).order_by("-started")
