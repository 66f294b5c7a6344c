"""What people did with runs of feeds, as the audit trail has it: released, and mailed to the provider."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from courses.feeds.enums import RunOutcome
from courses.feeds.models import FeedRun
from portal.people.models import User
from portal.record.models import AuditEvent

RELEASE, MAIL = "release_feed", "mail_feed_report"


@dataclass(frozen=True, slots=True)
class Done:
    """When, and by whom: a name, "" for somebody without one or who left, None for the portal itself."""

    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """``came_in`` is the first run after the release that was taken over; None while that is still to come."""

    released: Done | None
    came_in: FeedRun | None
    mailed: tuple[Done, ...]


def story_of(run: FeedRun) -> Story:
    """What was done with one run, the earliest first."""
    events = list(_events([run.pk], RELEASE, MAIL).order_by("at", "position"))
    names = dict(User.objects.filter(pk__in={event.actor for event in events}).values_list("pk", "name"))
    told = [(event.verb, Done(event.at, names.get(event.actor, "") if event.actor else None)) for event in events]
    released = next((done for verb, done in told if verb == RELEASE), None)
    came_in = None
    if released:
        after = FeedRun.objects.filter(feed=run.feed_id, outcome=RunOutcome.IMPORTED, started__gt=run.started)
        came_in = after.filter(finished__gte=released.at).order_by("started").first()
    return Story(released, came_in, tuple(done for verb, done in told if verb == MAIL))


def released_of(runs: Collection[FeedRun]) -> set[UUID]:
    """Which of these runs somebody released."""
    held = [run.pk for run in runs if run.outcome == RunOutcome.HELD]
    return {UUID(pk) for pk in _events(held, RELEASE).values_list("object_id", flat=True)} if held else set()


def times_mailed(run: FeedRun) -> int:
    """How often the report of a run went out."""
    return _events([run.pk], MAIL).count()


def _events(runs: Collection[UUID], *verbs: str) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(
        object_type=FeedRun._meta.label_lower, object_id__in=[str(pk) for pk in runs], verb__in=verbs
    )
