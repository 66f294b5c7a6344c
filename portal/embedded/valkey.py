"""Valkey on a unix socket: the broker, with an append-only file so that a killed broker loses nothing."""

from pathlib import Path

import redis

from portal.embedded.binaries import Binaries
from portal.embedded.children import Child, wait_until
from portal.embedded.folder import Folder

SECONDS_TO_READY = 60.0


class BrokerFailed(Exception):
    """The broker did not start; the message ends with its own words."""


def socket(folder: Folder) -> Path:
    return folder.sockets / "valkey.sock"


def url(folder: Folder) -> str:
    """The address as Celery writes it."""
    return f"redis+socket://{socket(folder)}"


def child(folder: Folder, binaries: Binaries, data: Path) -> Child:
    """The server as a child of the supervisor. Needs ``data`` to exist and be the servers' own."""
    return Child(
        "valkey",
        [
            *(binaries.valkey, "--port", "0", "--unixsocket", socket(folder), "--unixsocketperm", "700"),
            *("--dir", data, "--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
            *("--maxmemory-policy", "noeviction", "--loglevel", "warning"),
        ],
        log=folder.logs / "valkey.log",
        user=folder.user,
    )


def wait_for(server: Child, folder: Folder) -> None:
    """Return when the broker answers; raises BrokerFailed with its last words when it ends or takes too long."""
    client = redis.Redis(unix_socket_path=str(socket(folder)), socket_timeout=2)

    def answers() -> bool:
        if server.has_ended():
            raise BrokerFailed(f"Valkey ended:\n{server.last_lines()}")
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False

    try:
        if not wait_until(answers, SECONDS_TO_READY):
            raise BrokerFailed(f"Valkey does not answer:\n{server.last_lines()}")
    finally:
        client.close()
