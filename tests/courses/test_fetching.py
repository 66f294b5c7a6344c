"""Getting a feed from the web, with servers that lie, stall, redirect or live where they should not."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from courses.feeds.edudex import read_edudex
from courses.feeds.enums import FeedFormat
from courses.feeds.fetching import Limits, source_of
from courses.feeds.importing import feed_of, import_feed
from courses.feeds.records import FeedBroken, Unusable
from courses.models import Course
from portal.fetching import is_public
from tests.courses.feeds import KVK, directory, program

RECONSTRUCTED = Path(__file__).parents[2].parent / "shared" / "data" / "edudex" / "reconstructed"

type Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def server(answer: Answer) -> Iterator[str]:
    """A real web server on this machine; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def do_POST(self) -> None:
            answer(self)

        def log_message(self, *_args: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    for name, value in ({"Content-Length": str(len(body))} | told).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def fetch(address: str, *, allow_loopback: bool = True, limits: Limits | None = None) -> bytes:
    source = source_of(address, allow_loopback=allow_loopback, limits=limits)
    with source.open(source.start) as file:
        return file.read()


def files(folder: Path) -> Answer:
    """Serves the files of a folder."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        path = folder / handler.path.lstrip("/")
        send(handler, path.read_bytes()) if path.is_file() else send(handler, b"", 404)

    return answer


@pytest.mark.django_db
def test_a_feed_on_the_web_is_imported(tmp_path: Path) -> None:
    directory(tmp_path / "feed", {"a": program("a"), "b": None})
    with server(files(tmp_path)) as address:
        url = f"{address}/feed/directory.xml"
        report = import_feed(feed_of(FeedFormat.EDUDEX, url, KVK), source_of(url, allow_loopback=True))
    assert (report.outcome, report.courses.new, report.courses.refused) == ("imported", 1, 1)
    assert [(issue.record, issue.code, issue.where) for issue in report.issues] == [
        ("b", "file_missing", f"{address}/feed/b.xml")
    ]
    assert Course.objects.get().title == "Lassen voor beginners"


@pytest.mark.django_db
def test_the_reconstructed_directory_is_read_over_the_web(tmp_path: Path) -> None:
    if not RECONSTRUCTED.exists():
        pytest.skip(f"{RECONSTRUCTED} is not here: it is test material that stays outside this repository.")

    def answer(handler: BaseHTTPRequestHandler) -> None:
        name = {"/edudex/programs/1695.xml": "program_1695.xml"}.get(handler.path, handler.path.rpartition("/")[2])
        port = str(handler.server.server_address[1])
        send(handler, (RECONSTRUCTED / name).read_bytes().replace(b"127.0.0.1:8000", f"127.0.0.1:{port}".encode()))

    with server(answer) as address:
        url = f"{address}/edudex/directory.xml"
        report = import_feed(feed_of(FeedFormat.EDUDEX, url, None), source_of(url, allow_loopback=True))
    assert (report.outcome, report.courses.new, report.sessions.new) == ("imported", 1, 3)
    assert Course.objects.select_related("provider").get().provider.name == "Voorbeeldopleider"


@pytest.mark.parametrize(
    "address",
    [
        "http://feeds.example/directory.xml",
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://[::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.8/x",
        "https://192.168.1.1/x",
        "https://0.0.0.0/x",
        "https://2130706433/x",
        "https://0x7f.1/x",
        "https://anna:geheim@feeds.example/x",
        "https://:443/x",
        "https://feeds.example:99999/x",
        "https://geen adres/x",
    ],
)
def test_only_public_https_addresses_are_fetched(address: str) -> None:
    with pytest.raises(Unusable) as refusal:
        fetch(address, allow_loopback=False)
    assert refusal.value.code == "address_refused"


def test_the_flag_for_tests_opens_this_machine_and_nothing_else() -> None:
    with pytest.raises(Unusable):
        fetch("http://192.168.1.1/x")
    with server(lambda handler: send(handler, b"hallo")) as address:
        assert fetch(address) == b"hallo"
        with pytest.raises(Unusable):
            fetch(address, allow_loopback=False)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("::127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:0:7f00:1", False),
        ("fec0::1", False),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", False),
    ],
)
def test_which_addresses_are_of_the_open_internet(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_redirect_is_not_followed() -> None:
    with (
        server(lambda handler: send(handler, b"", 302, Location="http://169.254.169.254/")) as address,
        pytest.raises(Unusable) as refusal,
    ):
        fetch(address)
    assert refusal.value.code == "redirect"


@pytest.mark.parametrize("length", [True, False])
def test_a_file_that_is_too_big_stops_while_it_comes_in(length: bool) -> None:
    sent: list[int] = []

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        if length:
            handler.send_header("Content-Length", str(10**9))
        handler.end_headers()
        try:
            while len(sent) < 10_000:
                handler.wfile.write(b"x" * 65_536)
                sent.append(65_536)
        except OSError:
            pass

    with server(endless) as address, pytest.raises(FeedBroken) as broken:
        fetch(address, limits=Limits(file_bytes=200_000))
    assert broken.value.issue.code == "too_big"
    assert broken.value.issue.where == address
    assert sum(sent) < 100_000_000


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_drips_is_cut_off(part: str) -> None:
    stop = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        start = b"HTTP/1.1 200 OK\r\n" + (b"" if part == "headers" else b"\r\n")
        try:
            handler.wfile.write(start)
            while not stop.wait(0.05):
                handler.wfile.write(b"X-Drip: 1\r\n" if part == "headers" else b"x")
        except OSError:
            pass

    began = time.monotonic()
    with server(drip) as address:
        with pytest.raises(FeedBroken) as broken:
            fetch(address, limits=Limits(file_seconds=0.5))
        stop.set()
    assert broken.value.issue.code == "too_slow"
    assert time.monotonic() - began < 60  # the drip never ends by itself


def test_a_whole_feed_has_a_time_too(tmp_path: Path) -> None:
    directory(tmp_path, {key: program(key) for key in "abc"})

    def slow(handler: BaseHTTPRequestHandler) -> None:
        threading.Event().wait(0.3)
        files(tmp_path)(handler)

    with server(slow) as address:
        source = source_of(f"{address}/directory.xml", allow_loopback=True, limits=Limits(feed_seconds=0.8))
        with pytest.raises(FeedBroken) as broken:
            list(read_edudex(source, kvk=KVK, today=date(2026, 11, 24)))
    assert broken.value.issue.code == "too_slow"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (lambda handler: send(handler, b"short", Content_Length="500"), "cut_off"),
        (
            lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
            "no_connection",
        ),
        (lambda handler: handler.wfile.write(b"nonsense\r\n\r\n"), "no_connection"),
        (lambda handler: send(handler, b"", 503), "server_down"),
    ],
)
def test_a_supply_that_is_down_breaks_the_feed(answer: Answer, code: str) -> None:
    with server(answer) as address, pytest.raises(FeedBroken) as broken:
        fetch(address)
    assert broken.value.issue.code == code
    assert broken.value.issue.where == address


def test_nobody_there_breaks_the_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    with server(lambda handler: None) as address:
        pass
    with pytest.raises(FeedBroken) as broken:
        fetch(address)
    assert broken.value.issue.code == "no_connection"
    with server(lambda handler: send(handler, b"x")) as address, pytest.raises(FeedBroken) as plain:
        fetch(address.replace("http:", "https:"))
    assert plain.value.issue.code == "no_connection"

    def nobody_knows(*_asked: object, **_more: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody_knows)  # a real look-up may take long where there is no network
    with pytest.raises(FeedBroken) as unknown:
        fetch("https://bestaat-niet.invalid/x", allow_loopback=False)
    assert unknown.value.issue.code == "no_connection"


@pytest.mark.django_db
def test_a_supply_that_fails_halfway_leaves_the_old_catalogue(tmp_path: Path) -> None:
    directory(tmp_path, {key: program(key) for key in "abc"})
    down: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        send(handler, b"", 500) if handler.path in down else files(tmp_path)(handler)

    with server(answer) as address:
        url = f"{address}/directory.xml"
        feed = feed_of(FeedFormat.EDUDEX, url, KVK)
        import_feed(feed, source_of(url, allow_loopback=True))
        directory(tmp_path, {key: program(key, name="Nieuw") for key in "abc"})
        down.append("/b.xml")
        report = import_feed(feed, source_of(url, allow_loopback=True))
    assert (report.outcome, [issue.code for issue in report.issues]) == ("refused", ["server_down"])
    assert set(Course.objects.values_list("title", flat=True)) == {"Lassen voor beginners"}
