"""Rows as a file for a spreadsheet. What a spreadsheet would take for a formula gets a ' before it (OWASP)."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import Any

from openpyxl import Workbook

from courses.feeds.tables.cells import safe
from funding.exporting.rows import Row

BOM = "\ufeff"
TOTALS = "totalen"
#: The column by which totals are made.
BY = "regeling"


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
    """A workbook: the rows, and a sheet with totals per scheme. Amounts and days are numbers and dates, texts never
    formulas."""
    book, totals = Workbook(write_only=True), _Totals()
    _add_sheet(book, title, totals.seeing(rows))
    summed = book.create_sheet(TOTALS)
    for line in totals.lines():
        summed.append([_cell(value) for value in line])
    return _file_of(book)


def as_book(sheets: Iterable[tuple[str, Iterable[Row]]]) -> bytes:
    """A workbook with a sheet for each title; what stands in a cell is as in ``as_xlsx``."""
    book = Workbook(write_only=True)
    for title, rows in sheets:
        _add_sheet(book, title, rows)
    return _file_of(book)


def _add_sheet(book: Workbook, title: str, rows: Iterable[Row]) -> None:
    sheet = book.create_sheet(title[:31])
    for number, row in enumerate(rows):
        if not number:
            sheet.append([safe(name) for name in row])
        sheet.append([_cell(value) for value in row.values()])


def _file_of(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


class _Totals:
    """How many rows each scheme has, and the sum of every column of euros."""

    def __init__(self) -> None:
        self.rows: Counter[str] = Counter()
        self.sums: dict[str, dict[str, Decimal]] = {}

    def seeing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows as they are, each counted when it comes by."""
        for row in rows:
            self._add(row)
            yield row

    def _add(self, row: Row) -> None:
        scheme = str(row.get(BY))
        self.rows[scheme] += 1
        for name, value in row.items():
            if isinstance(value, Decimal):
                column = self.sums.setdefault(name, {})
                column[scheme] = column.get(scheme, Decimal(0)) + value

    def lines(self) -> Iterator[list[Any]]:
        yield [BY, "aantal", *self.sums]
        for scheme in sorted(self.rows):
            yield [scheme, self.rows[scheme], *(column.get(scheme, Decimal(0)) for column in self.sums.values())]
        yield ["totaal", self.rows.total(), *(sum(column.values(), Decimal(0)) for column in self.sums.values())]


def _cell(value: Any) -> Any:
    return value if _is_typed(value) else safe(value)


def _is_typed(value: Any) -> bool:
    return value is not None and not isinstance(value, str)


def _text(value: Any) -> str:
    return f"{value:.2f}".replace(".", ",") if isinstance(value, Decimal) else safe(value)
