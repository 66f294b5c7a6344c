"""Reaching an address that somebody else wrote, as if every address were hostile.

https only; every address that the name resolves to must be public, and the connection goes to exactly the address
that was checked (no second look-up in between); no redirects, no proxies, no log-in in the address; an end to it that
also ends a server that sends one byte a minute. Who reads the answer caps its size.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import StrEnum
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

#: IPv4 inside IPv6 (NAT64, and the old "compatible" form): a private address could hide in it.
_WRAPPED = tuple(
    ipaddress.ip_network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "::ffff:0:0:0/96", "fec0::/10")
)


class Reason(StrEnum):
    """Why an address is not reached at all."""

    NO_ADDRESS = "no_address"
    NOT_HTTPS = "not_https"
    LOG_IN = "log_in"
    NOT_PUBLIC = "not_public"


class NotAllowed(Exception):
    """An address that is not reached, whatever is there."""

    def __init__(self, reason: Reason, address: str) -> None:
        super().__init__(f"{reason}: {address}")
        self.reason, self.address = reason, address


class NoAnswer(Exception):
    """The connection failed or broke off."""


class TooSlow(NoAnswer):
    """It took longer than allowed and was cut."""


def allowed(address: str, *, allow_loopback: bool = False) -> SplitResult:
    """The parts of an address that may be reached. Raises NotAllowed. ``allow_loopback`` is for tests only."""
    try:
        parts = urlsplit(address)
        port_is_number = parts.port is None or parts.port > 0
    except ValueError as error:
        raise NotAllowed(Reason.NO_ADDRESS, address) from error
    schemes = {"https", "http"} if allow_loopback else {"https"}
    if parts.scheme not in schemes or not parts.hostname or not port_is_number:
        raise NotAllowed(Reason.NOT_HTTPS, address)
    if parts.username is not None or parts.password is not None:
        raise NotAllowed(Reason.LOG_IN, address)
    return parts


@contextmanager
def answer_of(
    address: str,
    *,
    seconds: float,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    allow_loopback: bool = False,
) -> Iterator[http.client.HTTPResponse]:
    """What a server answers, to be read within ``seconds`` from now. Raises NotAllowed, TooSlow and NoAnswer.

    Redirects are not followed: who wants to does so by asking again, and each address is checked.
    """
    parts = allowed(address, allow_loopback=allow_loopback)
    try:
        connection = _Connection(parts, seconds, allow_loopback=allow_loopback)
    except http.client.InvalidURL as error:
        raise NotAllowed(Reason.NO_ADDRESS, address) from error
    # Whatever drips in, header or body: at the end of its time the connection is cut.
    timer = threading.Timer(seconds, connection.cut)
    timer.start()
    try:
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, body=body, headers={"User-Agent": "Doorleren", **(headers or {})})
        with connection.getresponse() as response:
            yield response
        if connection.was_cut:
            raise TooSlow(address)
    except (OSError, http.client.HTTPException, ValueError) as error:
        if connection.was_cut or isinstance(error, TimeoutError):
            raise TooSlow(address) from error
        raise NoAnswer(address) from error
    finally:
        timer.cancel()
        connection.close()


def is_public(address: str) -> bool:
    """True for an address of the open internet: not of this machine, this network, a link, or a group."""
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inside = found.ipv4_mapped or found.sixtofour
        if inside is not None:
            return is_public(str(inside))
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
        if not self.secure or not is_public(host):
            raise NotAllowed(Reason.NOT_PUBLIC, self.name)

    def cut(self) -> None:
        """End the connection from another thread; whoever waits for it gets an error."""
        self.was_cut = True
        with suppress(OSError):
            if self.wire is not None:
                self.wire.shutdown(socket.SHUT_RDWR)
