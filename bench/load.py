"""The catalogue under load over a real wire, one JSON line per figure: python -m bench.load
(COURSES for another size, LOAD_SECONDS for how long each number of clients asks)

Makes a catalogue in a database of its own, starts the web server with the workers and threads of `make run` on it, and
lets 1 and 16 clients ask searches as people do them, each the next as soon as it has its answer. Any answer but 200
counts. Then what a worker takes in memory: what only it has (USS), with the columns of the catalogue in it.
"""

import http.client
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import quote

import psutil

from bench.database import own_database
from bench.measuring import COURSES, p95
from portal.embedded import web

SECONDS = float(os.environ.get("LOAD_SECONDS", "15"))
CLIENTS = (1, 16)
#: What one worker may take with 100,000 courses: the columns take 11 MB, Django the most of the rest.
MEMORY = 400
PATIENCE = 120


@dataclass
class Answers:
    """What clients got: milliseconds of each answer, and the statuses that were not 200."""

    took: list[float] = field(default_factory=list)
    others: list[int] = field(default_factory=list)


def main() -> int:
    with own_database():
        _catalogue()
        return _measure()


def _catalogue() -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from bench.courses import fill
    from portal.demo import load_brands

    call_command("collectstatic", interactive=False, verbosity=0)
    load_brands()
    courses, sessions = fill(COURSES, timezone.localdate())
    print(f"{courses} courses and {sessions} sessions", file=sys.stderr)


def _measure() -> int:
    from bench.courses import queries
    from bench.figures import tell
    from tests.running import free_port

    port = free_port()
    server = web_server(port)
    try:
        asked = [quote(query, safe="=&+") for query in queries(400)]
        ready(port, server)
        _ask(port, asked[:100], clients=web.WORKERS * web.THREADS, seconds=PATIENCE)  # every worker has its columns now
        well, alone = True, 0.0
        for clients in CLIENTS:
            found = _ask(port, asked, clients=clients, seconds=SECONDS)
            n, rate = len(found.took), len(found.took) / SECONDS
            alone = alone or rate
            well &= tell(f"answers but 200, {clients} clients", len(found.others), "answers", against=1, target=0, n=n)
            well &= tell(
                f"pages a second, {clients} clients", rate, "pages/s", against=alone, target=1, n=n, at_least=True
            )
            for name, value in (("p50", median(found.took)), ("p95", p95(found.took))):
                # Who waits longer goes away; sixteen people who ask without a pause are some hundreds who read.
                well &= tell(f"page, {clients} clients, {name}", value, "ms", against=2_000, target=1, n=n)
        for number, worker in enumerate(psutil.Process(server.pid).children(recursive=True), 1):
            megabytes = worker.memory_full_info().uss / 2**20
            well &= tell(f"memory of worker {number} alone", megabytes, "MB", against=MEMORY, target=1, n=1)
        return 0 if well else 1
    finally:
        server.terminate()
        server.wait(PATIENCE)


def web_server(port: int) -> subprocess.Popen[bytes]:
    """The web server as portal.embedded.supervisor starts it."""
    return subprocess.Popen(
        web.web_command("127.0.0.1", port), env=os.environ | {"DATABASE_POOL_SIZE": web.DATABASE_POOL_SIZE}
    )


def ready(port: int, server: subprocess.Popen[bytes]) -> None:
    """Return when it answers; AssertionError when it ended or keeps silent."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, "the web server did not start"
        try:
            if _get(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE), "/opleidingen/") == 200:
                return
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
    raise AssertionError("the web server does not answer")


def _ask(port: int, asked: Sequence[str], *, clients: int, seconds: float) -> Answers:
    """Let so many clients ask for so long, each on a connection of its own and from elsewhere in the list.

    With more patience than there are questions each is asked once.
    """
    found, until = Answers(), time.monotonic() + seconds
    once = seconds == PATIENCE

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        at = number * len(asked) // clients
        for step in range(sys.maxsize):
            if time.monotonic() > until or (once and step == len(asked)):
                return
            start = time.perf_counter()
            try:
                status = _get(connection, f"/opleidingen/?{asked[(at + step) % len(asked)]}")
            except (OSError, http.client.HTTPException):  # no answer at all
                connection.close()
                status = 0
            found.took.append((time.perf_counter() - start) * 1e3)
            if status != 200:
                found.others.append(status)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _get(connection: http.client.HTTPConnection, path: str) -> int:
    """The status of an answer that came whole."""
    connection.request("GET", path, headers={"Host": "localhost"})
    answer = connection.getresponse()
    answer.read()
    return answer.status


if __name__ == "__main__":
    sys.exit(main())
