"""Rows of a table, whatever the file: (where, {column: text}), one at a time."""

import codecs
import csv
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from io import TextIOWrapper
from itertools import islice
from typing import IO, Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from courses.feeds import json
from courses.feeds.archives import look_at
from courses.feeds.json import Json, words
from courses.feeds.records import Unusable
from courses.feeds.sentences import sentence as _
from courses.feeds.texts import printable

type Row = tuple[str, dict[str, str]]

CHUNK = 64 * 1024
LONGEST_CELL = 100_000
MOST_COLUMNS = 300
LONGEST_NAME = 100
#: A workbook larger than this, unpacked, is not opened: its texts are read into memory.
LARGEST_WORKBOOK = 150 * 1024 * 1024
SEPARATORS = ";\t,|"
LISTS = ("items", "courses", "opleidingen", "data", "results", "data.items", "data.courses", "products", "trainings")


def csv_rows(file: IO[bytes]) -> Iterator[Row]:
    """Rows of a CSV file. UTF-8, or UTF-16 with its mark; anything else is read as Windows wrote it.

    Raises Unusable: empty_file, not_csv, header_missing; what came before a mistake is yielded first.
    """
    encoding = encoding_of(file)
    text = TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        start = text.readline(1_000_000)
        if not start.strip("\ufeff \r\n\x00"):
            raise Unusable("empty_file", _("Het bestand is leeg."))
        separator = max(SEPARATORS, key=start.count)
        text.seek(0)
        lines = csv.reader((line.replace("\x00", "") for line in text), delimiter=separator, strict=False)
        header = _header(next(lines))
        for cells in lines:
            if any(cell.strip() for cell in cells):
                yield f"regel {lines.line_num}", _row(header, cells)
    except csv.Error as error:
        raise Unusable(
            "not_csv", _("Dit is geen CSV dat wij kunnen lezen: een cel is te lang of een aanhalingsteken mist.")
        ) from error
    except UnicodeError as error:
        raise Unusable("wrong_encoding", _("De tekens kloppen niet. Sla het bestand op als UTF-8.")) from error
    finally:
        text.detach()


def encoding_of(file: IO[bytes]) -> str:
    """The encoding of a text: by its mark, else UTF-8 when all of it is, else that of Windows. Rewinds."""
    start = file.read(4)
    file.seek(0)
    if start[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return "utf-8-sig"


def xlsx_rows(file: IO[bytes]) -> Iterator[Row]:
    """Rows of the first sheet of a workbook; formulas by the value that was saved with them.

    Raises Unusable: empty_file, not_xlsx, archive_bomb, header_missing.
    """
    start = file.read(4)
    file.seek(0)
    if not start:
        raise Unusable("empty_file", _("Het bestand is leeg."))
    if start != b"PK\x03\x04":
        raise Unusable("not_xlsx", _("Dit is geen Excel-bestand (XLSX). Een oud .xls-bestand: sla het op als .xlsx."))
    look_at(file, LARGEST_WORKBOOK)
    try:
        yield from _sheet(file)
    except (
        zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, IndexError, AttributeError,
        OSError, EOFError, SyntaxError, ArithmeticError,
    ) as error:  # fmt: skip
        raise Unusable("not_xlsx", _("Dit Excel-bestand is beschadigd of niet te lezen.")) from error


def _sheet(file: IO[bytes]) -> Iterator[Row]:
    workbook = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        if not workbook.worksheets:
            raise Unusable("header_missing", _("In dit Excel-bestand staat geen blad."))
        sheet = workbook.worksheets[0]
        header: list[str] | None = None
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            texts = [_cell(cell) for cell in cells[:MOST_COLUMNS]]
            if not any(texts):
                continue
            if header is None:
                header = _header(texts)
            else:
                yield f"blad {sheet.title[:40]}, rij {number}", _row(header, texts)
        if header is None:
            raise Unusable("empty_file", _("Het eerste blad is leeg."))
    finally:
        workbook.close()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f") if value == value and abs(value) < 1e15 else ""
    return str(value)


def json_rows(file: IO[bytes]) -> Iterator[Row]:
    """Rows of a list of objects; names inside objects are joined with a point ("price.amount").

    A list of objects inside an item ("sessions") gives a row for each. Raises Unusable as ``json.items`` does.
    """
    if json.first_sign(file) not in {"{", "[", ""}:
        raise Unusable("not_json", _("Dit is geen JSON."))
    for path, item in json.items(file, *LISTS):
        if isinstance(item, dict):
            for cells in _flat(item):
                yield path, dict(islice(cells.items(), MOST_COLUMNS))


def _flat(item: dict[str, Json]) -> Iterator[dict[str, str]]:
    base: dict[str, str] = {}
    inner: list[tuple[str, list[Json]]] = []
    _spread(item, "", base, inner)
    if not inner:
        yield base
        return
    name, listed = inner[0]
    for one in listed:
        cells = dict(base)
        _spread(one, f"{name}.", cells, [])
        yield cells


def _spread(item: dict[str, Json], prefix: str, cells: dict[str, str], inner: list[tuple[str, list[Json]]]) -> None:
    for name, value in item.items():
        name = printable(name)[:LONGEST_NAME]
        if isinstance(value, dict):
            _spread(value, f"{prefix}{name}.", cells, inner)
        elif isinstance(value, list):
            objects = [one for one in value if isinstance(one, dict)]
            if objects:
                inner.append((f"{prefix}{name}", objects))
            else:
                cells[f"{prefix}{name}"] = printable(", ".join(text for one in value if (text := words(one))))
        else:
            cells[f"{prefix}{name}"] = printable(words(value))[:LONGEST_CELL]


def _header(cells: list[str]) -> list[str]:
    names = [" ".join(printable(cell).strip("\ufeff ").split())[:LONGEST_NAME] for cell in cells[:MOST_COLUMNS]]
    if not any(names):
        raise Unusable("header_missing", _("De eerste regel moet de namen van de kolommen hebben."))
    seen: dict[str, int] = {}
    for index, name in enumerate(names):
        seen[name] = seen.get(name, 0) + 1
        if name and seen[name] > 1:
            names[index] = f"{name} ({seen[name]})"
    return names


def _row(header: list[str], cells: list[str]) -> dict[str, str]:
    return {name: printable(cell).strip()[:LONGEST_CELL] for name, cell in zip(header, cells, strict=False) if name}
