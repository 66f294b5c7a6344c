"""The relay process: waits for new outbox messages and hands them to the broker."""

import logging
import time
from collections.abc import Callable

import psycopg
from celery.exceptions import OperationalError as CeleryOperationalError
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from portal.record import outbox

log = logging.getLogger("portal.relay")

SECONDS_BETWEEN_LOOKS = 1.0
BATCH = 100


def run(stopped: Callable[[], bool]) -> None:
    """Relay until ``stopped()``; outlives a database or broker that goes away and comes back."""
    while not stopped():
        close_old_connections()
        try:
            if outbox.relay(BATCH) == BATCH:
                continue
            _wait_for_message()
        except (
            BrokerError,
            CeleryOperationalError,
            RedisError,
            DatabaseError,
            psycopg.Error,
            OSError,
        ) as error:
            log.warning("relay waits", extra={"error": type(error).__name__})
            connection.close()
            time.sleep(SECONDS_BETWEEN_LOOKS)


def _wait_for_message() -> None:
    """Return at the next NOTIFY, or after a second: a missed notice costs no more than that."""
    connection.ensure_connection()
    raw: psycopg.Connection = connection.connection
    with connection.cursor() as cursor:
        cursor.execute("LISTEN portal_outbox")
    for _notice in raw.notifies(timeout=SECONDS_BETWEEN_LOOKS, stop_after=1):
        pass
