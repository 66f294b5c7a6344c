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
from portal.memory import give_back
from portal.record.marks import version_of
from portal.regions.models import Municipality, Region

type Numbers = NDArray[np.int32]
type Small = NDArray[np.int16]
type Flags = NDArray[np.bool_]

#: Days are counted from here; they fit in two bytes until 2089.
EPOCH = date(2000, 1, 1)
NEVER = 32_767
UNKNOWN = -1
#: Of so few courses reading takes no time, nor memory worth speaking of.
SMALL = 2_000
#: What takes long to make and is mostly the same in the next snapshot.
HANDED_DOWN = ("words",)


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
    #: Of those what a process had worked out from the snapshot before this one, as far as it can be of use still.
    kept_before: dict[str, Any] = field(default_factory=dict)

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
        return rows_by_keys(self.keys, self.by_key, ids)


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
            before = found
            found = read(on)
            if before is not None:
                made = before.kept_before | before.kept
                found.kept_before.update({name: made[name] for name in HANDED_DOWN if name in made})
            _latest = found
            if found.size > SMALL:
                give_back()
        return found


def _bits(column: str, words: Sequence[str]) -> str:
    """SQL: which of these words a column of texts has, as a sum of 2 ** place."""
    return " + ".join(f"('{word}' = ANY ({column}))::int * {1 << place}" for place, word in enumerate(words))


LISTED = """
FROM courses_course c JOIN courses_provider p ON p.id = c.provider_id AND p.hidden IS NULL
"""
SHOWN = "WHERE c.gone IS NULL AND c.hidden IS NULL AND (c.expires IS NULL OR c.expires >= %(since)s)"
#: The row of each course: by title. Apart, because a sort of more than this would go to disk.
ROWS = f"SELECT string_agg(uuid_send(c.id), '' ORDER BY c.title, c.id) {LISTED} {SHOWN}"
#: Whole columns as bytes: no object per row on the way. In any order, by the key of the course: putting them in order
#: is quicker here. Where a word is in a long list is a join: array_position reads the list for every row.
COURSES = f"""
SELECT string_agg(uuid_send(c.id), ''),
    string_agg(int2send(coalesce(array_position(%(sectors)s::text[], c.sector::text), 0)::int2), ''),
    string_agg(int2send(coalesce(array_position(%(levels)s::text[], c.level::text), 0)::int2), ''),
    string_agg(int2send(coalesce(array_position(%(outcomes)s::text[], c.outcome::text), 0)::int2), ''),
    string_agg(int2send(coalesce(array_position(%(languages)s::text[], c.language::text), 0)::int2), ''),
    string_agg(int2send(coalesce(array_position(%(kinds)s::text[], c.start_kind::text), 0)::int2), ''),
    string_agg(int2send(c.online::int::int2), ''),
    string_agg(int4send(coalesce(CASE c.duration_unit
        WHEN 'hour' THEN greatest(1, c.duration_amount / 8) WHEN 'day' THEN c.duration_amount
        WHEN 'week' THEN c.duration_amount * 7 WHEN 'month' THEN c.duration_amount * 365 / 12
        WHEN 'year' THEN c.duration_amount * 365 END, -1)), ''),
    string_agg(int2send(({_bits("c.parts_of_day", PartOfDay.values)})::int2), ''),
    string_agg(int2send(({_bits("p.recognitions", Recognition.values)})::int2), ''),
    string_agg(int4send(coalesce(c.total_cents, -1)), ''),
    string_agg(int2send(least(coalesce(c.expires - %(epoch)s::date, 32767), 32767)::int2), ''),
    string_agg(int2send(coalesce(crebo.number, 0)::int2), '')
{LISTED} LEFT JOIN unnest(%(crebos)s::text[]) WITH ORDINALITY crebo (code, number) ON crebo.code = c.crebo
{SHOWN}
"""
SESSIONS = """
SELECT string_agg(uuid_send(course_id), ''),
    string_agg(int2send(least(starts - %(epoch)s::date, 32766)::int2), ''),
    string_agg(int2send(greatest(least(coalesce(opens - %(epoch)s::date, 0), 32766), 0)::int2), ''),
    string_agg(int2send(least(coalesce(deadline - %(epoch)s::date, 32767), 32767)::int2), ''),
    string_agg(int2send(coalesce(array_position(%(statuses)s::text[], status::text), 0)::int2), ''),
    string_agg(int2send(coalesce(seats_left = 0, false)::int::int2), ''),
    string_agg(int2send(online::int::int2), ''),
    string_agg(int2send(coalesce(place.number, 0)::int2), '')
FROM courses_session
LEFT JOIN unnest(%(codes)s::text[]) WITH ORDINALITY place (code, number) ON place.code = municipality_id
WHERE gone IS NULL AND starts > %(since)s
"""
PLACES = """
SELECT string_agg(uuid_send(course_id), ''), string_agg(int2send(coalesce(number, 0)::int2), '')
FROM (
    SELECT course_id, place.number FROM courses_courseplace
    LEFT JOIN unnest(%(codes)s::text[]) WITH ORDINALITY place (code, number) ON place.code = municipality_id
    ORDER BY position
) p
"""
ABOUT = """
SELECT string_agg(uuid_send(course_id), ''), string_agg(int2send(subject.number::int2), '')
FROM courses_courseoccupation
JOIN unnest(%(subjects)s::text[]) WITH ORDINALITY subject (key, number) ON subject.key = occupation_id
"""
CODES = "SELECT DISTINCT language, crebo FROM courses_course"
SUBJECTS = "SELECT DISTINCT occupation_id FROM courses_courseoccupation"


def read(since: date) -> Snapshot:
    """The catalogue as the database has it, with the sessions that start after ``since``: all of one moment."""
    inside_another = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        # One moment for all questions; in somebody else's transaction it is theirs to say.
        if not inside_another:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        now = version()
        places = _places()
        cursor.execute(CODES)
        codes = cursor.fetchall()
        languages = tuple(sorted({language for language, _crebo in codes if language}))
        crebos = tuple(sorted({crebo for _language, crebo in codes if crebo}))
        cursor.execute(SUBJECTS)
        subjects = tuple(sorted(subject for (subject,) in cursor))
        given: dict[str, Any] = {
            "since": since,
            "epoch": EPOCH,
            "sectors": Sector.values,
            "levels": Level.values,
            "outcomes": Outcome.values,
            "kinds": StartKind.values,
            "statuses": SessionStatus.values,
            "languages": list(languages),
            "codes": list(places.codes),
            "crebos": list(crebos),
            "subjects": list(subjects),
        }

        def columns(sql: str) -> list[bytes]:
            cursor.execute(sql, given)
            return [bytes(column or b"") for column in cursor.fetchone()]

        (ids,), courses, sessions = columns(ROWS), columns(COURSES), columns(SESSIONS)
        given_at, about_what = columns(PLACES), columns(ABOUT)
    all_ids = np.frombuffer(ids, dtype=np.uint8).reshape(-1, 16)
    keys = _keys(all_ids)
    by_key = np.argsort(keys, kind="stable").astype(np.int32)
    sector, level, outcome, language, kind, online, days, parts, recognitions, cents, expires, crebo = _by_row(
        keys[by_key], by_key, courses
    )
    place_row, (place_place,) = _of_courses(keys[by_key], by_key, given_at)
    about_row, (about,) = _of_courses(keys[by_key], by_key, about_what)
    return Snapshot(
        version=now,
        since=since,
        ids=all_ids,
        keys=keys[by_key],
        by_key=by_key,
        sector=sector,
        level=level,
        outcome=outcome,
        language=language,
        languages=languages,
        start_kind=kind,
        online=online > 0,
        days=days,
        parts_of_day=parts,
        recognitions=recognitions,
        cents=cents,
        expires=expires,
        sessions=_sessions(keys[by_key], by_key, sessions),
        place_row=place_row,
        place_place=place_place - np.int16(1),
        places=places,
        crebo=crebo,
        crebos=crebos,
        about_row=about_row,
        about=about - np.int16(1),
        subjects=subjects,
    )


def _by_row(keys: NDArray[np.uint64], by_key: Numbers, columns: Sequence[bytes]) -> list[NDArray[Any]]:
    """Columns about the courses named in the first one, by row; of two or four bytes a number."""
    row = rows_by_keys(keys, by_key, columns[0])
    listed = row >= 0
    found = []
    for column in columns[1:]:
        values = np.frombuffer(column, dtype=f">i{len(column) // max(1, len(row)) or 2}")
        by_row = np.zeros(len(keys), dtype=f"i{values.itemsize}")
        by_row[row[listed]] = values[listed]
        found.append(by_row)
    return found


def _sessions(keys: NDArray[np.uint64], by_key: Numbers, columns: Sequence[bytes]) -> Sessions:
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


def _of_courses(keys: NDArray[np.uint64], by_key: Numbers, columns: Sequence[bytes]) -> tuple[Numbers, list[Small]]:
    """The rows of the courses named in the first column, in order, and the other columns; without who is not listed."""
    row = rows_by_keys(keys, by_key, columns[0])
    order = np.argsort(row, kind="stable")
    order = order[row[order] >= 0]
    return row[order], [_small(column)[order] for column in columns[1:]]


def rows_by_keys(keys: NDArray[np.uint64], by_key: Numbers, ids: bytes) -> Numbers:
    """The rows of courses by their keys, 16 bytes each, among those of a snapshot; -1 for who is not there."""
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


def _small(column: bytes) -> Small:
    return np.frombuffer(column, dtype=">i2").astype(np.int16)
