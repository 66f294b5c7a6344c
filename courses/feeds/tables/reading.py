"""Courses from the rows of a table by its mapping."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice, zip_longest
from typing import IO

from courses.enums import CostKind, Level, Outcome, Recognition, Sector, SessionStatus, StartKind
from courses.feeds import words
from courses.feeds.building import build
from courses.feeds.enums import Severity
from courses.feeds.json import Json
from courses.feeds.products import whose
from courses.feeds.records import Delivered, FeedBroken, Issue, ProviderRecord, Refusal, Unusable
from courses.feeds.sentences import sentence as _
from courses.feeds.source import Source
from courses.feeds.tables.cells import parts, unsafe
from courses.feeds.tables.mapping import Mapping, guess
from courses.feeds.tables.rows import MOST_COLUMNS, Row, csv_rows, json_rows, xlsx_rows
from courses.feeds.texts import plain
from courses.feeds.told import Told, ToldPrice, ToldProvider, ToldSession
from courses.feeds.values import web_address

#: To guess a mapping, and to show somebody what is in the table.
SAMPLE_ROWS = 20
STATUSES = {
    "gesloten": SessionStatus.CLOSED, "closed": SessionStatus.CLOSED, "vol": SessionStatus.FULL,
    "full": SessionStatus.FULL, "geannuleerd": SessionStatus.CANCELLED, "cancelled": SessionStatus.CANCELLED,
    "gaat niet door": SessionStatus.CANCELLED, "canceled": SessionStatus.CANCELLED,
}  # fmt: skip
STARTS = {
    "fixed": StartKind.FIXED, "vast": StartKind.FIXED, "op vaste data": StartKind.FIXED,
    "agreed": StartKind.AGREED, "in overleg": StartKind.AGREED,
    "direct": StartKind.DIRECT, "meteen": StartKind.DIRECT, "op elk moment": StartKind.DIRECT,
}  # fmt: skip
NO = {"nee", "no", "false", "0", "onwaar"}
YES = {"ja", "yes", "true", "1", "x", "waar", "online"}
UNITS = {
    "uur": "hour", "uren": "hour", "u": "hour", "dag": "day", "dagen": "day", "week": "week", "weken": "week",
    "maand": "month", "maanden": "month", "jaar": "year", "jaren": "year",
}  # fmt: skip

_LINE = re.compile(
    r"(?P<kind>[a-z]+) (?P<net>\d+\.\d\d) \+ (?P<vat>\d+\.\d\d) \((?:(?P<percent>\d+)%)?\)"
    r" (?P<required>verplicht|vrij):\s?(?P<label>.*)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Table:
    """A kind of file with a table in it. As a Reader it goes by the mapping that it is given."""

    rows: Callable[[IO[bytes]], Iterator[Row]]

    def __call__(self, source: Source, *, kvk: str | None, today: date, mapping: Json = None) -> Iterator[Delivered]:
        """See courses.feeds.records.Reader."""
        name = source.name(source.start)
        try:
            with source.open(source.start) as file:
                rows = self.rows(file)
                known, issues, rows = _mapping(mapping, rows, name)
                yield from self._courses(courses(rows, known, name), kvk, issues, name, today)
        except Unusable as problem:
            where = f"{name}, {problem.where}" if problem.where else name
            raise FeedBroken(problem.code, problem.message, where) from problem

    def _courses(
        self, told: Iterable[Told], kvk: str | None, issues: tuple[Issue, ...], name: str, today: date
    ) -> Iterator[Delivered]:
        """Courses, each provider before its first; a table with a column for it may be of several providers."""
        known: set[str] = set()
        for one in told:
            owner = whose(kvk if kvk is not None else one.kvk or None, name)
            if owner not in known:
                about = one.provider if one.kvk in ("", owner) else None
                yield _provider(owner, about, () if known else issues)
                known.add(owner)
            if one.kvk not in ("", owner):
                text = _(
                    "Dit is een opleiding van KvK %(told)s, en deze feed is van KvK %(owner)s.",
                    told=one.kvk[:8],
                    owner=owner,
                )
                issue = Issue(one.key, "provider_differs", Severity.ERROR, one.where, text)
                yield Refusal(owner, one.key or None, (issue,))
            else:
                yield build(one, kvk=owner, today=today)
        if kvk is not None and not known:
            yield ProviderRecord(kvk, issues=issues)


def _provider(kvk: str, told: ToldProvider | None, issues: tuple[Issue, ...]) -> ProviderRecord:
    """The provider of the courses that follow, with what the first of them tells of it."""
    if told is None:
        return ProviderRecord(kvk, issues=issues)
    marks = told.recognitions
    return ProviderRecord(
        kvk,
        None if told.org_unit_id is None else plain(told.org_unit_id, 64),
        plain(told.name, 200),
        None if told.website is None else web_address(told.website),
        None if marks is None else tuple(Recognition(word) for word in marks if word in Recognition.values),
        issues,
    )


def _mapping(stored: Json, rows: Iterator[Row], name: str) -> tuple[Mapping, tuple[Issue, ...], Iterator[Row]]:
    """The stored mapping, or the one that the names of the columns suggest."""
    start = sample_of(rows)
    again = chain(start, rows)
    columns = columns_of(start)
    if stored is not None:
        mapping = Mapping.of(stored)
        lost = [column for column in mapping.columns.values() if column not in columns] if start else []
        if any(mapping.columns.get(needed) in {None, *lost} for needed in ("key", "title")):
            text = _(
                "De kolommen zijn veranderd; dit is er niet meer: %(columns)s. Pas de koppeling aan.",
                columns=_listed(lost),
            )
            raise FeedBroken("columns_changed", text, name)
        issues = [
            Issue(
                "",
                "column_missing",
                Severity.WARNING,
                name,
                _("De kolom '%(column)s' staat niet meer in het bestand.", column=column),
            )
            for column in lost
        ]
        return mapping, tuple(issues), again
    mapping = guess(columns)
    if not mapping.complete and start:
        text = _(
            "Wij weten niet welke kolom het nummer en welke de naam van de opleiding is. Maak eerst een koppeling: "
            "de kolommen zijn %(columns)s.",
            columns=_listed(columns),
        )
        raise FeedBroken("mapping_missing", text, name)
    used = list(mapping.columns.values())
    unused = [column for column in columns if column not in used]
    text = _("Er is geen koppeling; wij gingen op de namen van de kolommen af: %(used)s.", used=_listed(used))
    if unused:
        text = _(
            "Er is geen koppeling; wij gingen op de namen van de kolommen af: %(used)s. "
            "Deze gebruiken wij niet: %(unused)s.",
            used=_listed(used),
            unused=_listed(unused),
        )
    return mapping, (Issue("", "mapping_guessed", Severity.INFO, name, text),), again


def _listed(columns: Iterable[str]) -> str:
    """The names of columns as words in a sentence."""
    return ", ".join(columns)[:300]


def sample_of(rows: Iterator[Row]) -> list[Row]:
    """The first rows of a table. What is broken after them does not matter; raises Unusable when they are."""
    return list(islice(rows, SAMPLE_ROWS))


def columns_of(rows: Iterable[Row]) -> list[str]:
    """The names of the columns of these rows, in order, as many as a person can choose from."""
    return list(islice(dict.fromkeys(name for _where, cells in rows for name in cells), MOST_COLUMNS))


def courses(rows: Iterable[Row], mapping: Mapping, name: str) -> Iterator[Told]:
    """Courses of these rows; rows with the same number that follow each other are one course."""
    current: Told | None = None
    for where, cells in rows:
        told = _told(cells, mapping, f"{name}, {where}")
        if current is not None and current.sessions and told.sessions and _same(told, current):
            current.sessions += told.sessions
            continue
        if current is not None:
            yield current
        current = told
    if current is not None:
        yield current


def _same(one: Told, other: Told) -> bool:
    return bool(one.key) and (one.key, one.title) == (other.key, other.title)


def _told(cells: dict[str, str], mapping: Mapping, where: str) -> Told:
    def told(name: str) -> str:
        return unsafe(cells.get(mapping.columns.get(name, ""), "").strip())

    prices = _prices(told, mapping, where)
    session = _session(told, where)
    in_lines, in_list, level = "price_lines" in mapping.columns, "places" in mapping.columns, told("level")
    amount, unit = _duration(told("duration"), told("duration_unit"))
    online = told("online").lower() in YES
    kind = STARTS.get(told("start_kind").lower())
    return Told(
        kvk=told("kvk"),
        provider=_told_provider(told, mapping) if told("provider_name") else None,
        key=told("key"),
        title=told("title"),
        where=where,
        summary=told("summary"),
        description=told("description"),
        keywords=told("keywords"),
        link=told("link"),
        contact_email=told("contact_email"),
        language=told("language"),
        sector=_sector(told("sector"), told("title")),
        level=Level(level) if level in Level.values else None,
        level_word=told("level_word") if "level_word" in mapping.columns else level,
        nlqf=told("nlqf"),
        outcome=_outcome(told("outcome")),
        crebo=told("crebo"),
        minimum_age=told("minimum_age"),
        entry_requirements=told("entry_requirements"),
        start_kind=kind,
        online=online,
        duration=(amount, unit),
        hours_total=told("hours_total"),
        hours_per_week=told("hours_per_week"),
        parts_of_day=words.parts_of_day(re.split(r"[,;|]", told("parts_of_day"))),
        expires=told("expires"),
        places=_listed_places(told) if in_list else [] if session else _place(told),
        prices=prices if in_lines or not session else [],
        sessions=[_priced(session, _lines(told("session_price_lines"), where) if in_lines else prices)]
        if session
        else [],
    )


def _told_provider(told: Callable[[str], str], mapping: Mapping) -> ToldProvider:
    def known(name: str) -> str | None:
        return told(name) if name in mapping.columns else None

    marks = known("provider_recognitions")
    return ToldProvider(
        told("provider_name"),
        known("provider_unit"),
        known("provider_website"),
        None if marks is None else [word.strip().lower() for word in marks.split("|")],
    )


def _priced(session: ToldSession, prices: list[ToldPrice]) -> ToldSession:
    session.prices = prices
    return session


def _listed_places(told: Callable[[str], str]) -> list[tuple[str, ...]]:
    """Where a course is given, with the municipalities of those places."""
    names, codes = parts(told("places")), parts(told("place_municipalities"))
    return [(name, "", code) for name, code in zip_longest(names, codes[: len(names)], fillvalue="")]


def _place(told: Callable[[str], str]) -> list[tuple[str, ...]]:
    return [(told("place"), told("postcode"), told("municipality"))] if told("place") else []


def _outcome(text: str) -> Outcome:
    return Outcome(text) if text in Outcome.values else words.outcome_of(text)


def _session(told: Callable[[str], str], where: str) -> ToldSession | None:
    if not told("starts"):
        return None
    return ToldSession(
        key=told("session_key"),
        starts=told("starts"),
        ends=told("ends"),
        opens=told("opens"),
        deadline=told("deadline"),
        place=told("place"),
        postcode=told("postcode"),
        municipality=told("municipality"),
        certain=told("starts_certain").lower() not in NO,
        online=told("session_online").lower() in YES if told("session_online") else None,
        seats_total=told("seats_total"),
        seats_left=told("seats_left"),
        status=STATUSES.get(told("status").lower(), SessionStatus.OPEN),
        where=where,
    )


def _prices(told: Callable[[str], str], mapping: Mapping, where: str) -> list[ToldPrice]:
    if "price_lines" in mapping.columns:
        return _lines(told("price_lines"), where)
    main = told("price")
    parts = [(main, CostKind.TUITION)]
    if main:
        parts += [(told("material_price"), CostKind.MATERIAL), (told("exam_price"), CostKind.EXAM)]
    percent = told("vat_percent").rstrip("%").strip()
    exempt = percent.lower() in {"vrij", "vrijgesteld", "exempt", "geen"}
    return [
        ToldPrice(
            amount=amount,
            percent="" if exempt else percent or mapping.vat_percent,
            exempt=exempt,
            gross=mapping.gross,
            kind=kind,
            decimal=mapping.decimal,
            where=where,
        )
        for amount, kind in parts
        if amount
    ]


def _lines(cell: str, where: str) -> list[ToldPrice]:
    """Price lines as our own CSV writes them: "exam 150.00 + 31.50 (21%) verplicht: Examen". Others are unreadable."""
    return [_line(text, where) for text in parts(cell)]


def _line(text: str, where: str) -> ToldPrice:
    found = _LINE.fullmatch(text)
    if found is None or found["kind"] not in CostKind.values:
        return ToldPrice(amount=text, where=where)
    return ToldPrice.in_parts(
        found["net"],
        found["vat"],
        found["percent"] or "",
        kind=CostKind(found["kind"]),
        required=found["required"] == "verplicht",
        label=found["label"],
        where=where,
    )


def _duration(amount: str, unit: str) -> tuple[str, str]:
    """ "10" and "weken", or both in one cell: "10 weken"."""
    number, _space, rest = amount.partition(" ")
    told = (unit or rest).strip().lower()
    return (number, UNITS.get(told, told)) if told else ("", "")


def _sector(named: str, title: str) -> Sector:
    if named.lower() in Sector.values:
        return Sector(named.lower())
    return words.sector_of([named, title])


read_csv = Table(csv_rows)
read_xlsx = Table(xlsx_rows)
read_json = Table(json_rows)
