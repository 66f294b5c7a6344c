"""Bringing a feed into the catalogue, whatever its format: read everything, then swap in one transaction.

Reading happens outside the database (courses.feeds.staging), so a feed that breaks halfway, or a process that dies,
leaves the old catalogue. Courses keep their primary key by (provider, provider's course id), in every format and when
they come back; what is missing is out of sight when its grace is over, and never deleted.
"""

import logging
import re
from datetime import date, timedelta
from typing import Any

import psycopg
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from courses.feeds.enums import FeedFormat, RunOutcome, Severity
from courses.feeds.formats import reader_of
from courses.feeds.models import Feed, FeedIssue, FeedRun
from courses.feeds.records import CourseRecord, FeedBroken, Issue, NotChanged, Reader
from courses.feeds.report import BUSY, Report
from courses.feeds.sentences import sentence as _
from courses.feeds.source import Source
from courses.feeds.staging import Key, Staging
from courses.feeds.writing import Known, Writer, grace_is_over
from courses.models import Course, Provider, Word
from courses.search import lexicon
from portal.people.models import User
from portal.record import audit

log = logging.getLogger("courses.feeds")

#: Fewer missing courses than this never stop an import: small providers change their whole offer.
LEAST_MISSING = 5
#: So many missing courses of a held feed are told by name; how many there are is told anyway.
MOST_NAMED = 200
CHUNK = 500
#: Series of codes in the register of vocational education: files, qualifications, domains, parts to choose,
#: certificates. Newer codes than any list come all the time, so another one is only flagged.
KNOWN_CREBO = re.compile(r"2[2-6]\d{3}|79\d{3}|9\d{4}|[KC]\d{4}")
#: One swap at a time, in the whole portal: two feeds may tell of one provider.
SWAP_LOCK = 7_301_202_612
#: So long a feed waits for the swap of another; then it is told that it is busy, and fetched again soon.
PATIENCE = timedelta(seconds=60)


def feed_of(feed_format: FeedFormat, address: str, kvk: str | None) -> Feed:
    """The feed that is read from here: the provider's one in this format, or the collective one at this address."""
    address = address[: Feed._meta.get_field("address").max_length]
    if kvk is None:
        feed, _made = Feed.objects.get_or_create(format=feed_format, address=address, provider=None)
        return feed
    provider, _made = Provider.objects.get_or_create(kvk=kvk, defaults={"name": f"KvK {kvk}"})
    feed, _made = Feed.objects.update_or_create(format=feed_format, provider=provider, defaults={"address": address})
    feed.provider = provider
    return feed


def import_feed(
    feed: Feed,
    source: Source,
    *,
    reader: Reader | None = None,
    by: User | None = None,
    today: date | None = None,
    patience: timedelta = PATIENCE,
) -> Report:
    """Read a feed and, unless it is broken or shrinks too much, make the catalogue say what it says.

    The run, its issues and its counts are stored and audited whatever the outcome. Any other error than a broken
    feed (a bug, a lost database) changes nothing in the catalogue, marks the run as failed and is raised.
    ``patience`` is how long it waits for its turn while another feed is swapped in (``Report.busy`` without one).
    """
    run = FeedRun.objects.create(feed=feed)
    report = Report()
    try:
        with Staging() as staging:
            try:
                _read(
                    feed,
                    source,
                    reader or reader_of(feed),
                    today or timezone.localdate(),
                    staging,
                )
                _swap(run, feed, staging, report, by, patience)
            except NotChanged:
                report.outcome = RunOutcome.UNCHANGED
                with transaction.atomic():
                    grace_is_over(feed)
                    _finish(run, report, by)
            except FeedBroken as broken:
                report = _refused(staging, broken.issue)
                _finish(run, report, by)
    except BaseException:
        FeedRun.objects.filter(pk=run.pk).update(outcome=RunOutcome.FAILED, finished=Now())
        raise
    log.info("feed imported", extra={"run": str(run.pk), "outcome": report.outcome, **report.counts()})
    return report


def _read(feed: Feed, source: Source, reader: Reader, today: date, staging: Staging) -> None:
    kvk = feed.provider.kvk if feed.provider else None
    for item in reader(source, kvk=kvk, today=today):
        staging.add(item)
        if isinstance(item, CourseRecord) and item.crebo and not KNOWN_CREBO.fullmatch(item.crebo):
            text = _("De crebo-code %(code)s past bij geen reeks die wij kennen. Wij namen hem over.", code=item.crebo)
            staging.issues.append(Issue(item.key, "crebo_unknown", Severity.WARNING, item.where, text))
    if not staging.staged and staging.refusals:
        raise FeedBroken(
            "nothing_usable", _("Geen enkele opleiding in deze feed is bruikbaar. Er is niets overgenomen.")
        )


def _refused(staging: Staging, reason: Issue) -> Report:
    report = Report(RunOutcome.REFUSED, issues=[*staging.issues, reason])
    report.courses.refused = staging.refusals
    return report


def _swap(run: FeedRun, feed: Feed, staging: Staging, report: Report, by: User | None, patience: timedelta) -> None:
    try:
        with transaction.atomic():
            _wait_for_turn(patience)
            known = _known(feed, staging)
            missing = _missing(feed, staging, known)
            report.issues, report.courses.refused = staging.issues, staging.refusals
            newly = {key for key in missing - staging.left_out if not known[key].missing}
            FeedRun.objects.filter(pk=run.pk).update(missing=len(newly))
            if held := _shrinks_too_much(feed, known, newly):
                report.outcome = RunOutcome.HELD
                report.issues += [*_not_there(newly, known), held]
            else:
                report.outcome = RunOutcome.IMPORTED
                writer = Writer(feed, report, known)
                writer.providers(staging.providers.values())
                for records in staging.courses(CHUNK):
                    writer.courses(records)
                writer.still_there(staging.refused)
                if staging.all_known:
                    writer.missing({known[key].pk for key in newly})
                    writer.withdrawn({known[key].pk for key in missing & staging.left_out})
                    grace_is_over(feed)
                Feed.objects.filter(pk=feed.pk).update(released=None)
                if report.courses.new or report.courses.changed or not Word.objects.exists():
                    lexicon.collect()
            _finish(run, report, by)
    except OperationalError as error:
        if isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
            raise FeedBroken(BUSY, _("Er wordt al een andere feed verwerkt. Probeer het zo nog een keer.")) from error
        raise


def _wait_for_turn(patience: timedelta) -> None:
    with connection.cursor() as cursor:
        # The web's short limits are not for a swap of a hundred thousand courses.
        milliseconds = f"{patience // timedelta(milliseconds=1)}ms"
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [milliseconds])
        cursor.execute("SET LOCAL statement_timeout = '10min'")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SWAP_LOCK])


def _known(feed: Feed, staging: Staging) -> dict[Key, Known]:
    """What we have of these providers, and of this feed, by key."""
    rows = Course.objects.filter(Q(provider__kvk__in=staging.providers) | Q(feed=feed)).values_list(
        "provider__kvk", "provider_key", "pk", "digest", "gone", "missing", "feed_id"
    )
    return {
        (kvk, key): Known(pk, bytes(digest), gone is not None, missing is not None, feed)
        for kvk, key, pk, digest, gone, missing, feed in rows
    }


def _missing(feed: Feed, staging: Staging, known: dict[Key, Known]) -> set[Key]:
    """Courses that this feed brought last, and now no longer has; what another feed brings too is not missing."""
    here = staging.staged | staging.refused
    return {key for key, course in known.items() if course.feed == feed.pk and not course.gone and key not in here}


def _shrinks_too_much(feed: Feed, known: dict[Key, Known], missing: set[Key]) -> Issue | None:
    """Why this feed is not trusted, when it lost more courses at once than its set share, or all of them."""
    if len(missing) <= (feed.released or 0):
        return None
    had = sum(course.feed == feed.pk and not course.gone and not course.missing for course in known.values())
    share = len(missing) * 100 > had * feed.most_shrink_percent and len(missing) >= LEAST_MISSING
    if not share and not (missing and len(missing) == had):
        return None
    text = _(
        "%(missing)s van de %(had)s opleidingen staan niet meer in de feed. Dat vertrouwen wij niet: de vorige "
        "versie blijft staan. Klopt het toch? Vraag de beheerder om de feed vrij te geven.",
        missing=len(missing),
        had=had,
    )
    return Issue("", "shrinks_too_much", Severity.ERROR, feed.address, text)


def _not_there(missing: set[Key], known: dict[Key, Known]) -> list[Issue]:
    """Which courses a held feed lacks: who must say whether that is right sees them by name."""
    titles = dict(
        Course.objects.filter(pk__in=[known[key].pk for key in missing]).order_by("title").values_list("pk", "title")
    )
    keys = {known[key].pk: key[1] for key in missing}
    told = list(titles.items())[:MOST_NAMED]
    return [
        Issue(
            keys[pk], "course_missing", Severity.WARNING, "", _("“%(title)s” staat niet meer in de feed.", title=title)
        )
        for pk, title in told
    ]


def _finish(run: FeedRun, report: Report, by: User | None) -> None:
    with transaction.atomic():
        FeedRun.objects.filter(pk=run.pk).update(outcome=report.outcome, counts=report.counts(), finished=Now())
        FeedIssue.objects.bulk_create(
            (
                FeedIssue(
                    run=run,
                    position=position,
                    record=issue.record[:200],
                    code=issue.code,
                    severity=issue.severity,
                    where=issue.where[:700],
                    message=issue.message.text,
                    values=issue.message.values,
                )
                for position, issue in enumerate(report.issues)
            ),
            batch_size=1000,
        )
        change: dict[str, Any] = {"feed": run.feed_id, "outcome": str(report.outcome), **report.counts()}
        audit.record(by, "import_feed", run, **change)
