"""Rows as a file for a spreadsheet. What a spreadsheet would take for a formula gets a ' before it (OWASP)."""

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any

from openpyxl import Workbook

from courses.feeds.tables.cells import safe
from funding.exporting.rows import Row

BOM = "\ufeff"


def as_csv(rows: Iterable[Row]) -> Iterator[str]:
    """The file a line at a time, as Dutch spreadsheets expect it: semicolons, a byte order mark, a decimal comma."""
    rows = iter(rows)
    first = next(rows, None)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    yield BOM
    for row in chain([dict(zip(first, first, strict=True)), first], rows) if first else ():
        writer.writerow([_text(value) for value in row.values()])
        yield text.getvalue()
        text.seek(0)
        text.truncate()


def as_xlsx(rows: Iterable[Row], title: str) -> bytes:
    """A workbook with one sheet; amounts and days are numbers and dates, texts are never formulas."""
    return as_book([(title, rows)])


def as_book(sheets: Iterable[tuple[str, Iterable[Row]]]) -> bytes:
    """A workbook with a sheet for each title, as as_xlsx."""
    book = Workbook(write_only=True)
    for title, rows in sheets:
        sheet = book.create_sheet(title[:31])
        for number, row in enumerate(rows):
            if not number:
                sheet.append([safe(name) for name in row])
            sheet.append([value if _is_typed(value) else safe(value) for value in row.values()])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _is_typed(value: Any) -> bool:
    return value is not None and not isinstance(value, str)


def _text(value: Any) -> str:
    return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else safe(value)
