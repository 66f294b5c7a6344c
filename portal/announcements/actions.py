"""Placing, changing and stopping announcements; each with its event in the audit trail."""

from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from portal.announcements.models import Announcement
from portal.people.models import User
from portal.record.audit import record


class ChangedMeanwhile(Exception):
    """Somebody else changed or removed the announcement after this person saw it."""


@transaction.atomic
def place(announcement: Announcement, *, by: User, seen: int | None) -> None:
    """Save a new announcement, or the changes to the version that was ``seen``. Raises ChangedMeanwhile.

    The audit trail tells the period and the kind; the text is public and stands in the record.
    """
    new = announcement._state.adding
    if new:
        announcement.save()
    else:
        values = {field.attname: getattr(announcement, field.attname) for field in announcement._meta.concrete_fields}
        values |= {"version": (seen or 0) + 1}
        values.pop("id")
        if not type(announcement)._default_manager.filter(pk=announcement.pk, version=seen or 0).update(**values):
            raise ChangedMeanwhile
    begins, ends = announcement.period.lower, announcement.period.upper
    record(
        by,
        "place_announcement" if new else "change_announcement",
        announcement,
        kind=announcement.kind,
        begins=begins.isoformat(),
        ends=ends.isoformat() if ends else None,
    )


@transaction.atomic
def stop(announcement: Announcement, *, by: User, at: datetime) -> None:
    """Nobody sees it from now on: one that has begun ends, one that has not goes away. Nothing when it was over."""
    rows = type(announcement)._default_manager.filter(pk=announcement.pk)
    if announcement.period.lower >= at:
        rows.delete()
    elif announcement.period.upper is None or announcement.period.upper > at:
        rows.update(period=DateTimeTZRange(announcement.period.lower, at), version=announcement.version + 1)
    else:
        return
    record(by, "stop_announcement", announcement)
