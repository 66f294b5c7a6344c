"""Getting the files of a feed: from a folder of this machine, or from the web as if every address were hostile.

Web: https only; every address that the name resolves to must be public, and the connection goes to exactly the
address that was checked (no second look-up in between); no redirects, no proxies, no log-in in the address; a cap on
size and on time that also ends a server that sends one byte a minute. Folder: nothing outside the feed's own folder.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NoReturn
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from courses.feeds.records import FeedBroken, Unusable
from courses.feeds.source import Source

CHUNK = 64 * 1024
IN_MEMORY = 4 * 1024 * 1024
#: IPv4 inside IPv6 (NAT64, and the old "compatible" form): a private address could hide in it.
_WRAPPED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"), ipaddress.ip_network("::/96"))


@dataclass(frozen=True, slots=True)
class Limits:
    """``file_bytes`` and ``file_seconds`` for one file, ``feed_seconds`` for all files together."""

    file_bytes: int = 300 * 1024 * 1024
    file_seconds: float = 120
    feed_seconds: float = 3600


def source_of(address: str, *, allow_loopback: bool = False, limits: Limits | None = None) -> Source:
    """A web source for an http(s) address, else a folder. ``allow_loopback`` is for tests and development only."""
    if urlsplit(address).scheme.lower() in {"http", "https"}:
        return WebSource(address, limits or Limits(), allow_loopback=allow_loopback)
    return FolderSource(Path(address), limits or Limits())


class FolderSource:
    """A feed as files. References are relative paths and stay inside the folder of the first file."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.folder = path.resolve().parent
        self.start = str(path.resolve())
        self.limits = limits

    def resolve(self, base: str, reference: str) -> str:
        wanted = "".join(reference.split())
        if urlsplit(wanted).scheme or wanted.startswith("//"):
            raise Unusable("address_refused", f"Het adres {wanted!r} is een webadres; deze feed wordt als map gelezen.")
        found = (Path(base).parent / wanted).resolve()
        if not found.is_relative_to(self.folder):
            raise Unusable("address_refused", f"Het pad {wanted!r} wijst buiten de map van de feed.")
        return str(found)

    @contextmanager
    def open(self, address: str) -> Iterator[IO[bytes]]:
        path = Path(address)
        try:
            if not path.is_file():
                raise Unusable("file_missing", "Dit bestand bestaat niet.")
            if path.stat().st_size > self.limits.file_bytes:
                _too_big(self.limits, self.name(address))
            file = path.open("rb")
        except OSError as error:
            raise Unusable("file_unreadable", "Dit bestand is niet te lezen.") from error
        with file:
            yield file

    def name(self, address: str) -> str:
        path = Path(address)
        return str(path.relative_to(self.folder)) if path.is_relative_to(self.folder) else path.name


class WebSource:
    """A feed on the web. References may be relative, and may lead to another host: each address is checked."""

    def __init__(self, address: str, limits: Limits, *, allow_loopback: bool) -> None:
        self.start = address.strip()
        self.limits, self.allow_loopback = limits, allow_loopback
        self.until = time.monotonic() + limits.feed_seconds

    def resolve(self, base: str, reference: str) -> str:
        return urljoin(base, "".join(reference.split()))

    @contextmanager
    def open(self, address: str) -> Iterator[IO[bytes]]:
        with SpooledTemporaryFile(IN_MEMORY) as file:
            self._download(address, file)
            file.seek(0)
            yield file

    def name(self, address: str) -> str:
        return address

    def _download(self, address: str, file: IO[bytes]) -> None:
        parts = self._allowed(address)
        seconds = min(self.limits.file_seconds, self.until - time.monotonic())
        if seconds <= 0:
            _too_slow(address)
        connection = _Connection(parts, seconds, allow_loopback=self.allow_loopback)
        # Whatever drips in, header or body: at the end of its time the connection is cut.
        timer = threading.Timer(seconds, connection.cut)
        timer.start()
        try:
            target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (f"?{parts.query}" if parts.query else "")
            connection.request(
                "GET", target, headers={"Accept": "application/xml, text/xml", "User-Agent": "Doorleren"}
            )
            with connection.getresponse() as response:
                self._receive(response, file, address)
            if connection.was_cut:
                _too_slow(address)
        except (OSError, http.client.HTTPException, ValueError) as error:
            if connection.was_cut or isinstance(error, TimeoutError):
                _too_slow(address)
            raise FeedBroken(
                "no_connection", f"De verbinding met {parts.hostname} lukt niet of brak af.", where=address
            ) from error
        finally:
            timer.cancel()
            connection.close()

    def _allowed(self, address: str) -> SplitResult:
        try:
            parts = urlsplit(address)
            port_is_number = parts.port is None or parts.port > 0
        except ValueError as error:
            raise Unusable("address_refused", f"{address!r} is geen webadres.") from error
        schemes = {"https", "http"} if self.allow_loopback else {"https"}
        if parts.scheme not in schemes or not parts.hostname or not port_is_number:
            raise Unusable("address_refused", f"Alleen adressen die met https:// beginnen mogen; dit is {address!r}.")
        if parts.username is not None or parts.password is not None:
            raise Unusable("address_refused", "Er mag geen inlognaam in het adres staan.")
        return parts

    def _receive(self, response: http.client.HTTPResponse, file: IO[bytes], address: str) -> None:
        if 300 <= response.status < 400:
            raise Unusable("redirect", "Dit adres stuurt door naar een ander adres; geef het echte adres op.")
        if response.status >= 500 or response.status == 429:
            raise FeedBroken("server_down", f"De server antwoordt met fout {response.status}.", where=address)
        if response.status != 200:
            raise Unusable("file_missing", f"De server heeft dit bestand niet (antwoord {response.status}).")
        if response.getheader("Content-Encoding", "identity") != "identity":
            raise Unusable("encoded", "De server stuurt het bestand ingepakt; dat vroegen we niet.")
        received = 0
        while chunk := response.read1(CHUNK):
            received += len(chunk)
            if received > self.limits.file_bytes:
                _too_big(self.limits, address)
            file.write(chunk)
        if response.length:  # bytes that were announced and did not come
            raise FeedBroken("cut_off", f"Het bestand brak af: {response.length} bytes ontbreken.", where=address)


def _too_big(limits: Limits, where: str) -> NoReturn:
    most = limits.file_bytes // (1024 * 1024)
    text = f"Het bestand is groter dan {most} MB. Splits de feed in een bestand per opleiding."
    raise FeedBroken("too_big", text, where)


def _too_slow(where: str) -> NoReturn:
    raise FeedBroken("too_slow", "Het ophalen duurde te lang en is gestopt.", where)


def _public(address: str) -> bool:
    """True for an address of the open internet: not of this machine, this network, a link, or a group."""
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inside = found.ipv4_mapped or found.sixtofour
        if inside is not None:
            return _public(str(inside))
        if found.teredo is not None or any(found in network for network in _WRAPPED):
            return False
    return found.is_global and not found.is_multicast


class _Connection(http.client.HTTPConnection):
    """One request to a checked address, by TLS unless it is a loopback address of a test."""

    def __init__(self, parts: SplitResult, seconds: float, *, allow_loopback: bool) -> None:
        self.secure = parts.scheme == "https"
        self.name = parts.hostname or ""
        super().__init__(self.name, parts.port or (443 if self.secure else 80), timeout=max(seconds, 0.001))
        self.allow_loopback = allow_loopback
        self.was_cut = False
        self.wire: socket.socket | None = None

    def connect(self) -> None:
        found = socket.getaddrinfo(self.name, self.port, type=socket.SOCK_STREAM)
        for *_rest, address in found:
            self._check(str(address[0]))
        wire = self._first_that_answers(found)
        if self.secure:
            wire = ssl.create_default_context().wrap_socket(
                wire, server_hostname=self.name, do_handshake_on_connect=False
            )
            self.wire = wire
            wire.do_handshake()
        self.sock = wire

    def _first_that_answers(self, found: list[Any]) -> socket.socket:
        problem = OSError(f"{self.name} has no address")
        for family, kind, protocol, _name, address in found:
            wire = self.wire = socket.socket(family, kind, protocol)
            wire.settimeout(self.timeout)
            try:
                wire.connect(address)
            except OSError as error:
                wire.close()
                problem = error
            else:
                return wire
        raise problem

    def close(self) -> None:
        super().close()
        if self.wire is not None:
            self.wire.close()

    def _check(self, host: str) -> None:
        if self.allow_loopback and ipaddress.ip_address(host.split("%")[0]).is_loopback:
            return
        if not self.secure or not _public(host):
            raise Unusable("address_refused", f"{self.name} is geen openbaar adres; dat wordt niet opgehaald.")

    def cut(self) -> None:
        """End the connection from another thread; whoever waits for it gets an error."""
        self.was_cut = True
        with suppress(OSError):
            if self.wire is not None:
                self.wire.shutdown(socket.SHUT_RDWR)
