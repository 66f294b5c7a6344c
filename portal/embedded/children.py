"""One child process: started in its own group, watched, and stopped with everything it started."""

import ctypes
import json
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from portal.embedded.processes import identity, is_same

LOG_LIMIT = 10_000_000
PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass
class Child:
    """A program under the supervisor. ``stop_signal`` asks it to end; after ``patience`` seconds it is killed."""

    name: str
    command: Sequence[str | Path]
    log: Path
    environment: dict[str, str] | None = None
    user: pwd.struct_passwd | None = None
    folder: Path = Path("/")
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGTERM
    patience: float = 20.0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def _pid_file(self) -> Path:
        return self.log.with_suffix(".pid")

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only us, and so that it dies if we do (Linux)."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.rotate_log()
        with self.log.open("ab") as log:  # a file, never a pipe: an undrained pipe stops the child
            self._process = subprocess.Popen(  # noqa: S603
                [str(part) for part in self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent(self.orphan_signal),
                env=self.environment,
                cwd=self.folder,
                user=self.user.pw_uid if self.user else None,
                group=self.user.pw_gid if self.user else None,
                extra_groups=[] if self.user else None,
            )
        whole = self._pid_file.with_suffix(".new")  # nobody reads half a file
        whole.write_text(json.dumps(identity(self._process.pid)))
        whole.replace(self._pid_file)

    def has_ended(self) -> bool:
        """True when it was started and is gone."""
        return self._process is not None and self._process.poll() is not None

    def clear_group(self) -> None:
        """Kill what it left behind: workers of a killed web server live on and keep the port."""
        if self._process:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def stop(self, patience: float | None = None) -> None:
        """Ask it to end and wait; kill it and its group when it does not, or what is left of the group."""
        if self._process is None:
            return
        if self._process.poll() is None:
            with suppress(ProcessLookupError):
                self._process.send_signal(self.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(self.patience if patience is None else patience)
        self.clear_group()
        self._process.wait()
        self._process = None
        self._pid_file.unlink(missing_ok=True)

    def end_orphan(self) -> None:
        """End the process that an earlier supervisor left behind under this name, if it still runs."""
        try:
            left = json.loads(self._pid_file.read_text())
        except (FileNotFoundError, ValueError):
            return
        if is_same(left):
            os.kill(left["pid"], self.stop_signal)
            wait_until(lambda: not is_same(left), seconds=self.patience)
            if is_same(left):
                os.killpg(left["pid"], signal.SIGKILL)
                wait_until(lambda: not is_same(left), seconds=5)
        self._pid_file.unlink(missing_ok=True)

    def rotate_log(self) -> None:
        """Keep one older log; the child goes on writing to the same, emptied file."""
        with suppress(FileNotFoundError):
            if self.log.stat().st_size > LOG_LIMIT:
                self.log.with_suffix(".log.1").write_bytes(self.log.read_bytes()[-LOG_LIMIT:])
                os.truncate(self.log, 0)

    def last_lines(self, count: int = 8) -> str:
        """The end of its log, to say why it failed."""
        try:
            return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])
        except FileNotFoundError:
            return ""


def wait_until(condition: Callable[[], bool], seconds: float, pause: float = 0.05) -> bool:
    """Wait for a condition; False when it did not come in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


def _die_with_parent(orphan_signal: signal.Signals) -> Callable[[], None] | None:
    """Runs in the child after the change of user, so that it survives it. Elsewhere ``end_orphan`` cleans up."""
    if _LIBC is None:
        return None
    libc, parent = _LIBC, os.getpid()

    def ask_the_kernel() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(orphan_signal), 0, 0, 0)
        if os.getppid() != parent:  # the supervisor died before the request
            os._exit(1)

    return ask_the_kernel
