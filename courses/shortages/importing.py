"""Shortage lists from a JSON file: all of it, or nothing and the reason.

    {"lists": [{"area": "regio-twente", "from": "2026-10-01", "until": null, "title": "Kansrijke beroepen",
      "address": "werk.nl/...", "example": false, "occupations": ["25187"], "sectors": ["care"]}]}

A list without "until" holds until the next one of its area begins. Importing a list again replaces the one that begins
on the same day.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from courses.enums import Sector
from courses.shortages.models import ShortageList
from portal.regions.models import Area

DEMO = Path(__file__).parent / "data" / "demo.json"
CREBO = re.compile(r"[A-Z\d]\d{4}")
FIELDS = {"area", "from", "until", "title", "address", "example", "occupations", "sectors"}


class ShortageFileError(ValueError):
    """A file that cannot be imported; the message names the list and what is wrong, in Dutch."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One list of a file, checked."""

    area: str
    begins: date
    ends: date | None
    title: str
    address: str
    example: bool
    occupations: list[str]
    sectors: list[str]


def read(path: Path) -> list[Entry]:
    """The lists of a file. Raises ShortageFileError."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ShortageFileError(f"{path}: het bestand is niet te lezen ({error.strerror}).") from error
    except ValueError as error:
        raise ShortageFileError(f"{path}: dit is geen JSON ({error}).") from error
    lists = document.get("lists") if isinstance(document, dict) else None
    if not isinstance(lists, list) or not lists:
        raise ShortageFileError(f"{path}: er staat geen lijst “lists” in.")
    return [_entry(number, entry) for number, entry in enumerate(lists, start=1)]


@transaction.atomic
def import_shortages(path: Path) -> int:
    """Import every list of a file; returns how many. Raises ShortageFileError, and then nothing changed."""
    entries = read(path)
    known = set(Area.objects.filter(slug__in={entry.area for entry in entries}).values_list("slug", flat=True))
    for entry in entries:
        if entry.area not in known:
            raise ShortageFileError(f"Het gebied “{entry.area}” bestaat niet.")
        _write(entry)
    return len(entries)


def _write(entry: Entry) -> None:
    same_area = ShortageList.objects.select_for_update().filter(area=entry.area)
    same_area.filter(period__startswith=entry.begins).delete()
    for earlier in same_area.filter(period__upper_inf=True, period__startswith__lt=entry.begins):
        same_area.filter(pk=earlier.pk).update(period=DateRange(earlier.period.lower, entry.begins))
    try:
        with transaction.atomic():
            ShortageList.objects.create(
                area_id=entry.area,
                period=DateRange(entry.begins, entry.ends),
                title=entry.title,
                address=entry.address,
                is_example=entry.example,
                occupations=entry.occupations,
                sectors=entry.sectors,
            )
    except IntegrityError as error:
        if "one_shortage_list_per_area_and_day" not in str(error):
            raise
        raise ShortageFileError(
            f"{entry.area}: op een van deze dagen geldt al een andere lijst. Kies een andere eerste of laatste dag."
        ) from error


def _entry(number: int, entry: object) -> Entry:
    if not isinstance(entry, dict):
        raise ShortageFileError(f"Lijst {number}: dit is geen object.")
    name = f"Lijst {number} ({entry.get('area') or 'zonder gebied'})"
    for key in sorted(set(entry) - FIELDS):
        raise ShortageFileError(f"{name}: het veld “{key}” kennen we niet.")
    for key in ("area", "title"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise ShortageFileError(f"{name}: het veld “{key}” is leeg.")
    begins, ends = _day(name, entry.get("from")), entry.get("until")
    until = None if ends is None else _day(name, ends)
    if until and until <= begins:
        raise ShortageFileError(f"{name}: de laatste dag ligt voor de eerste.")
    occupations, sectors = _texts(name, entry, "occupations"), _texts(name, entry, "sectors")
    for code in occupations:
        if not CREBO.fullmatch(code):
            raise ShortageFileError(f"{name}: {code!r} is geen crebo-code, zoals 25187.")
    for sector in sectors:
        if sector not in Sector.values:
            raise ShortageFileError(
                f"{name}: de sector {sector!r} kennen we niet. Kies uit: {', '.join(Sector.values)}."
            )
    if not occupations and not sectors:
        raise ShortageFileError(f"{name}: noem beroepen, sectoren of allebei.")
    return Entry(
        area=entry["area"],
        begins=begins,
        ends=until,
        title=entry["title"].strip()[:200],
        address=str(entry.get("address") or "")[:300],
        example=entry.get("example") is True,
        occupations=occupations,
        sectors=sectors,
    )


def _day(name: str, value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ShortageFileError(f"{name}: {value!r} is geen dag, zoals 2026-10-01.") from None


def _texts(name: str, entry: dict[str, object], key: str) -> list[str]:
    values = entry.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ShortageFileError(f"{name}: “{key}” is geen lijst van teksten.")
    return sorted(set(values))
