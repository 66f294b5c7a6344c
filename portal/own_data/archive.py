"""One archive with everything of a person: a page for people, JSON for programs, and the files themselves."""

import json
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.own_data.holding import Sheet, sheets_of
from portal.people.models import User
from portal.templatetags.portal import clock, day

#: What is larger waits on disk, not in memory.
IN_MEMORY = 5_000_000
FORMAT = 1


def archive(user: User) -> IO[bytes]:
    """A zip: ``lees-mij.html``, ``gegevens.json`` ({"format", "made", "data": {name: rows}}), and the files."""
    sheets = sheets_of(user)
    made = timezone.now()
    found: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed by the response)
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as zipped:
        context = {"user": user, "made": made, "sheets": [_readable(sheet) for sheet in sheets]}
        zipped.writestr("lees-mij.html", render_to_string("portal/own_data/archive.html", context))
        data = {sheet.name: [dict(row) for row in sheet.rows] for sheet in sheets}
        told = {"format": FORMAT, "made": made, "data": data}
        zipped.writestr("gegevens.json", json.dumps(told, default=_plain, ensure_ascii=False, indent=2))
        for sheet in sheets:
            for path, opens in sheet.files.items():
                with opens() as content, zipped.open(path, "w", force_zip64=True) as copy:
                    while piece := content.read(1 << 16):
                        copy.write(piece)
    found.seek(0)
    return found


def _readable(sheet: Sheet) -> dict[str, Any]:
    rows = [[(label, _words(row.get(key))) for key, label in sheet.columns.items()] for row in sheet.rows]
    return {
        "title": sheet.title,
        "until": sheet.until,
        "rows": [[(label, text) for label, text in row if text] for row in rows],
        "files": list(sheet.files),
    }


def _words(value: Any) -> str:
    match value:
        case None | "":
            return ""
        case bool():
            return _("ja") if value else _("nee")
        case datetime():
            return f"{day(value)}, {clock(value)}"
        case date():
            return day(value, "date")
        case str() | int() | float():
            return str(value)
        case Sequence():
            return ", ".join(_words(one) for one in value)
        case dict():
            return ", ".join(f"{key}: {_words(one)}" for key, one in value.items())
    return str(value)


def _plain(value: Any) -> str:
    """Dates and moments as ISO 8601, everything else as it is written."""
    return value.isoformat() if isinstance(value, date) else str(value)
