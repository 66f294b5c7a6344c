"""Celery finds the tasks of courses here; each is told in its own topic."""

from celery import shared_task
from django.utils import timezone

from courses.feeds import fetch
from courses.feeds.forgetting import forget_runs
from courses.models import CatalogueChange
from courses.questions.actions import forget_old
from courses.saved import mailing
from portal.record.marks import add_up


@shared_task(name="courses.look_at_searches")
def look_at_searches() -> None:
    """Mail what is new in the searches that people follow."""
    mailing.look()


@shared_task(name="courses.forget_questions")
def forget_questions() -> None:
    """Remove questions to providers that are old, or that nobody confirmed."""
    forget_old()


@shared_task(name="courses.forget_runs")
def forget_old_runs() -> None:
    """Remove runs of feeds of months ago, with what was wrong then."""
    forget_runs()


@shared_task(name="courses.add_up_changes")
def add_up_changes() -> None:
    """Make one of the marks of long ago, which every page adds up."""
    add_up(CatalogueChange)


@shared_task(name="courses.fetch_feeds")
def fetch_feeds() -> None:
    """Begin fetching every feed whose turn it is."""
    for pk in fetch.due(timezone.now()):
        fetch_feed.delay(pk)


# Taken off the queue at its beginning: it may take longer than the broker waits before it gives a task to another
# worker (visibility_timeout). A worker that dies halfway changed nothing, and the feed has its turn again tomorrow.
@shared_task(name="courses.fetch_feed", acks_late=False, soft_time_limit=fetch.SECONDS, time_limit=fetch.SECONDS + 60)
def fetch_feed(pk: int) -> None:
    """Fetch and import one feed. Twice is harmless: the second time changes nothing."""
    fetch.fetch(pk)
