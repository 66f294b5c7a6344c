"""What is read of feeds and their runs, in one place for every page and job that asks it."""

from typing import Self

from django.db import models
from django.db.models import OuterRef

from courses.feeds.enums import RunOutcome


class FeedRunQuerySet[M: models.Model](models.QuerySet[M]):
    def over(self, feed: models.Model | OuterRef) -> Self:
        """The runs of a feed that are over, however they ended, the latest first; the first is how the feed is doing.

        An OuterRef makes it a subquery: the runs of each feed of another question.
        """
        return self.filter(feed=feed).exclude(outcome=RunOutcome.RUNNING).order_by("-started")
