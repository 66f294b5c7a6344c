"""How the web server is started: by `make run`, and by who measures it."""

import sys

#: Processes, and threads of Python in each.
WORKERS, THREADS = 2, 4
#: Connections that each process keeps, open ones on which nobody asks anything included: a browser holds several for
#: half a minute. Beyond them a visitor waits until somebody else goes away, without a word. So many more than threads;
#: who asks while all threads are busy waits inside, in order.
CONNECTIONS = 1024
#: Connections that wait to be taken in; the opening of a fund brings many in one second.
BACKLOG = 2048
#: Of the database, for each process: one for each thread, and one spare.
DATABASE_POOL_SIZE = str(THREADS + 1)


def web_command(host: str, port: int) -> list[str]:
    """The command that serves this portal there; it wants DATABASE_POOL_SIZE in its environment."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(WORKERS), "--blocking-threads", str(THREADS)),
        *("--backpressure", str(CONNECTIONS), "--backlog", str(BACKLOG), "--no-ws"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "15", "--log-level", "warning"),
        "portal.wsgi:application",
    ]
