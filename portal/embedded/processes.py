"""Telling whether a process id still means the process we knew: ids are used again."""

import os
import subprocess
from pathlib import Path
from typing import TypedDict


class Identity(TypedDict):
    pid: int
    started: str


def identity(pid: int) -> Identity:
    """A process id with the moment its process started; ``started`` is empty when there is none."""
    return {"pid": pid, "started": _started(pid)}


def is_same(known: Identity) -> bool:
    """True when the process we knew still runs."""
    return bool(known["started"]) and _started(known["pid"]) == known["started"]


def command_line(pid: int) -> str:
    """The command line of a process, empty when there is none."""
    proc = Path(f"/proc/{pid}/cmdline")
    if proc.parent.parent.joinpath("self").exists():
        try:
            return proc.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    return _ps(pid, "args=")


def _started(pid: int) -> str:
    """Boot id and start tick on Linux, start date elsewhere; a zombie counts as gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return "" if os.path.exists("/proc/self") else _ps(pid, "lstart=")
    return "" if fields[0] == "Z" else f"{boot}:{fields[19]}"


def _ps(pid: int, what: str) -> str:
    result = subprocess.run(["ps", "-o", what, "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return result.stdout.strip()
