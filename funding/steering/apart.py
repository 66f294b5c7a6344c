"""Solving a portfolio in a process of its own, watched from here; the child is funding.steering.child."""

import pickle  # to and from funding.steering.child, in a folder that nobody else reads
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic

from django.conf import settings
from django.core.cache import cache

from funding.engine.portfolio.records import Answer, Portfolio
from funding.steering.child import MARK

_LOOK_EVERY = 1.0
_PROGRESS_KEPT = 3_600
#: A child that takes so many times what it may is ended.
_PATIENCE = 1.5


class ChildFailed(Exception):
    """The optimiser ended without an answer."""


def solve_apart(portfolio: Portfolio, seconds: float, watch: Callable[[float], None]) -> Answer:
    """Solve within so many seconds, and half as many more at the very most.

    ``watch`` hears every second which part is done (0 to 1), and may raise Cancelled to stop. Raises ChildFailed when
    the child ended badly or too late.
    """
    with TemporaryDirectory(prefix="steering-") as name:
        folder = Path(name)
        (folder / "portfolio").write_bytes(pickle.dumps(portfolio))
        command = [sys.executable, "-m", "funding.steering.child", name, str(seconds)]
        # Our own module, with a number and a folder of ours.
        with subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True) as child:  # noqa: S603
            lines: Queue[str | None] = Queue()
            reader = Thread(target=_read, args=(child, lines), daemon=True)
            reader.start()
            try:
                _watch(child, lines, monotonic() + _PATIENCE * seconds, watch)
            finally:
                child.kill()
                reader.join()
        return pickle.loads((folder / "answer").read_bytes())  # type: ignore[no-any-return]  # noqa: S301


def tell_part(of: object, part: float) -> None:
    """Keep for a page how far a calculation is (0 to 1)."""
    cache.set(f"steering:{of}", part, _PROGRESS_KEPT)


def told_part(of: object) -> float:
    """How far a calculation is, as far as its task told."""
    return float(cache.get(f"steering:{of}", 0.0))


def _watch(
    child: "subprocess.Popen[str]", lines: "Queue[str | None]", end: float, watch: Callable[[float], None]
) -> None:
    part = 0.0
    while True:
        try:
            line = lines.get(timeout=_LOOK_EVERY)
        except Empty:
            line = ""
        if line is None:
            break
        if line.startswith(MARK):
            part = float(line.removeprefix(MARK))
        watch(part)
        if monotonic() > end:
            raise ChildFailed("too late")
    if child.wait():
        raise ChildFailed(f"ended with {child.returncode}")


def _read(child: "subprocess.Popen[str]", lines: "Queue[str | None]") -> None:
    for line in child.stdout or ():
        lines.put(line)
    lines.put(None)
