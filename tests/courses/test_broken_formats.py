"""Files that are broken, hostile or no feed at all, in every format: told plainly, and the old catalogue stays."""

import gzip
import io
import re
import zipfile
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import psutil
import pytest

from courses.feeds.archives import unpacked
from courses.feeds.enums import FeedFormat
from courses.feeds.fetching import Limits, source_of
from courses.feeds.formats import reader_of
from courses.feeds.importing import feed_of, import_feed
from courses.feeds.models import Feed
from courses.feeds.records import Unusable
from courses.feeds.staging import Staging
from courses.models import Course
from tests.courses.samples import KVK, SAMPLES, XML, Offer, codes, import_from_outside, written
from tests.courses.test_fetching import server

pytestmark = pytest.mark.django_db

ALL = list(SAMPLES)
TEXT = [one for one in ALL if one != FeedFormat.XLSX]
WORDS_OF_JSON = [FeedFormat.EDUDEX, FeedFormat.OOAPI_5, FeedFormat.OOAPI_6, FeedFormat.JSON]
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 9))
    + "]><x>&a8;</x>"
)
BROKEN = {
    "empty": b"",
    "half": None,
    "a login page": b"<!doctype html><html><body><form>Inloggen</form></body></html>",
    "an error": b"Internal Server Error",
    "noise": bytes(range(256)) * 40,
    "nulls": b"\x00" * 5000,
    "bomb of entities": BOMB.encode(),
    "external entity": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "deep json": b"[" * 100_000,
    "deep lists": b"[" * 3_000 + b"]" * 3_000,
    "deep object": b'{"a":' * 50_000,
    "number without end": b"[" + b"9" * 200_000,
    "a word": b'"hallo"',
    "not a number": b'[{"id": NaN}]',
    "lone surrogate": b'[{"id": "\\ud800", "titel": "\\ud800"}]',
    "empty list": b"[]",
}


@pytest.mark.parametrize("form", ALL)
@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_never_ends_in_a_traceback_and_changes_nothing(
    form: FeedFormat, kind: str, tmp_path: Path
) -> None:
    path = written(form, tmp_path, Offer(), Offer("b"))
    import_from_outside(form, path)
    content = BROKEN[kind]
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3] if content is None else content)
    code, report = import_from_outside(form, path)
    assert (code, report["outcome"] in {"refused", "held"}) == (1, True) or (form, kind) in _READABLE, report
    assert "passwd" not in str(report)
    for issue in report["issues"]:
        assert issue["message"].endswith(".")
        assert issue["code"]
    kept = Course.objects.filter(gone=None, title="Lassen voor beginners").values_list("provider_key", flat=True)
    assert set(kept) >= ({"a"} if (form, kind) in _READABLE else {"a", "b"})


#: A table that ends too soon is still a table: what is there is used, be it half of a title.
_READABLE = {(FeedFormat.CSV, "half")}


@pytest.mark.parametrize("form", TEXT)
def test_a_file_in_another_encoding_than_it_says_is_told_or_read(form: FeedFormat, tmp_path: Path) -> None:
    path = written(form, tmp_path, Offer(title="Café-hulp"))
    content = path.read_bytes().replace(b"\\u00e9", "é".encode())
    path.write_bytes(content.replace("é".encode(), b"\xe9"))
    _code, report = import_from_outside(form, path)
    if form == FeedFormat.CSV:  # a CSV does not say its encoding
        assert Course.objects.get().title == "Café-hulp"
    else:
        assert codes(report) == ["wrong_encoding"]
        assert not Course.objects.exists()


@pytest.mark.parametrize("form", XML)
def test_a_doctype_is_refused(form: FeedFormat, tmp_path: Path) -> None:
    path = written(form, tmp_path, Offer())
    path.write_bytes(b'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">' + path.read_bytes())
    _code, report = import_from_outside(form, path)
    assert codes(report) == ["doctype"]


@pytest.mark.parametrize("form", TEXT)
def test_control_characters_and_nulls_in_texts_are_left_out(form: FeedFormat, tmp_path: Path) -> None:
    path = written(form, tmp_path, Offer(title="Lassen\u202e voor\u0007 beginners"))
    if form in XML:  # XML may not hold a bell at all
        path.write_bytes(path.read_bytes().replace(b"\x07", b""))
    _code, _report = import_from_outside(form, path)
    assert Course.objects.get().title == "Lassen voor beginners"


@pytest.mark.parametrize("form", WORDS_OF_JSON)
def test_a_null_written_in_json_is_left_out(form: FeedFormat, tmp_path: Path) -> None:
    import_from_outside(form, written(form, tmp_path, Offer(title="Las\x00sen", description="Leer\x00 lassen.")))
    assert Course.objects.get().title == "Lassen"


@pytest.mark.parametrize("form", ALL)
def test_a_packed_file_is_unpacked(form: FeedFormat, tmp_path: Path) -> None:
    path = written(form, tmp_path, Offer())
    packed = tmp_path / "feed.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    if form in {FeedFormat.CSV, FeedFormat.XLSX, FeedFormat.JSON}:
        feed_of(form, str(packed), KVK)
    _code, report = import_from_outside(form, packed)
    assert report["courses"]["new"] == 1


def _zip(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


LIMIT = 1024 * 1024
ARCHIVES = {
    "zip bomb": (_zip({"feed.xml": b"0" * 3 * LIMIT}), "archive_bomb"),
    "gzip bomb": (gzip.compress(b"0" * 3 * LIMIT), "archive_bomb"),
    "workbook bomb": (_zip({"[Content_Types].xml": b" " * 3 * LIMIT, "xl/workbook.xml": b""}), "archive_bomb"),
    "two files": (_zip({"a.xml": b"<x/>", "b.xml": b"<x/>"}), "archive_many"),
    "half a gzip": (gzip.compress(bytes(range(256)) * 1000)[:-600], "archive_broken"),
    "half a zip": (_zip({"a.xml": b"<x/>"})[:-30], "archive_broken"),
}


@pytest.mark.parametrize("kind", ARCHIVES)
def test_an_archive_is_never_unpacked_beyond_its_limit(kind: str) -> None:
    content, code = ARCHIVES[kind]
    with pytest.raises(Unusable) as problem, unpacked(io.BytesIO(content), LIMIT) as file:
        file.read()
    assert problem.value.code == code


def test_a_zip_that_lies_about_its_size_is_stopped_while_it_unpacks() -> None:
    content = _zip({"feed.xml": b"0" * 3 * LIMIT})
    size = (3 * LIMIT).to_bytes(4, "little")
    with (
        pytest.raises(Unusable),
        unpacked(io.BytesIO(content.replace(size, (10).to_bytes(4, "little"))), LIMIT) as file,
    ):
        file.read()


@pytest.mark.parametrize("form", ALL)
def test_a_file_over_the_limit_is_not_read(form: FeedFormat, tmp_path: Path) -> None:
    path = written(form, tmp_path, *(Offer(str(number)) for number in range(20)))
    limits = Limits(file_bytes=500)
    report = import_feed(feed_of(form, str(path), KVK), source_of(str(path), limits=limits))
    assert report.outcome == "refused"
    assert report.issues[-1].code in {"too_big", "archive_bomb"}


def test_a_workbook_that_is_none_says_so(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 100)
    _code, report = import_from_outside("xlsx", path)
    assert codes(report) == ["not_xlsx"]
    path.write_bytes(_zip({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x"}))
    _code, report = import_from_outside("xlsx", path)
    assert codes(report) == ["not_xlsx"]


def test_an_endless_file_is_cut_while_it_comes_and_the_old_catalogue_stays(tmp_path: Path) -> None:
    import_from_outside("springest", written(FeedFormat.SPRINGEST, tmp_path, Offer()))
    sent = 0

    def answer(handler: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"<Products>")
        product = b"<Product><ID>x</ID><Name>x</Name></Product>" * 1000
        try:
            for _piece in range(300 * 1024 * 1024 // len(product)):
                handler.wfile.write(product)
                sent += len(product)
        except OSError:  # the reader hung up
            handler.close_connection = True

    with server(answer) as address:
        limits = Limits(file_bytes=2 * 1024 * 1024)
        source = source_of(f"{address}/feed.xml", allow_loopback=True, limits=limits)
        report = import_feed(feed_of(FeedFormat.SPRINGEST, f"{address}/feed.xml", KVK), source)
    assert (report.outcome, report.issues[-1].code) == ("refused", "too_big")
    assert sent < 100 * 1024 * 1024
    assert Course.objects.get().missing is None


@pytest.mark.parametrize("form", [FeedFormat.SPRINGEST, FeedFormat.CSV])
def test_a_large_feed_is_read_in_the_memory_of_a_few_courses(form: FeedFormat, tmp_path: Path) -> None:
    """24 MB; `make bench-feeds` does the same with 100,000 courses and with the database."""
    small = written(form, tmp_path, Offer("KEY", description="lassen " * 880)).read_text()
    before, one, after = re.split(r"(<Product>.*</Product>|KEY.*)", small, flags=re.DOTALL)
    path = tmp_path / "large"
    with path.open("w") as file:
        file.write(before)
        file.writelines(one.replace("KEY", f"k{number}") for number in range(4_000))
        file.write(after)
    assert path.stat().st_size > 24_000_000
    records, at_first, most = 0, resident(), 0
    with Staging() as staging:
        for record in reader_of(Feed(format=form))(source_of(str(path)), kvk=KVK, today=date(2026, 11, 24)):
            staging.add(record)
            records += 1
            most = max(most, resident() - at_first) if records % 100 == 0 else most
        assert len(staging.staged) == 4_000
    assert most < 40, f"{most} MB"


def resident() -> int:
    """Megabytes of this process that are in memory now."""
    return psutil.Process().memory_info().rss // 2**20
