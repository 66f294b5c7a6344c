"""Asking a ClamAV daemon whether bytes are clean: its INSTREAM command over a socket (man clamd, "COMMANDS")."""

import socket
import struct
from urllib.parse import urlsplit

CHUNK = 65_536
SECONDS = 60


class ScannerAway(Exception):
    """The daemon cannot be reached or did not answer as it should: ask again later."""


def is_clean(data: bytes, address: str) -> bool:
    """Whether the daemon finds nothing. ``address``: "tcp://host:port" or "unix:///path". Raises ScannerAway."""
    try:
        with _connect(address) as daemon:
            daemon.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), CHUNK):
                part = data[start : start + CHUNK]
                daemon.sendall(struct.pack("!L", len(part)) + part)
            daemon.sendall(struct.pack("!L", 0))
            answer = _read(daemon)
    except OSError as error:
        raise ScannerAway(type(error).__name__) from error
    if answer.endswith("FOUND"):
        return False
    if answer == "stream: OK":
        return True
    raise ScannerAway(answer[:80])


def _connect(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        daemon.settimeout(SECONDS)
        daemon.connect(parts.path)
        return daemon
    return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 3310), timeout=SECONDS)


def _read(daemon: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and (part := daemon.recv(CHUNK)):
        answer += part
    return answer.rstrip(b"\0").decode(errors="replace").strip()
