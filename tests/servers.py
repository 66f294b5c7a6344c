"""PostgreSQL and Valkey for the test run, started before Django reads its settings, gone when pytest is.

pytest-django reads the settings before the root conftest, so this is a plug-in (``-p tests.servers``). With
DATABASE_URL and REDIS_URL in the environment nothing is started.
"""

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from portal.embedded import binaries, postgres, valkey
from portal.embedded.folder import Folder

_stop: list[Callable[[], None]] = []


def start(root: Path, options: dict[str, str] | None = None) -> dict[str, str]:
    """Start both servers with their data under ``root`` (kept when it is there); returns the environment that points
    at them. ``options`` of PostgreSQL go before those that make tests fast.
    """
    folder = Folder.open(root)
    _stop.append(folder.close)
    programs = binaries.find(folder.servers, folder.user)
    data = folder.servers / "postgres"
    postgres.initialise(folder, programs, data, sync=False)
    database = postgres.child(folder, programs, data, postgres.FAST_FOR_TESTS | (options or {}))
    database.orphan_signal = signal.SIGQUIT
    broker_data = folder.servers / "valkey"
    broker_data.mkdir(exist_ok=True)
    folder.give(broker_data, 0o700)
    broker = valkey.child(folder, programs, broker_data)
    for server in (database, broker):
        server.end_orphan()
        server.start()
        _stop.append(lambda server=server: server.stop(patience=5))  # type: ignore[misc]
    postgres.wait_for(database, folder)
    postgres.prepare_roles(folder)
    valkey.wait_for(broker, folder)
    return {
        "DATABASE_URL": postgres.url(folder, postgres.OWNER),
        "REDIS_URL": valkey.url(folder),
        # How long visitors may wait is no part of what tests show; on a slow machine sixty threads wait longer.
        "STATEMENT_TIMEOUT": "120s",
        "LOCK_TIMEOUT": "120s",
        "IDLE_TIMEOUT": "0",
    }


@pytest.hookimpl(wrapper=True)  # wrappers go before pytest-django, which reads the settings in the same hook
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    os.environ["PORTAL_MODE"] = "test"
    if "DATABASE_URL" not in os.environ and "PYTEST_XDIST_WORKER" not in os.environ:
        root = Path(tempfile.mkdtemp(prefix="doorleren-test-"))
        root.chmod(0o755)  # the servers' user walks through it; what is inside is closed
        os.environ.update(start(root), STATIC_ROOT=str(root / "static"))
        (root / "static").mkdir()
        _stop.append(lambda: shutil.rmtree(root, ignore_errors=True))
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker and os.environ["REDIS_URL"].startswith("redis+socket:"):
        # Workers share the servers: pytest-django names a database for each, this names a part of Valkey.
        os.environ["REDIS_URL"] += f"?virtual_host={1 + int(worker.removeprefix('gw'))}"
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    stop()


def stop() -> None:
    """Stop what ``start`` started in this process."""
    for one in _stop:
        one()
    _stop.clear()
