"""manage.py import_feed: a report for people and machines, and an exit code."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from courses.models import Course, Feed
from tests.courses.feeds import KVK, directory, program, programs, run

pytestmark = pytest.mark.django_db


def import_feed(*arguments: str) -> tuple[int, dict[str, Any]]:
    """Exit code and report."""
    out, code = StringIO(), 0
    try:
        call_command("import_feed", "--format", "edudex", *arguments, stdout=out)
    except SystemExit as end:
        code = int(str(end.code))
    return code, json.loads(out.getvalue())


def test_prints_what_happened(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(programs(program("a", runs=run()), program("b", name="")))
    code, report = import_feed("--provider", KVK, str(path))
    assert code == 0
    assert report == {
        "outcome": "imported",
        "courses": {"new": 1, "changed": 0, "unchanged": 0, "gone": 0, "refused": 1},
        "sessions": {"new": 1, "changed": 0, "unchanged": 0, "gone": 0, "refused": 0},
        "issues": [
            {
                "record": "b",
                "code": "program_without_name",
                "severity": "error",
                "where": "feed.xml, regel 4",
                "message": "Deze opleiding heeft geen naam (programName).",
            }
        ],
    }


def test_a_refused_feed_prints_its_report_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(b"<programs>")
    code, report = import_feed("--provider", KVK, str(path))
    assert code == 1
    assert (report["outcome"], report["issues"][0]["code"]) == ("refused", "not_xml")


def test_another_file_of_the_same_provider_is_the_same_feed(tmp_path: Path) -> None:
    for name, keys in (("monday", "abc"), ("tuesday", "bc")):
        (tmp_path / f"{name}.xml").write_bytes(programs(*(program(key) for key in keys)))
        _code, report = import_feed("--provider", KVK, str(tmp_path / f"{name}.xml"))
    assert report["courses"] == {"new": 0, "changed": 0, "unchanged": 2, "gone": 1, "refused": 0}


def test_a_directory_may_tell_its_provider_itself(tmp_path: Path) -> None:
    code, _report = import_feed(str(directory(tmp_path, {"a": program("a")})))
    assert code == 0
    assert Course.objects.select_related("provider").get().provider.kvk == KVK


def test_a_number_that_is_no_kvk_number_is_told_so() -> None:
    with pytest.raises(CommandError, match="eight digits"):
        import_feed("--provider", "123", "feed.xml")


def test_an_address_with_a_log_in_name_is_not_stored() -> None:
    with pytest.raises(CommandError, match="log-in"):
        import_feed("--provider", KVK, "https://anna:geheim@feeds.example/x")
    assert not Feed.objects.exists()


def test_the_flag_for_development_is_refused_in_production(settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        import_feed("--allow-loopback", "http://127.0.0.1/x")
