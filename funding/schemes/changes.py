"""The marks of changes of schemes, which every page adds up, do not grow in number for ever."""

from celery import shared_task

from funding.schemes.models import SchemesChange
from portal.record.marks import add_up


@shared_task(name="funding.add_up_changes")
def add_up_changes() -> None:
    """Make one of the marks of long ago."""
    add_up(SchemesChange)
