"""What a page leaves until its answer is on its way, so that nobody waits for it."""

import threading
from collections.abc import Callable
from typing import Any

from django.core.signals import request_finished
from django.dispatch import receiver

type Work = Callable[[], object]


class _Left(threading.local):
    """What the request that this thread answers left to do."""

    def __init__(self) -> None:
        self.work: list[Work] = []


_left = _Left()


def afterwards(work: Work) -> None:
    """Do this when the answer to the request of this thread has been handed over.

    The thread answers the next request only after it, so it must be short: starting something, say. It is lost when
    the process ends before, so nothing that must happen belongs here (that is what the outbox is for).
    """
    _left.work.append(work)


@receiver(request_finished)
def _do(**_signal: Any) -> None:
    work, _left.work = _left.work, []
    for one in work:
        one()
