"""What stands in one cell of a table: lists, and texts that a spreadsheet must not take for a formula.

Written so by our own CSV (courses.exports.sheet) and read back by tables.reading.
"""

import csv
import io
from collections.abc import Iterable

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


def safe(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def unsafe(text: str) -> str:
    """What ``safe`` made of it, taken back."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA) else text


def listed(texts: Iterable[str]) -> str:
    """Several texts in one cell, with | between and in quotes where a text has one itself."""
    cell = io.StringIO()
    csv.writer(cell, delimiter="|", lineterminator="").writerow(list(texts))
    return cell.getvalue()


def parts(cell: str) -> list[str]:
    """The texts that ``listed`` put in a cell; none for an empty one."""
    return next(csv.reader([cell], delimiter="|"), [])
