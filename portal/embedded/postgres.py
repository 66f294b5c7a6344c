"""PostgreSQL on a unix socket, for one portal: made, started, and given its two roles.

``portal_owner`` owns the tables and migrates; ``portal_app`` is what web and workers use. The owner could
switch triggers off; the app role cannot.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from portal.embedded.binaries import Binaries
from portal.embedded.children import Child, wait_until
from portal.embedded.folder import Folder
from portal.embedded.processes import command_line

OWNER, APP, DATABASE = "portal_owner", "portal_app", "portal"
#: Crash recovery of a full laptop database may take this long.
SECONDS_TO_READY = 180.0
FAST_FOR_TESTS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "shared_buffers": "64MB",
    # Every test process may let sixty people in at once.
    "max_connections": "400",
}


class DatabaseFailed(Exception):
    """The database could not be made or did not start; the message ends with its own words."""


def initialise(folder: Folder, binaries: Binaries, data: Path, *, sync: bool = True) -> None:
    """Make a new cluster in ``data``, at once or not at all; nothing happens when it exists."""
    if (data / "PG_VERSION").exists():
        return
    draft = data.with_name(f"{data.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    folder.give(draft, 0o700)
    # A file, and the servers' own: a pipe is refused after the change of user.
    with tempfile.NamedTemporaryFile("w", dir=folder.sockets) as password:
        password.write(folder.secret("database-owner"))
        password.flush()
        folder.give(Path(password.name), 0o400)
        command = [
            *(binaries.postgres / "initdb", "-D", draft, "-U", OWNER, "--auth=scram-sha-256"),
            *(f"--pwfile={password.name}", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin"),
            *("--builtin-locale=C.UTF-8", "--data-checksums", "--no-instructions"),
            *([] if sync else ["--no-sync"]),
        ]
        result = subprocess.run(  # noqa: S603
            [str(part) for part in command],
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            user=folder.user.pw_uid if folder.user else None,
            group=folder.user.pw_gid if folder.user else None,
            extra_groups=[] if folder.user else None,
        )
    if result.returncode:
        raise DatabaseFailed(f"initdb: {result.stderr.strip() or result.stdout.strip()}")
    draft.rename(data)


def child(folder: Folder, binaries: Binaries, data: Path, options: dict[str, str] | None = None) -> Child:
    """The server as a child of the supervisor; SIGINT is its "fast" stop."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(folder.sockets),
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "timezone": "UTC",
        # A refused statement holds what somebody typed: names, dates of birth. It stays out of the log.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
    } | (options or {})
    arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return Child(
        "postgres",
        [binaries.postgres / "postgres", "-D", data, *arguments],
        log=folder.logs / "postgres.log",
        user=folder.user,
        stop_signal=signal.SIGINT,
        orphan_signal=signal.SIGINT,
        patience=60,
    )


def clear_stale_pid(data: Path) -> None:
    """Remove a ``postmaster.pid`` whose number now belongs to another process, else PostgreSQL never starts again.

    Call only while holding the folder's lock and after ``Child.end_orphan``.
    """
    path = data / "postmaster.pid"
    try:
        pid = int(path.read_text().splitlines()[0])
    except (FileNotFoundError, ValueError, IndexError):
        return
    if str(data) not in command_line(pid):
        path.unlink(missing_ok=True)
        return
    os.kill(pid, signal.SIGINT)
    if not wait_until(lambda: str(data) not in command_line(pid), seconds=60):
        raise DatabaseFailed(f"An older PostgreSQL (process {pid}) keeps this data and does not stop.")


def url(folder: Folder, role: str, database: str = DATABASE) -> str:
    """The address of the database for one of the roles."""
    secret = folder.secret("database-owner" if role == OWNER else "database-app")
    return f"postgresql://{role}:{quote(secret)}@{quote(str(folder.sockets), safe='')}/{database}"


def wait_for(server: Child, folder: Folder) -> None:
    """Return when the server answers; raises DatabaseFailed with its last words when it ends or takes too long."""

    def answers() -> bool:
        if server.has_ended():
            raise DatabaseFailed(f"PostgreSQL ended:\n{server.last_lines()}")
        try:
            psycopg.connect(_for_libpq(folder, "postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    if not wait_until(answers, SECONDS_TO_READY):
        raise DatabaseFailed(f"PostgreSQL does not answer:\n{server.last_lines()}")


def prepare_roles(folder: Folder) -> None:
    """Make the database and the app role where they are missing, and set the app role's password."""
    with psycopg.connect(_for_libpq(folder, "postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APP]).fetchone():
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(APP)))
        connection.execute(
            sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(APP), folder.secret("database-app"))
        )
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _for_libpq(folder: Folder, database: str) -> str:
    return psycopg.conninfo.make_conninfo(
        host=str(folder.sockets), user=OWNER, password=folder.secret("database-owner"), dbname=database
    )
