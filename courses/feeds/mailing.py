"""The report of a run in the mail, for the provider."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from courses.feeds.enums import RunOutcome, Severity
from courses.feeds.models import FeedIssue, FeedRun
from courses.feeds.report import BUSY
from courses.feeds.story import MAIL, times_mailed
from portal.mail.actions import send_mail
from portal.people.models import User
from portal.record import audit

#: So many issues stand in one mail; the rest is told as a number.
MOST_TOLD = 25


@transaction.atomic
def mail_again(run: FeedRun, seen: int, *, by: User) -> bool:
    """Mail it for somebody who knows that it went out ``seen`` times before; False when that is not so any more.

    So a second click, or a colleague at the same time, sends no second mail.
    """
    FeedRun.objects.select_for_update().get(pk=run.pk)
    if times_mailed(run) != seen:
        return False
    mail_report(run, by=by)
    return True


@transaction.atomic
def mail_report(run: FeedRun, *, by: User | None = None) -> None:
    """Mail the report of a run to the address of its feed, in Dutch as the report itself is."""
    issues = run.issues.exclude(severity=Severity.INFO)
    number = issues.count()
    context: dict[str, Any] = {
        "provider": run.feed.provider.name if run.feed.provider else "",
        "format": run.feed.get_format_display(),
        "address": run.feed.address,
        "run": run,
        "held": run.outcome == RunOutcome.HELD,
        "refused": run.outcome in {RunOutcome.REFUSED, RunOutcome.FAILED},
        "courses": run.counts.get("courses", {}),
        "number": number,
        "issues": list(issues[:MOST_TOLD]),
        "rest": max(0, number - MOST_TOLD),
    }
    send_mail("feed_report", to=run.feed.report_to, context=context, language="nl")
    audit.record(by, MAIL, run)


def news_for_provider(run: FeedRun) -> bool:
    """Whether this run says something that the one before did not: the same report every day is no report."""
    if run.outcome == RunOutcome.UNCHANGED:
        return False
    settled = FeedRun.objects.filter(feed=run.feed, started__lt=run.started)
    said_nothing = Q(outcome__in=[RunOutcome.UNCHANGED, RunOutcome.RUNNING]) | Q(issues__code=BUSY)
    before = settled.exclude(said_nothing).first()
    now = _told(run)
    if before is None:
        return bool(now) or run.outcome != RunOutcome.IMPORTED
    return (run.outcome, now) != (before.outcome, _told(before)) and (bool(now) or run.outcome != RunOutcome.IMPORTED)


def _told(run: FeedRun) -> set[tuple[str, str]]:
    rows = FeedIssue.objects.filter(~Q(severity=Severity.INFO), run=run)
    return set(rows.values_list("record", "code"))
