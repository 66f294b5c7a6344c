"""Fetching feeds by itself: every feed once a day, not twice at once, and not in vain when the server says so.

Feeds are swapped in one after another. One that found no turn has it again the next time that feeds are looked at,
in minutes, and nobody is mailed about that.
"""

from datetime import datetime, timedelta

from django.db.models import F, Q
from django.utils import timezone

from courses.feeds.enums import FeedFormat, RunOutcome
from courses.feeds.fetching import Limits, WebSource
from courses.feeds.formats import FORMATS, has_mapping
from courses.feeds.importing import PATIENCE, import_feed
from courses.feeds.mailing import mail_report, news_for_provider
from courses.feeds.models import Feed, FeedRun
from courses.feeds.report import Report

#: A little less than a day, so that the hour of fetching does not wander.
EVERY = timedelta(hours=23)
#: After this long a file is read whole again, also when the server says it did not change: prices have days too.
WHOLE_AGAIN = timedelta(days=7)
#: What fetching one feed and taking it over may take in all: 100,000 courses, on a machine that is busy with more.
SECONDS = 3600
#: Fetching has half of it.
LIMITS = Limits(feed_seconds=SECONDS / 2)


def due(now: datetime) -> list[int]:
    """The feeds whose turn it is; from this moment nobody else takes them.

    A table of which nobody said yet which column is what waits for that, as its page says.
    """
    tables = [feed_format for feed_format in FeedFormat if has_mapping(feed_format)]
    waiting = Feed.objects.exclude(mapping__isnull=True, format__in=tables).filter(
        Q(fetched=None) | Q(fetched__lt=now - EVERY),
        paused=None,
        provider__isnull=False,
        address__istartswith="https://",
    )
    return [
        pk
        for pk in waiting.order_by(F("fetched").asc(nulls_first=True)).values_list("pk", flat=True)[:200]
        if Feed.objects.filter(Q(fetched=None) | Q(fetched__lt=now - EVERY), pk=pk).update(fetched=now)
    ]


def fetch(pk: int, *, allow_loopback: bool = False, patience: timedelta = PATIENCE) -> Report | None:
    """Fetch and import one feed, and tell its provider what is new in the report; None when it may not be fetched.

    ``patience`` is how long it waits for the swap of another feed.
    """
    feed = Feed.objects.select_related("provider").filter(pk=pk, paused=None).first()
    if feed is None or not feed.on_the_web:
        return None
    source = WebSource(feed.address, LIMITS, allow_loopback=allow_loopback)
    one_file = FORMATS[FeedFormat(feed.format)].one_file
    read = FeedRun.objects.filter(
        feed=feed, outcome=RunOutcome.IMPORTED, started__gt=timezone.now() - WHOLE_AGAIN
    ).exists()
    if one_file and read:
        source.known(feed.etag, feed.last_modified)
    report = import_feed(feed, source, patience=patience)
    if report.busy:
        Feed.objects.filter(pk=pk).update(fetched=timezone.now() - EVERY)
        return report
    if report.imported:
        Feed.objects.filter(pk=pk).update(etag=source.etag[:300], last_modified=source.last_modified[:100])
    run = FeedRun.objects.select_related("feed__provider").filter(feed=feed).first()
    if run is not None and feed.report_to and news_for_provider(run):
        mail_report(run)
    return report
