"""Feeds that are broken, hostile or half there: the old catalogue stays, and the report says what and where."""

from pathlib import Path

import pytest

from courses.feeds.report import Report
from courses.models import Course
from tests.courses.feeds import KVK, directory, program, programs, read, read_programs, run

pytestmark = pytest.mark.django_db

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]><programs><program>&lol9;</program></programs>"
).encode()
QUADRATIC = (
    b'<!DOCTYPE p [<!ENTITY a "'
    + b"a" * 50_000
    + b'">]><programs><program>'
    + b"&a;" * 5_000
    + b"</program></programs>"
)
EXTERNAL = (
    b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><programs><program><programName>&x;</programName></program>'
    b"</programs>"
)
BROKEN = {
    "empty": (b"", "empty_file", ""),
    "not xml": (b"Sorry, an error occurred", "not_xml", ""),
    "a web page": (b"<html><body><p>Inloggen</p></body></html>", "unknown_format", ""),
    "truncated": (programs(program("a"), program("b"))[:-40], "not_xml", "regel 4"),
    "a tag not closed": (programs(program("a"), "<program>\n</prog>"), "not_xml", "regel 5"),
    "latin-1 called utf-8": (
        programs(program("a", name="Café")).replace("é".encode(), b"\xe9"),
        "wrong_encoding",
        "regel 3",
    ),
    "unknown encoding": (b'<?xml version="1.0" encoding="klingon"?><programs/>', "wrong_encoding", ""),
    "entity bomb": (BOMB, "doctype", ""),
    "quadratic bomb": (QUADRATIC, "doctype", ""),
    "external entity": (EXTERNAL, "doctype", ""),
    "external dtd": (b'<!DOCTYPE p SYSTEM "http://127.0.0.1:1/p.dtd"><programs/>', "doctype", ""),
    "bomb in utf-16": (BOMB.decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16"), "doctype", ""),
    "undeclared entity": (
        programs(program("a").replace("</programName>", "&nbsp;</programName>")),
        "not_xml",
        "regel 3",
    ),
    "endless depth": (b"<programs>" + b"<x>" * 5_000 + b"</x>" * 5_000 + b"</programs>", "not_xml", ""),
    "NUL": (programs(program("a", name="x")).replace(b">x<", b">\x00<"), "not_xml", "regel 3"),
}


def codes(report: Report) -> list[str]:
    return [issue.code for issue in report.issues]


@pytest.fixture
def catalogue(tmp_path: Path) -> set[str]:
    """A catalogue of three courses that must survive."""
    read_programs(tmp_path, *(program(key, runs=run()) for key in "abc"))
    return {"a", "b", "c"}


def listed() -> set[str]:
    return set(Course.objects.filter(gone=None).values_list("provider_key", flat=True))


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_file_changes_nothing_and_says_why(kind: str, tmp_path: Path, catalogue: set[str]) -> None:
    content, code, where = BROKEN[kind]
    path = tmp_path / "broken.xml"
    path.write_bytes(content)
    report = read(path)
    assert report.outcome == "refused"
    issue = report.issues[-1]
    assert issue.code == code
    assert issue.where == ", ".join(filter(None, ("broken.xml", where))) or (not where and "broken.xml" in issue.where)
    assert str(issue.message).endswith(".")
    assert "passwd" not in str(report.to_document())
    assert listed() == catalogue


def test_a_file_that_says_its_encoding_rightly_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.xml"
    text = programs(program("a", name="Café-hulp")).decode().replace("UTF-8", "windows-1252")
    path.write_bytes(text.encode("cp1252"))
    read(path)
    assert Course.objects.get().title == "Café-hulp"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, catalogue: set[str]) -> None:
    report = read(tmp_path / "nowhere.xml")
    assert (report.outcome, codes(report)) == ("refused", ["file_missing"])
    assert listed() == catalogue


def test_half_a_directory_imports_the_rest_and_keeps_what_it_could_not_read(tmp_path: Path) -> None:
    texts: dict[str, str | bytes | None] = {key: program(key, runs=run()) for key in "abcdef"}
    read(directory(tmp_path / "feed", texts))
    texts["a"] = None
    (tmp_path / "feed" / "a.xml").unlink()
    texts["b"] = programs(program("b"))[:-30]
    texts["c"] = b""
    texts["d"] = b"<html></html>"
    texts["e"] = program("e", name="Nieuw", runs=run())
    report = read(directory(tmp_path / "feed", texts))
    assert report.outcome == "imported"
    assert (report.courses.refused, report.courses.gone, report.courses.changed) == (4, 0, 1)
    assert (report.sessions.gone, report.sessions.unchanged) == (0, 2)
    assert [(issue.record, issue.code, issue.where) for issue in report.issues] == [
        ("a", "file_missing", "a.xml"),
        ("b", "not_xml", "b.xml, regel 3"),
        ("c", "empty_file", "c.xml"),
        ("d", "program_missing", "d.xml"),
    ]
    assert listed() == set("abcdef")
    assert Course.objects.get(provider_key="e").title == "Nieuw"


def test_a_broken_directory_is_refused_as_a_whole(tmp_path: Path) -> None:
    path = directory(tmp_path / "feed", {key: program(key) for key in "abc"})
    read(path)
    path.write_text(path.read_text().replace("</edudexDirectory>", ""))
    report = read(path)
    assert (report.outcome, codes(report)) == ("refused", ["not_xml"])
    assert report.issues[0].where.startswith("directory.xml, regel ")
    assert listed() == {"a", "b", "c"}


def test_a_directory_inside_it_that_is_gone_refuses_all(tmp_path: Path) -> None:
    directory(tmp_path / "one", {"a": program("a")})
    directory(tmp_path / "two", {"b": program("b")})
    root = tmp_path / "directory.xml"
    parts = "".join(
        f"<subDirectory><orgUnitId>x</orgUnitId><directoryUrl>\n{name}/directory.xml\n</directoryUrl></subDirectory>"
        for name in ("one", "two")
    )
    root.write_text(f"<edudexDirectory>{parts}</edudexDirectory>")
    assert read(root, kvk=None).courses.new == 2
    (tmp_path / "two" / "directory.xml").unlink()
    report = read(root, kvk=None)
    assert (report.outcome, codes(report)) == ("refused", ["file_missing"])
    assert report.issues[0].where == "two/directory.xml"
    assert listed() == {"a", "b"}


def test_a_directory_that_contains_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "directory.xml"
    inside = "<subDirectory><orgUnitId>x</orgUnitId><directoryUrl>directory.xml</directoryUrl></subDirectory>"
    path.write_text(f"<edudexDirectory>{inside}</edudexDirectory>")
    assert codes(read(path, kvk=None)) == ["directory_loop"]


@pytest.mark.parametrize(
    "reference", ["../secret.xml", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1/x", "//x/y"]
)
def test_a_directory_cannot_point_outside_its_own_folder(reference: str, tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text(program("secret"))
    path = directory(tmp_path / "feed", {"a": program("a"), "b": program("b")})
    path.write_text(path.read_text().replace("b.xml", reference))
    report = read(path)
    assert (report.outcome, report.courses.new, codes(report)) == ("imported", 1, ["address_refused"])
    assert listed() == {"a"}


def test_a_directory_without_a_known_provider_is_refused(tmp_path: Path) -> None:
    path = directory(tmp_path / "feed", {"a": program("a")})
    (tmp_path / "feed" / "institute.xml").write_text("<instituteData><orgUnitId>x</orgUnitId></instituteData>")
    assert codes(read(path, kvk=None)) == ["provider_unknown"]
    (tmp_path / "feed" / "institute.xml").unlink()
    assert codes(read(path, kvk=None)) == ["provider_unknown"]
    known = read(path, KVK)
    assert (known.outcome, codes(known)) == ("imported", ["institute_unreadable"])


def test_a_large_file_keeps_its_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    with path.open("wb") as file:
        file.write(b"<programs>\n")
        for number in range(600):
            file.write(program(f"p{number}").encode() + b"<padding>" + b"x" * 10_000 + b"</padding>\n")
        file.write(program("last", name="").encode() + b"</programs>")
    report = read(path)
    assert (report.courses.new, report.courses.refused) == (600, 1)
    assert report.issues[-1].where == "large.xml, regel 602"
