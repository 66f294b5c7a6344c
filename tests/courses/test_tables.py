"""Tables (CSV, Excel, JSON): which column is what, told by a mapping or guessed by the names."""

import json
from datetime import date
from pathlib import Path

import pytest

from courses.feeds.enums import FeedFormat
from courses.feeds.models import Feed
from courses.feeds.tables.mapping import guess
from courses.models import Course, Session
from tests.courses.samples import Offer, codes, import_from_outside, written

pytestmark = pytest.mark.django_db


def test_a_table_without_a_mapping_goes_by_the_names_of_its_columns_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "aanbod.csv"
    path.write_bytes(
        "Cursuscode;Titel;Prijs;Startdatum;Plaats;Duur\r\n"
        'L1;Lassen;"€ 1.450,00";18-1-2027;Groningen;10 weken\r\n'
        "L1;Lassen;1.450;1-2-2027;Assen;10 weken\r\n"
        "L2;Frezen;;;;\r\n".encode("cp1252")
    )
    _code, report = import_from_outside("csv", path)
    assert (report["courses"]["new"], report["sessions"]["new"]) == (2, 2)
    assert codes(report)[0] == "mapping_guessed"
    course = Course.objects.get(provider_key="L1")
    assert (course.total_cents, course.duration_weeks) == (145_000, 10)
    assert {session.starts for session in Session.objects.all()} == {date(2027, 1, 18), date(2027, 2, 1)}


def test_a_table_that_cannot_be_guessed_asks_for_a_mapping(tmp_path: Path) -> None:
    path = tmp_path / "aanbod.csv"
    path.write_text("kolom een;kolom twee\nx;y\n")
    code, report = import_from_outside("csv", path)
    assert (code, codes(report)) == (1, ["mapping_missing"])
    assert "kolom een, kolom twee" in report["issues"][0]["message"]


def test_a_mapping_of_which_the_columns_went_keeps_the_old_catalogue(tmp_path: Path) -> None:
    path = written(FeedFormat.CSV, tmp_path, Offer())
    import_from_outside("csv", path)
    path.write_text("nummer;naam\na;Lassen\n")
    code, report = import_from_outside("csv", path)
    assert (code, codes(report)) == (1, ["columns_changed"])
    assert Course.objects.get().missing is None


def test_a_mapping_comes_with_the_command(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps([{"a": {"b": "1"}, "t": "Lassen", "s": [{"d": "2027-03-01"}, {"d": "2027-04-01"}]}]))
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps({"columns": {"key": "a.b", "title": "t", "starts": "s.d"}}))
    _code, report = import_from_outside("json", path, "--mapping", str(mapping))
    assert (report["courses"]["new"], report["sessions"]["new"], report["issues"]) == (1, 2, [])
    assert Feed.objects.get().mapping["columns"] == {"key": "a.b", "title": "t", "starts": "s.d"}


def test_our_own_names_of_fields_are_names_of_columns_too() -> None:
    columns = ["key", "title", "price", "starts", "ends", "place", "level", "hours_total", "vat_percent"]
    assert guess(columns).columns == {column: column for column in columns}


def test_columns_as_people_call_them_are_guessed_and_a_price_without_vat_is_one() -> None:
    told = guess(["Art.nr", "Naam cursus", "Excl. BTW", "Lokatie"])
    assert told.columns == {"key": "Art.nr", "title": "Naam cursus", "price": "Excl. BTW", "place": "Lokatie"}
    assert not told.gross
    assert guess(["Code", "Titel", "Prijs incl. btw"]).gross
    assert guess(["id", "name", "price.amount", "price.vat"]).columns["vat_percent"] == "price.vat"
