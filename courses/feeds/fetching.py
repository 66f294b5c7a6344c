"""Getting the files of a feed: from a folder of this machine, or from the web as if every address were hostile.

Web: by ``portal.fetching``, with a cap on size and on time. Folder: nothing outside the feed's own folder.
"""

import http.client
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, NoReturn
from urllib.parse import urljoin, urlsplit

from courses.feeds.archives import unpacked
from courses.feeds.records import FeedBroken, NotChanged, Unusable
from courses.feeds.sentences import Sentence
from courses.feeds.sentences import sentence as _
from courses.feeds.source import Source
from portal.fetching import NoAnswer, NotAllowed, Reason, TooSlow, answer_of

CHUNK = 64 * 1024
IN_MEMORY = 4 * 1024 * 1024
#: In one folder.
MOST_FILES = 100_000
ACCEPT = "application/xml, text/xml, application/json, application/ld+json, text/csv, text/html, */*;q=0.5"


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
        self.folder = path.resolve() if path.is_dir() else path.resolve().parent
        self.start = str(path.resolve())
        self.limits = limits

    def files(self, address: str) -> list[str]:
        path = Path(address)
        if not path.is_dir():
            return []
        found = (one.resolve() for one in islice(sorted(path.rglob("*")), MOST_FILES) if not one.name.startswith("."))
        return [str(one) for one in found if one.is_file() and one.is_relative_to(self.folder)]

    def resolve(self, base: str, reference: str) -> str:
        wanted = "".join(reference.split())
        if urlsplit(wanted).scheme or wanted.startswith("//"):
            raise Unusable(
                "address_refused",
                _("Het adres '%(address)s' is een webadres; deze feed wordt als map gelezen.", address=wanted),
            )
        found = (Path(base).parent / wanted).resolve()
        if not found.is_relative_to(self.folder):
            raise Unusable("address_refused", _("Het pad '%(path)s' wijst buiten de map van de feed.", path=wanted))
        return str(found)

    @contextmanager
    def open(self, address: str) -> Iterator[IO[bytes]]:
        path = Path(address)
        try:
            if not path.is_file():
                raise Unusable("file_missing", _("Dit bestand bestaat niet."))
            if path.stat().st_size > self.limits.file_bytes:
                _too_big(self.limits, self.name(address))
            file = path.open("rb")
        except OSError as error:
            raise Unusable("file_unreadable", _("Dit bestand is niet te lezen.")) from error
        with file, unpacked(file, self.limits.file_bytes) as whole:
            yield whole

    def name(self, address: str) -> str:
        path = Path(address)
        return str(path.relative_to(self.folder)) if path.is_relative_to(self.folder) else path.name


class WebSource:
    """A feed on the web. References may be relative, and may lead to another host: each address is checked."""

    def __init__(self, address: str, limits: Limits, *, allow_loopback: bool) -> None:
        self.start = address.strip()
        self.limits, self.allow_loopback = limits, allow_loopback
        self.until = time.monotonic() + limits.feed_seconds
        self.etag = self.last_modified = ""
        self.asked: dict[str, str] = {}

    def known(self, etag: str, last_modified: str) -> None:
        """What the server said of the first file last time: when it says so again, reading ends with NotChanged."""
        self.asked = {"If-None-Match": etag} if etag else {}
        if last_modified:
            self.asked["If-Modified-Since"] = last_modified

    def files(self, address: str) -> list[str]:
        return []

    def resolve(self, base: str, reference: str) -> str:
        return urljoin(base, "".join(reference.split()))

    @contextmanager
    def open(self, address: str) -> Iterator[IO[bytes]]:
        with SpooledTemporaryFile(IN_MEMORY) as file:
            self._download(address, file)
            file.seek(0)
            with unpacked(file, self.limits.file_bytes) as whole:
                yield whole

    def name(self, address: str) -> str:
        return address

    def _download(self, address: str, file: IO[bytes]) -> None:
        seconds = min(self.limits.file_seconds, self.until - time.monotonic())
        if seconds <= 0:
            _too_slow(address)
        wanted = {"Accept": ACCEPT} | (self.asked if address == self.start else {})
        try:
            with answer_of(address, seconds=seconds, headers=wanted, allow_loopback=self.allow_loopback) as response:
                self._receive(response, file, address)
        except NotAllowed as refused:
            raise Unusable("address_refused", _refused_words(refused)) from refused
        except TooSlow:
            _too_slow(address)
        except NoAnswer as error:
            raise FeedBroken(
                "no_connection",
                _("De verbinding met %(host)s lukt niet of brak af.", host=urlsplit(address).hostname or address),
                where=address,
            ) from error

    def _receive(self, response: http.client.HTTPResponse, file: IO[bytes], address: str) -> None:
        if response.status == 304 and self.asked:
            raise NotChanged
        if 300 <= response.status < 400:
            raise Unusable("redirect", _("Dit adres stuurt door naar een ander adres; geef het echte adres op."))
        if response.status >= 500 or response.status == 429:
            raise FeedBroken(
                "server_down", _("De server antwoordt met fout %(status)s.", status=response.status), where=address
            )
        if response.status != 200:
            raise Unusable(
                "file_missing", _("De server heeft dit bestand niet (antwoord %(status)s).", status=response.status)
            )
        if response.getheader("Content-Encoding", "identity") != "identity":
            raise Unusable("encoded", _("De server stuurt het bestand ingepakt; dat vroegen we niet."))
        if address == self.start:
            self.etag = _header(response, "ETag")
            self.last_modified = _header(response, "Last-Modified")
        received = 0
        while chunk := response.read1(CHUNK):
            received += len(chunk)
            if received > self.limits.file_bytes:
                _too_big(self.limits, address)
            file.write(chunk)
        if response.length:  # bytes that were announced and did not come
            raise FeedBroken(
                "cut_off", _("Het bestand brak af: %(bytes)s bytes ontbreken.", bytes=response.length), where=address
            )


def _header(response: http.client.HTTPResponse, name: str) -> str:
    """A header that can be sent back as it is; "" when it is not there or no plain text."""
    value = (response.getheader(name) or "").strip()
    return value if value.isascii() and value.isprintable() else ""


def _too_big(limits: Limits, where: str) -> NoReturn:
    most = limits.file_bytes // (1024 * 1024)
    text = _(
        "Het bestand is groter dan %(most)s MB. Laat oude startdata en lange teksten weg, of lever EDU-DEX met een "
        "bestand per opleiding.",
        most=most,
    )
    raise FeedBroken("too_big", text, where)


def _too_slow(where: str) -> NoReturn:
    raise FeedBroken("too_slow", _("Het ophalen duurde te lang en is gestopt."), where)


def _refused_words(refused: NotAllowed) -> Sentence:
    match refused.reason:
        case Reason.NO_ADDRESS:
            return _("'%(address)s' is geen webadres.", address=refused.address)
        case Reason.NOT_HTTPS:
            return _("Alleen adressen die met https:// beginnen mogen; dit is '%(address)s'.", address=refused.address)
        case Reason.LOG_IN:
            return _("Er mag geen inlognaam in het adres staan.")
        case Reason.NOT_PUBLIC:
            return _("%(address)s is geen openbaar adres; dat wordt niet opgehaald.", address=refused.address)
