"""Working off the outbox in a test, as relay and worker do it together."""

from portal.celery import app
from portal.record import outbox
from portal.record.models import OutboxMessage


def _consume(message: OutboxMessage) -> None:
    app.loader.import_default_modules()
    app.tasks[message.task](message.pk)


def work_off() -> int:
    """Hand every due message straight to its consumer; returns how many there were."""
    total = 0
    while handed_over := outbox.relay(hand_over=_consume):
        total += handed_over
    return total
