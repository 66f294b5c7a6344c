"""The catalogue as NumPy columns: one copy per process of everything that is filtered, counted and sorted by.

PostgreSQL finds words and keeps the records; filters, counts and orders are array work of some milliseconds (engine.md
4). A copy belongs to one version of the catalogue (``CatalogueChange``): each request asks the version, and whoever
sees another one reads the columns anew, so all processes answer alike.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection, transaction
from django.utils import timezone
from numpy.typing import NDArray

from courses.enums import Level, Outcome, PartOfDay, Recognition, Sector, SessionStatus, StartKind
from courses.models import CatalogueChange
from portal.record.marks import version_of
from portal.regions.models import Municipality, Region

type Numbers = NDArray[np.int32]
type Small = NDArray[np.int16]
type Flags = NDArray[np.bool_]

#: Days are counted from here; they fit in two bytes until 2089.
EPOCH = date(2000, 1, 1)
NEVER = 32_767
UNKNOWN = -1


def day_number(day: date) -> int:
    """Days since EPOCH, kept within what a column can hold."""
    return max(0, min((day - EPOCH).days, NEVER - 1))


def day_of(number: int) -> date:
    """The day with this number."""
    return EPOCH + timedelta(days=int(number))


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Municipalities by their number in columns: region (a place in ``regions``) and coordinates in radians."""

    codes: dict[str, int]
    names: tuple[str, ...]
    region: Small
    regions: dict[str, int]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]

    def kilometres(self, code: str) -> Small:
        """From this municipality to every one as the crow flies, between their centres; 0 within it."""
        here = self.codes[code]
        latitude, longitude = self.latitude, self.longitude
        x = (longitude - longitude[here]) * np.cos((latitude + latitude[here]) / 2)
        found: Small = np.rint(6371 * np.hypot(x, latitude - latitude[here])).astype(np.int16)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Sessions:
    """Sessions to come that are in their feed, by course and start; one can choose them from ``opens`` up to
    and including ``until`` (day numbers)."""

    row: Numbers
    starts: Small
    opens: Small
    until: Small
    status: Small
    no_seats: Flags
    online: Flags
    place: Small


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """All courses that may be shown, one per row, in the order of their titles.

    Codes count from 1 in the order of their enum; 0 is unknown. ``days`` and ``cents`` are -1 when unknown.
    """

    version: str
    since: date
    ids: NDArray[np.uint8]
    keys: NDArray[np.uint64]
    by_key: Numbers
    sector: Small
    level: Small
    outcome: Small
    language: Small
    languages: tuple[str, ...]
    start_kind: Small
    online: Flags
    days: Numbers
    parts_of_day: Small
    recognitions: Small
    cents: Numbers
    expires: Small
    sessions: Sessions
    place_row: Numbers
    place_place: Small
    places: Places
    #: Crebo codes of ``crebo``, and keys of occupations and skills of ``about``: which courses (rows) name which.
    crebo: Small
    crebos: tuple[str, ...]
    about_row: Numbers
    about: Small
    subjects: tuple[str, ...]
    #: What others work out from a snapshot, once: the ways to follow on a day, the hits of words.
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return len(self.sector)

    @property
    def bytes_used(self) -> int:
        """What the columns take."""
        arrays = [getattr(self, name) for name in self.__slots__] + [
            getattr(self.sessions, name) for name in self.sessions.__slots__
        ]
        return sum(array.nbytes for array in arrays if isinstance(array, np.ndarray))

    def pk(self, row: int) -> UUID:
        """The key of the course in this row."""
        return UUID(bytes=self.ids[row].tobytes())

    def rows_of(self, ids: bytes) -> Numbers:
        """The rows of courses by their keys, 16 bytes each; -1 for who is not here."""
        return _rows(self.keys, self.by_key, ids)


_latest: Snapshot | None = None
_reading = threading.Lock()


def version() -> str:
    """Which catalogue the database has now, as this transaction sees it."""
    return version_of(CatalogueChange)


def snapshot(on: date | None = None) -> Snapshot:
    """The columns of the catalogue as it is now; read anew by the first request that sees another version."""
    global _latest
    on, now = on or timezone.localdate(), version()
    found = _latest
    if found is not None and found.version == now and found.since <= on:
        return found
    with _reading:
        found = _latest
        if found is None or found.version != version() or found.since > on:
            found = _latest = read(on)
        return found


#: The row of each course: by title. Narrow, because it is sorted: texts would go to disk.
LISTED = """
    SELECT c.id, row_number() OVER (ORDER BY c.title, c.id) - 1 AS row
    FROM courses_course c JOIN courses_provider p ON p.id = c.provider_id AND p.hidden IS NULL
    WHERE c.gone IS NULL AND c.hidden IS NULL AND (c.expires IS NULL OR c.expires >= %(since)s)
"""
#: Whole columns as bytes: no object per row on the way, so a hundred thousand courses take a second.
COURSES = f"""
SELECT string_agg(uuid_send(id), ''),
    string_agg(int2send(coalesce(array_position(%(sectors)s::text[], sector::text), 0)::int2), ''),
    string_agg(int2send(coalesce(array_position(%(levels)s::text[], level::text), 0)::int2), ''),
    string_agg(int2send(coalesce(array_position(%(outcomes)s::text[], outcome::text), 0)::int2), ''),
    string_agg(int2send(coalesce(array_position(%(languages)s::text[], language::text), 0)::int2), ''),
    string_agg(int2send(coalesce(array_position(%(kinds)s::text[], start_kind::text), 0)::int2), ''),
    string_agg(int2send(online::int::int2), ''),
    string_agg(int4send(coalesce(CASE duration_unit
        WHEN 'hour' THEN greatest(1, duration_amount / 8) WHEN 'day' THEN duration_amount
        WHEN 'week' THEN duration_amount * 7 WHEN 'month' THEN duration_amount * 365 / 12
        WHEN 'year' THEN duration_amount * 365 END, -1)), ''),
    string_agg(int2send((SELECT coalesce(bit_or(1 << (array_position(%(parts)s::text[], part::text) - 1)), 0)
        FROM unnest(parts_of_day) part)::int2), ''),
    string_agg(int2send((SELECT coalesce(bit_or(1 << (array_position(%(recognitions)s::text[], word::text) - 1)), 0)
        FROM unnest(recognitions) word)::int2), ''),
    string_agg(int4send(coalesce(total_cents, -1)), ''),
    string_agg(int2send(least(coalesce(expires - %(epoch)s::date, 32767), 32767)::int2), ''),
    string_agg(int2send(coalesce(array_position(%(crebos)s::text[], crebo::text), 0)::int2), '')
FROM (
    SELECT c.id, c.sector, c.level, c.outcome, c.language, c.start_kind, c.online, c.duration_unit, c.duration_amount,
        c.parts_of_day, c.total_cents, c.expires, c.crebo, p.recognitions
    FROM ({LISTED}) listed JOIN courses_course c ON c.id = listed.id JOIN courses_provider p ON p.id = c.provider_id
    ORDER BY listed.row
) c
"""  # noqa: S608
#: In any order, by the key of the course: rows are looked up and put in order here, where that is quicker.
SESSIONS = """
SELECT string_agg(uuid_send(course_id), ''),
    string_agg(int2send(least(starts - %(epoch)s::date, 32766)::int2), ''),
    string_agg(int2send(greatest(least(coalesce(opens - %(epoch)s::date, 0), 32766), 0)::int2), ''),
    string_agg(int2send(least(coalesce(deadline - %(epoch)s::date, 32767), 32767)::int2), ''),
    string_agg(int2send(coalesce(array_position(%(statuses)s::text[], status::text), 0)::int2), ''),
    string_agg(int2send(coalesce(seats_left = 0, false)::int::int2), ''),
    string_agg(int2send(online::int::int2), ''),
    string_agg(int2send(coalesce(array_position(%(codes)s::text[], municipality_id::text), 0)::int2), '')
FROM courses_session WHERE gone IS NULL AND starts > %(since)s
"""
PLACES = """
SELECT string_agg(uuid_send(course_id), ''),
    string_agg(int2send(coalesce(array_position(%(codes)s::text[], municipality_id::text), 0)::int2), '')
FROM (SELECT course_id, municipality_id FROM courses_courseplace ORDER BY position) p
"""

ABOUT = """
SELECT string_agg(uuid_send(course_id), ''),
    string_agg(int2send(array_position(%(subjects)s::text[], occupation_id::text)::int2), '')
FROM courses_courseoccupation
"""


def read(since: date) -> Snapshot:
    """The catalogue as the database has it, with the sessions that start after ``since``: all of one moment."""
    inside_another = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        # One moment for all questions; in somebody else's transaction it is theirs to say.
        if not inside_another:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        now = version()
        places = _places()
        cursor.execute("SELECT coalesce(array_agg(DISTINCT language ORDER BY language), '{}') FROM courses_course")
        languages = tuple(code for code in cursor.fetchone()[0] if code)
        cursor.execute("SELECT coalesce(array_agg(DISTINCT crebo), '{}') FROM courses_course WHERE crebo <> ''")
        crebos = tuple(cursor.fetchone()[0])
        cursor.execute("SELECT coalesce(array_agg(DISTINCT occupation_id), '{}') FROM courses_courseoccupation")
        subjects = tuple(cursor.fetchone()[0])
        words: dict[str, Any] = {
            "since": since,
            "epoch": EPOCH,
            "sectors": Sector.values,
            "levels": Level.values,
            "outcomes": Outcome.values,
            "kinds": StartKind.values,
            "parts": PartOfDay.values,
            "recognitions": Recognition.values,
            "statuses": SessionStatus.values,
            "languages": list(languages),
            "codes": list(places.codes),
            "crebos": list(crebos),
            "subjects": list(subjects),
        }
        cursor.execute(COURSES, words)
        (ids, sector, level, outcome, language, kind, online, days, parts, recognitions, cents, expires, crebo) = (
            cursor.fetchone()
        )
        cursor.execute(SESSIONS, words)
        sessions = cursor.fetchone()
        cursor.execute(PLACES, words)
        given_at = cursor.fetchone()
        cursor.execute(ABOUT, words)
        about_what = cursor.fetchone()
    all_ids = np.frombuffer(bytes(ids or b""), dtype=np.uint8).reshape(-1, 16)
    keys = _keys(all_ids)
    by_key = np.argsort(keys, kind="stable").astype(np.int32)
    place_row, (place_place,) = _of_courses(keys[by_key], by_key, given_at)
    about_row, (about,) = _of_courses(keys[by_key], by_key, about_what)
    return Snapshot(
        version=now,
        since=since,
        ids=all_ids,
        keys=keys[by_key],
        by_key=by_key,
        sector=_small(sector),
        level=_small(level),
        outcome=_small(outcome),
        language=_small(language),
        languages=languages,
        start_kind=_small(kind),
        online=_small(online) > 0,
        days=_whole(days),
        parts_of_day=_small(parts),
        recognitions=_small(recognitions),
        cents=_whole(cents),
        expires=_small(expires),
        sessions=_sessions(keys[by_key], by_key, sessions),
        place_row=place_row,
        place_place=place_place - np.int16(1),
        places=places,
        crebo=_small(crebo),
        crebos=crebos,
        about_row=about_row,
        about=about - np.int16(1),
        subjects=subjects,
    )


def _sessions(keys: NDArray[np.uint64], by_key: Numbers, columns: Sequence[bytes | None]) -> Sessions:
    row, (starts, opens, until, status, no_seats, online, place) = _of_courses(keys, by_key, columns)
    order = np.lexsort((starts, row))
    return Sessions(
        row[order],
        starts[order],
        opens[order],
        until[order],
        status[order],
        no_seats[order] > 0,
        online[order] > 0,
        place[order] - np.int16(1),
    )


def _of_courses(
    keys: NDArray[np.uint64], by_key: Numbers, columns: Sequence[bytes | None]
) -> tuple[Numbers, list[Small]]:
    """The rows of the courses named in the first column, in order, and the other columns; without who is not listed."""
    row = _rows(keys, by_key, bytes(columns[0] or b""))
    order = np.argsort(row, kind="stable")
    order = order[row[order] >= 0]
    return row[order], [_small(column)[order] for column in columns[1:]]


def _rows(keys: NDArray[np.uint64], by_key: Numbers, ids: bytes) -> Numbers:
    wanted = _keys(np.frombuffer(ids, dtype=np.uint8).reshape(-1, 16))
    if not len(keys):
        return np.full(len(wanted), UNKNOWN, dtype=np.int32)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, by_key[at], UNKNOWN).astype(np.int32)


def _places() -> Places:
    regions = {
        slug: number for number, slug in enumerate(Region.objects.order_by("slug").values_list("slug", flat=True))
    }
    rows = list(Municipality.objects.order_by("code").values_list("code", "name", "region_id", "latitude", "longitude"))
    return Places(
        codes={code: number for number, (code, *_rest) in enumerate(rows)},
        names=tuple(name for _code, name, *_rest in rows),
        region=np.array([regions[region] for _code, _name, region, *_rest in rows], dtype=np.int16),
        regions=regions,
        latitude=np.radians(np.array([float(row[3]) for row in rows], dtype=np.float64)),
        longitude=np.radians(np.array([float(row[4]) for row in rows], dtype=np.float64)),
    )


def _keys(ids: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """One number per UUID. A version 7 has 62 random bits in its second half; with the first half mixed in, two equal
    numbers in a million courses are less likely than a broken disk."""
    halves = np.ascontiguousarray(ids).view(np.dtype(">u8")).astype(np.uint64).reshape(-1, 2)
    return halves[:, 1] ^ (halves[:, 0] << np.uint64(1))


def _small(column: bytes | memoryview | None) -> Small:
    return np.frombuffer(bytes(column or b""), dtype=">i2").astype(np.int16)


def _whole(column: bytes | memoryview | None) -> Numbers:
    return np.frombuffer(bytes(column or b""), dtype=">i4").astype(np.int32)
