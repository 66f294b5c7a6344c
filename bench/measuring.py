"""How large, how long, how much: what the benches of the catalogue measure with."""

import os
import resource
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

COURSES = int(os.environ.get("COURSES", "100000"))


def milliseconds[**P](work: Callable[P, object], *given: P.args, **named: P.kwargs) -> float:
    start = perf_counter()
    work(*given, **named)
    return (perf_counter() - start) * 1e3


def p95(found: Sequence[float]) -> float:
    return sorted(found)[len(found) * 95 // 100]


def resident() -> int:
    """Megabytes of this process that are in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // 2**20
