"""Working off the outbox in a test, as relay and worker do it together."""

from functools import cache

from portal.celery import app
from portal.record import outbox
from portal.record.models import OutboxMessage


@cache
def _import_tasks() -> None:
    """Once a process: each time, Celery checks all models of the project, which takes longer than most consumers."""
    app.loader.import_default_modules()


def _consume(message: OutboxMessage) -> None:
    _import_tasks()
    app.tasks[message.task](message.pk)


def work_off() -> int:
    """Hand every due message straight to its consumer; returns how many there were."""
    total = 0
    while handed_over := outbox.relay(hand_over=_consume):
        total += handed_over
    return total
