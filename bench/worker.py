"""What one process of the portal holds of a large catalogue, one JSON line per figure. Started by bench.catalogue on
its database: a process that made no catalogue and has no other index in it, as those that answer visitors.
"""

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

from bench.figures import tell
from bench.measuring import resident
from bench.visiting import answer, visitor

#: Megabytes that a process may hold, and take for a moment while it reads.
HOLDS, HIGHEST = 400, 600


def run() -> bool:
    """In a process of its own; whether it reached its targets."""
    return subprocess.run([sys.executable, "-m", "bench.worker"], env=os.environ).returncode == 0


def main() -> int:
    from portal import wsgi  # sets up Django, as the web server does

    assert wsgi.application
    from django.utils import timezone

    from courses.search import columns
    from courses.search.in_columns import words_in_columns
    from funding.check.catalogue_costs import settle

    somebody = visitor()
    somebody.get("/")
    at_first = resident()
    somebody.get("/opleidingen/")
    snapshot = columns.snapshot(timezone.localdate())
    with_columns = resident()
    somebody.get("/opleidingen/?q=lassen")
    for thread in threading.enumerate():
        if thread.name == "words":  # it makes them, and gives back what it took for a moment
            thread.join()
    assert words_in_columns(snapshot) is not None
    with_words = resident()
    answer(somebody, snapshot)
    somebody.get("/opleidingen/?q=lassen&volgorde=eigen-bijdrage")
    settle()
    whole, part = resident(), "memory of a worker"
    well = tell(f"{part}: Django and its first page", at_first, "MB", against=HOLDS, target=1, n=1)
    well &= tell(f"{part}: for columns", with_columns - at_first, "MB", against=HOLDS, target=1, n=1)
    well &= tell(f"{part}: for words", with_words - with_columns, "MB", against=HOLDS, target=1, n=1)
    well &= tell(f"{part}: for own contribution", whole - with_words, "MB", against=HOLDS, target=1, n=1)
    well &= tell(f"{part}: all of it", whole, "MB", against=HOLDS, target=1, n=1)
    well &= tell(f"{part}: at its highest, while reading", _highest(), "MB", against=HIGHEST, target=1, n=1)
    return 0 if well else 1


def _highest() -> int:
    """The most megabytes that this process had in memory so far."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found, status
    return int(found[1]) // 2**10


if __name__ == "__main__":
    sys.exit(main())
