"""An end to work that another's text could make last for hours."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from intake.busy.enums import Problem
from intake.busy.reading import Unreadable


@contextmanager
def no_more_work_than(seconds: float) -> Iterator[None]:
    """Raises Unreadable inside once this process worked that long (waiting does not count).

    A rule such as "every 30 February" is looked for until the year 9999, inside a library that knows no end to it. The
    signal for it comes in the main thread only, where a worker does its tasks; elsewhere there is no end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Unreadable(Problem.TOO_MANY)
