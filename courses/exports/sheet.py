"""The catalogue as CSV: a line per session to come, or one line for a course without. Opens in a spreadsheet.

Semicolons and a byte order mark, because Dutch spreadsheets expect both. What a spreadsheet would take for a formula
gets a ' before it (OWASP, CSV injection); a reader takes that away again. Our own reader of tables knows these columns
by their names: imported again, every course and every session to come is as it was.
"""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from courses.exports.values import euros
from courses.feeds.tables.cells import listed, safe
from courses.models import Course, PriceLine, Session

COLUMNS = (
    "kvk", "opleider", "opleider_edudex", "opleider_website", "keurmerken",
    "code", "titel", "samenvatting", "omschrijving", "zoekwoorden", "link", "contact",
    "lestaal", "sector",
    "niveau", "niveauwoord", "nlqf", "resultaat", "crebo", "minimumleeftijd", "toelating", "startwijze", "online",
    "duur", "duur_eenheid", "uren_totaal", "uren_per_week", "dagdelen", "lesplaatsen", "lesgemeenten", "prijs",
    "prijsregels", "verloopt", "gewijzigd", "pagina", "sessie", "begin", "begin_zeker", "einde",
    "aanmelden_vanaf", "aanmelden_tot", "sessie_online", "plaats", "gemeentecode", "plekken", "plekken_vrij", "status",
    "sessie_prijs", "sessie_prijsregels",
)  # fmt: skip
BOM = "\ufeff"


class _Line:
    """What csv writes to: hands back the line."""

    def write(self, line: str) -> str:
        return line


def document(courses: Iterable[Course], origin: str) -> Iterator[str]:
    """The file a line at a time; ``origin`` is scheme and host of the pages it points at."""
    writer = csv.DictWriter(_Line(), COLUMNS, delimiter=";", lineterminator="\r\n")
    yield BOM + writer.writer.writerow(COLUMNS)
    for course in courses:
        about = _course(course, origin)
        sessions: list[Session | None] = [*course.coming]
        for session in sessions or [None]:
            row = about | (_session(session) if session else {})
            yield writer.writer.writerow([safe(row.get(name, "")) for name in COLUMNS])


def _course(course: Course, origin: str) -> dict[str, Any]:
    return {
        "kvk": course.provider.kvk,
        "opleider": course.provider.name,
        "opleider_edudex": course.provider.org_unit_id,
        "opleider_website": course.provider.website,
        "keurmerken": "|".join(course.provider.recognitions),
        "code": course.provider_key,
        "titel": course.title,
        "samenvatting": course.summary,
        "omschrijving": course.description,
        "zoekwoorden": course.keywords,
        "link": course.link,
        "contact": course.contact_email,
        "lestaal": course.language,
        "sector": course.sector,
        "niveau": course.level,
        "niveauwoord": course.level_word,
        "nlqf": course.nlqf,
        "resultaat": course.outcome,
        "crebo": course.crebo,
        "minimumleeftijd": course.minimum_age,
        "toelating": course.entry_requirements,
        "startwijze": course.start_kind,
        "online": _yes(course.online),
        "duur": course.duration_amount,
        "duur_eenheid": course.duration_unit,
        "uren_totaal": course.hours_total,
        "uren_per_week": course.hours_per_week,
        "dagdelen": "|".join(course.parts_of_day),
        "lesplaatsen": listed(place.text for place in course.places.all()),
        "lesgemeenten": listed(place.municipality_id or "" for place in course.places.all()),
        "prijs": _amount(course.total_cents),
        "prijsregels": _lines(course.price_lines.all()),
        "verloopt": course.expires,
        "gewijzigd": course.changed.date(),
        "pagina": f"{origin}{course.get_absolute_url()}",
    }


def _session(session: Session) -> dict[str, Any]:
    return {
        "sessie": session.key,
        "begin": session.starts,
        "begin_zeker": _yes(session.starts_certain),
        "einde": session.ends,
        "aanmelden_vanaf": session.opens,
        "aanmelden_tot": session.deadline,
        "sessie_online": _yes(session.online),
        "plaats": session.place,
        "gemeentecode": session.municipality_id,
        "plekken": session.seats_total,
        "plekken_vrij": session.seats_left,
        "status": session.status,
        "sessie_prijs": _amount(session.total_cents),
        "sessie_prijsregels": _lines(session.price_lines.all()),
    }


def _yes(value: bool) -> str:
    return "ja" if value else "nee"


def _amount(cents: int | None) -> str:
    return "" if cents is None else euros(cents)


def _lines(lines: Iterable[PriceLine]) -> str:
    """ "tuition 1000.00 + 210.00 (21%) verplicht: Lesgeld|exam 150.00 + 0.00 () vrij: ": see tables.lists."""
    return listed(
        f"{line.kind} {euros(line.net_cents)} + {euros(line.vat_cents)}"
        f" ({'' if line.vat_percent is None else f'{line.vat_percent}%'})"
        f" {'verplicht' if line.required else 'vrij'}: {line.label}"
        for line in lines
    )
