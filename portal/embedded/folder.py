"""The data folder: everything a portal on this machine keeps, guarded by one lock."""

import fcntl
import hashlib
import os
import pwd
import secrets
import stat
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

#: A unix socket's path has at most about 107 bytes (sun_path); PostgreSQL adds its own file name.
LONGEST_SOCKET_FOLDER = 85
#: Servers refuse to run as root; this user owns nothing and exists everywhere.
UNPRIVILEGED = "nobody"


class AlreadyRunning(Exception):
    """Another portal holds this data folder."""


class NotOurs(Exception):
    """Somebody else made this folder."""


@dataclass
class Folder:
    """The data folder of one portal. ``servers`` is where PostgreSQL and Valkey keep theirs, owned by ``user``.

    ``user`` is None when we are not root: then the servers run as we do.
    """

    path: Path
    user: pwd.struct_passwd | None = None
    _lock: IO[str] | None = field(default=None, repr=False)

    @classmethod
    def open(cls, path: Path) -> "Folder":
        """Make the folder if needed and take its lock; raises AlreadyRunning, and NotOurs with the path."""
        path = path.resolve()
        path.mkdir(parents=True, exist_ok=True)
        user = pwd.getpwnam(UNPRIVILEGED) if os.geteuid() == 0 else None
        folder = cls(path, user)
        folder._take_lock()
        for part in (folder.logs, folder.servers, folder.sockets):
            part.mkdir(parents=True, exist_ok=True)
            if not folder._is_ours(part):
                folder.close()
                raise NotOurs(str(part))
        folder.logs.chmod(0o700)
        for part in (folder.servers, folder.sockets):
            folder.give(part, 0o700)
        return folder

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    @property
    def servers(self) -> Path:
        """Data of the database and broker; outside the folder only when the unprivileged user cannot reach it."""
        if self.user is None or can_reach(self.path, self.user):
            return self.path / "servers"
        return Path("/var/lib") / f"doorleren-{self._digest}"

    @property
    def sockets(self) -> Path:
        inside = self.servers / "run"
        if len(bytes(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        return Path(tempfile.gettempdir()) / f"doorleren-{self._digest}"

    @property
    def _digest(self) -> str:
        return hashlib.sha256(bytes(self.path)).hexdigest()[:12]

    def give(self, path: Path, mode: int) -> None:
        """Make a path the servers' own, with these rights."""
        path.chmod(mode)
        if self.user:
            os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def _is_ours(self, path: Path) -> bool:
        """A folder, no link to one, of us or our servers: a name that can be guessed may be laid there for us."""
        status = path.lstat()
        return stat.S_ISDIR(status.st_mode) and status.st_uid in {os.geteuid(), self.user and self.user.pw_uid}

    def secret(self, name: str) -> str:
        """A random secret that stays the same for this folder, readable by the owner only."""
        path = self.path / f"{name}.secret"
        try:
            return path.read_text(encoding="utf-8")
        except FileNotFoundError:
            value = secrets.token_urlsafe(48)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(value)
            return value

    def _take_lock(self) -> None:
        # Kept open for life: the kernel frees the lock when we die, however we die.
        lock = (self.path / "lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise AlreadyRunning(str(self.path)) from None
        self._lock = lock

    def close(self) -> None:
        if self._lock:
            self._lock.close()


def can_reach(path: Path, user: pwd.struct_passwd) -> bool:
    """True when this user may walk through every folder down to and including ``path``."""
    for folder in [path, *path.parents]:
        try:
            status = folder.stat()
        except FileNotFoundError:
            continue
        if status.st_uid == user.pw_uid:
            needed = 0o100
        elif status.st_gid == user.pw_gid:
            needed = 0o010
        else:
            needed = 0o001
        if not status.st_mode & needed:
            return False
    return True
