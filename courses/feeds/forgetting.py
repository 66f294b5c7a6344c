"""Runs do not pile up for ever: a feed with thousands of issues has them again every day."""

from datetime import timedelta

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from courses.feeds.models import FeedRun

#: Longer than anybody looks back; the audit trail keeps what each run did.
KEPT = timedelta(days=90)


def forget_runs() -> int:
    """Remove runs of before that with their issues, but for the latest of each feed that is over; returns how many."""
    latest = FeedRun.objects.over(OuterRef("feed")).values("pk")[:1]
    old = FeedRun.objects.filter(started__lt=timezone.now() - KEPT).exclude(pk=Subquery(latest))
    return old.delete()[1].get("courses.FeedRun", 0)
