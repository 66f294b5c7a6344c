"""Doing something at the same moment in many threads, each with its own connection."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

#: Seconds for the slowest machine; only a thread that hangs takes as long.
PATIENCE = 300


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Run all works at the same moment; returns what each returned or raised, in order."""
    barrier = threading.Barrier(len(works))
    results: list[Any] = [None] * len(works)

    def run(place: int, work: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(PATIENCE)
            results[place] = work()
        except Exception as error:  # noqa: BLE001 - the test judges what was raised
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return results
