"""The numbers as a file for a spreadsheet. No cell is taken for a formula (OWASP, CSV injection)."""

import csv
import io
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from openpyxl import Workbook

from courses.exports.sheet import BOM
from courses.feeds.tables.cells import safe
from intake.steering.numbers import Numbers


def rows(found: Sequence[Numbers]) -> Iterator[list[str]]:
    """A head, and a row per team and number."""
    yield [_("Team"), _("Regio"), _("Wat"), _("Aantal")]
    for one in found:
        for label, text in one.rows:
            yield [safe(one.team.name), safe(one.team.region_id), safe(label), safe(text)]


def as_csv(found: Sequence[Numbers]) -> bytes:
    """Semicolons and a byte order mark, as Dutch spreadsheets expect."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows(found))
    return (BOM + text.getvalue()).encode()


def as_xlsx(found: Sequence[Numbers]) -> bytes:
    """A workbook of one sheet; every cell is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Team"))
    for row in rows(found):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
