"""Promises kept after the commit: put a message, relay it to Celery, consume it once.

A request never talks to the broker: a broker that is down loses nothing, one that hangs holds up nobody.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial, wraps
from typing import Any

from celery import Task, shared_task
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone

from portal.celery import app
from portal.people.models import User
from portal.record.audit import record
from portal.record.models import OutboxMessage

log = logging.getLogger("portal.outbox")

MOST_ATTEMPTS = 5
#: After this long without a result the broker may have lost the message; sending it again is harmless. Soon when
#: nothing waits in the broker: then no worker will ever find it (one was killed with the message in its hands).
LOST_AFTER, LOST_AFTER_WHEN_IDLE = timedelta(minutes=5), timedelta(seconds=20)
#: A database that is away cannot note that something failed: then Celery keeps the message and tries again.
DATABASE_AWAY = (OperationalError, InterfaceError)


def put(task: str, key: str, *, due: datetime | None = None, **payload: Any) -> None:
    """Promise ``task`` with this payload (ids only), in the running transaction. The same key twice is one promise."""
    # By the clock that the relay reads, not that of the database: the two may differ.
    message = OutboxMessage(key=key, task=task, payload=payload, due=due or timezone.now())
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)


def to_broker(message: OutboxMessage) -> None:
    """Send one message to Celery; raises the broker's error when it is away."""
    app.send_task(message.task, args=[message.pk], task_id=f"{message.key}:{message.attempts}")


def relay(limit: int = 100, hand_over: Callable[[OutboxMessage], None] = to_broker) -> int:
    """Hand over due messages and return how many. When handing over fails, nothing is marked and it raises."""
    with transaction.atomic():
        messages = list(OutboxMessage.objects.to_relay(timezone.now()).select_for_update(skip_locked=True)[:limit])
        for message in messages:
            hand_over(message)
        OutboxMessage.objects.filter(pk__in=[m.pk for m in messages]).update(relayed=timezone.now())
    return len(messages)


def waiting_in_broker() -> int:
    """How many messages the broker keeps that no worker took yet; raises the broker's error when it is away."""
    with app.connection_for_read() as broker:
        channel: Any = broker.default_channel
        return int(channel.queue_declare(app.conf.task_default_queue).message_count)


def requeue_lost() -> int:
    """Open again what the broker should have had finished by now and no worker is busy with; return how many."""
    patience = LOST_AFTER if waiting_in_broker() else LOST_AFTER_WHEN_IDLE
    with transaction.atomic():
        lost = OutboxMessage.objects.lost_since(timezone.now() - patience).select_for_update(skip_locked=True)
        return OutboxMessage.objects.filter(pk__in=list(lost.values_list("pk", flat=True))).update(relayed=None)


def try_again(by: User) -> int:
    """Open again everything that was given up, with all its attempts; return how many."""
    with transaction.atomic():
        found = OutboxMessage.objects.filter(parked__isnull=False, done=None)
        number = found.update(parked=None, relayed=None, attempts=0, due=timezone.now())
        record(by, "try_again", by, number=number)
    return number


def consumes(task: str) -> Callable[[Callable[..., None]], Task[[int], None]]:
    """Make a function the consumer of a kind of message; it gets the payload as keyword arguments.

    It runs in one transaction with the mark that the message is done, so its effect on the database happens
    once, whatever is killed. Attempts are counted outside that transaction: a message that always fails, or
    always kills its worker, is parked after five.
    """

    def decorate(work: Callable[..., None]) -> Task[[int], None]:
        return _consumer(task, work, lambda message: _once(message, work))

    return decorate


def consumes_outside[Outcome](
    task: str, *, keep: Callable[..., None]
) -> Callable[[Callable[..., Outcome]], Task[[int], None]]:
    """Make a function that asks something of another system the consumer of a kind of message.

    It runs in no transaction, so that nothing of ours is locked while the other side thinks; ``keep`` gets what it
    returned, and the payload, in one transaction with the mark that the message is done. Killed between the two it is
    done again: the other side must know a repeat when it sees one. Failing counts as in ``consumes``.
    """

    def decorate(work: Callable[..., Outcome]) -> Task[[int], None]:
        def consume(message_id: int) -> None:
            # From now, not from when it was handed over, is how long nobody else takes it (LOST_AFTER).
            message = OutboxMessage.objects.unfinished().filter(pk=message_id)
            if not message.update(relayed=timezone.now()):
                return
            outcome = work(**message.values_list("payload", flat=True).get())
            _once(message_id, partial(keep, outcome))

        return _consumer(task, work, consume)

    return decorate


def _consumer(task: str, work: Callable[..., object], consume: Callable[[int], None]) -> Task[[int], None]:
    """A Celery task that counts an attempt, consumes the message, and puts it off when that fails."""

    @shared_task(name=task, autoretry_for=DATABASE_AWAY, retry_backoff=1, retry_backoff_max=30, max_retries=10)
    @wraps(work)
    def attempt(message_id: int) -> None:
        if not _count_attempt(message_id):
            return
        try:
            consume(message_id)
        except Exception as error:
            log.error(
                "consumer failed",
                extra={"outbox": message_id, "error": type(error).__name__},
                exc_info=True,
            )
            _try_later(message_id, type(error).__name__)

    return attempt


def _once(message_id: int, work: Callable[..., None]) -> None:
    """Do the work with the payload in one transaction with the mark; not when it was done meanwhile, or is being."""
    with transaction.atomic():
        message = OutboxMessage.objects.unfinished().select_for_update(skip_locked=True).filter(pk=message_id).first()
        if message is None:
            return
        work(**message.payload)
        message.done = timezone.now()
        message.save(update_fields=["done"])


def _count_attempt(message_id: int) -> bool:
    """Claim one of the attempts; False when the message is finished or has none left (then it is parked)."""
    open_message = OutboxMessage.objects.unfinished().filter(pk=message_id)
    if open_message.filter(attempts__lt=MOST_ATTEMPTS).update(attempts=F("attempts") + 1):
        return True
    if open_message.update(parked=timezone.now()):
        log.error("message parked", extra={"outbox": message_id})
    return False


def _try_later(message_id: int, error: str) -> None:
    message = OutboxMessage.objects.unfinished().filter(pk=message_id)
    attempts = message.values_list("attempts", flat=True).first() or 0
    pause = timedelta(seconds=10 * 3**attempts)
    message.update(relayed=None, due=timezone.now() + pause, error=error[:200])
