"""A real portal in a process group of its own, as `make run` starts it, for tests that kill parts of it."""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import psutil
import pytest
from django.conf import settings

from portal.embedded.folder import UNPRIVILEGED, Folder
from tests.database import shared

#: For the slowest machine; only what never comes takes as long.
SECONDS = 400.0
#: What the test run has for itself. A portal has its own, also its own folder of static files: each start clears it.
OF_THE_TESTS = {"DATABASE_URL", "REDIS_URL", "PORTAL_MODE", "STATIC_ROOT"}


#: Each run begins elsewhere in the range of its worker: another run on this machine counts too.
_ports = count(37 * os.getpid())


def free_port() -> int:
    """A port that nobody listens on now: below those that systems give to connections, apart for each test process."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for _try in range(1000):
        port = 20_000 + 1000 * worker + next(_ports) % 1000
        with socket.socket() as test, suppress(OSError):
            test.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def wait_for(
    condition: Callable[[], object], seconds: float = SECONDS, what: Callable[[], str] | str = "", every: float = 0.05
) -> None:
    """Return when the condition holds, looking ``every`` so many seconds; AssertionError names what did not come."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"did not come within {seconds:.0f} s: {what() if callable(what) else what}"
        time.sleep(every)


@dataclass
class Portal:
    """`manage.py up` on a data folder and port of its own. ``output`` is what it printed."""

    data: Path
    port: int = field(default_factory=free_port)
    user: int | None = None
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    #: One that is refused because another holds its data takes nothing of it away.
    held_data: bool = False

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    @property
    def _log(self) -> Path:
        return self.data.with_suffix(".out")

    def begin(self) -> "Portal":
        """Start it without waiting."""
        kept = {k: v for k, v in os.environ.items() if k not in OF_THE_TESTS}
        env = kept | {"DATA_DIR": str(self.data), "PORT": str(self.port), "DEMO": "1"} | self.environment
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "up"],
                cwd=settings.BASE_DIR,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=self.user,
                group=self.user,
                extra_groups=[] if self.user else None,
            )
        return self

    def start(self) -> "Portal":
        """Start it and wait until everything runs."""
        self.held_data = True
        self.begin()
        said = self.output.count("Doorleren draait op")

        def ready() -> bool:
            assert self.process
            assert self.process.poll() is None, self.output
            return self.output.count("Doorleren draait op") > said

        wait_for(ready, what=lambda: f"start\n{self.output}", every=0.2)
        return self

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop as Ctrl-C does and return its exit code; AssertionError when it does not, and it is killed."""
        assert self.process
        self.process.send_signal(number)
        try:
            return self.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(SECONDS)
            raise AssertionError(f"did not stop within {SECONDS:.0f} s\n{self.output}") from None

    def pid(self, name: str) -> int:
        """The process id of a child by its name in the supervisor."""
        return int(json.loads((self.data / "logs" / f"{name}.pid").read_text())["pid"])

    @property
    def servers(self) -> Path:
        """Where PostgreSQL and Valkey keep theirs; elsewhere when the home is closed to the user they run as."""
        return Folder(self.data.resolve(), pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else None).servers

    def end(self) -> None:
        """Leave nothing behind after a test, also one that failed."""
        try:
            if self.process and self.process.poll() is None:
                self.stop()
        finally:
            if self.held_data:
                shutil.rmtree(self.servers, ignore_errors=True)

    def processes(self) -> list[psutil.Process]:
        """Every living process that works for this portal: by descent, command line or environment."""
        mark = f"DATA_DIR={self.data.resolve()}"
        found = []
        if self.process and self.process.poll() is None:
            found = psutil.Process(self.process.pid).children(recursive=True)
        for process in psutil.process_iter():
            try:
                command = " ".join(process.cmdline())
                if process.status() == psutil.STATUS_ZOMBIE:
                    continue
                if str(self.data.resolve()) in command or mark in [f"{k}={v}" for k, v in process.environ().items()]:
                    found.append(process)
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        return list(set(found))

    def wait_until_gone(self) -> None:
        """Return when none of its processes is left; to look at those of the whole machine takes a while."""
        wait_for(lambda: not self.processes(), what="nothing is left", every=0.5)

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a page; status 0 when nobody answers."""
        return Visitor(self).get(path)

    def manage(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a management command beside it, as an operator does."""
        kept = {k: v for k, v in os.environ.items() if k not in OF_THE_TESTS}
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=kept | {"DATA_DIR": str(self.data)},
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
        )


@contextmanager
def demo_portal() -> Iterator[Portal]:
    """A running demo portal on a data folder that goes away with it, for benches."""
    root = Path(tempfile.mkdtemp(prefix="doorleren-up-"))
    root.chmod(0o755)
    running = Portal(root / "data")
    try:
        yield running.start()
    finally:
        running.end()
        shutil.rmtree(root, ignore_errors=True)


@dataclass(frozen=True)
class FirstStart:
    """What a portal was from its start on an empty folder, without a demo, until it had stopped and nothing ran.

    ``statuses`` by path, ``owners`` by the name of a program.
    """

    data: Path
    statuses: dict[str, int]
    owners: dict[str, str]
    rights_of_home: int
    exit_code: int


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FirstStart]:
    """Once a run, in a home that nobody else may enter; the shared portal goes on with its data.

    All migrations are applied here, which takes most of the time of a start.
    """
    (shared(tmp_path_factory.getbasetemp()) / "portal").touch(exist_ok=False)  # a second one is a mistake of sharing.py
    home = Path(tempfile.mkdtemp(prefix="doorleren-up-"))
    portal = Portal(home / "data", environment={"DEMO": "0"})
    try:
        portal.start()
        statuses = {path: portal.get(path)[0] for path in ("/", "/opleidingen/", "/demo/mail/")}
        owners = owners_of(portal.processes())
        rights = home.stat().st_mode & 0o777
        exit_code = portal.stop(signal.SIGINT)
        portal.wait_until_gone()
        yield FirstStart(portal.data, statuses, owners, rights, exit_code)
    finally:
        portal.end()
        shutil.rmtree(home, ignore_errors=True)


def owners_of(processes: list[psutil.Process]) -> dict[str, str]:
    """Name of a program -> name of the user that it runs as."""
    owners = {}
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            owners[process.name()] = process.username()
    return owners


@pytest.fixture(scope="session")
def portal(first_start: FirstStart) -> Iterator[Portal]:
    """One with a demo for all tests of the run that need a whole portal, also those that kill parts of it or end it."""
    running = Portal(first_start.data)
    try:
        yield running.start()
    finally:
        running.end()


@pytest.fixture
def ready_portal(portal: Portal) -> Portal:
    """The shared portal, when all that an earlier test killed is back; it is started again where that test ended it."""
    assert portal.process
    if portal.process.poll() is not None:
        portal.start()
    wait_for(lambda: portal.get("/healthz/ready")[0] == 200, what=lambda: f"ready again\n{portal.output}")
    return portal


class Visitor:
    """A browser without a screen: cookies, redirects, forms."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))
        self.at = ""

    def get(self, path: str) -> tuple[int, str]:
        return self._open(urllib.request.Request(self._url(path)))

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """Send a form with the token of the page seen last (its cookie)."""
        token = next((cookie.value for cookie in self.cookies if cookie.name == "csrf"), "")
        body = urlencode(fields | {"csrfmiddlewaretoken": token or ""}).encode()
        return self._open(urllib.request.Request(self._url(path), body))

    def _url(self, path: str) -> str:
        return path if path.startswith("http") else self.portal.address + path

    def _open(self, request: urllib.request.Request) -> tuple[int, str]:
        """(status, page); (0, "") when no answer came, or not all of it."""
        try:
            with self._opener.open(request, timeout=30) as answer:
                page = answer.read().decode()
                self.at = answer.geturl()
                return answer.status, page
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")
        except (OSError, HTTPException):
            return 0, ""
