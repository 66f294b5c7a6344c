"""The facts and prices of every course as columns for the engine: what course_facts and cost_lines say of each.

Most stands in the snapshot of the catalogue; lengths, next sessions and price lines come from the database as whole
byte strings, so a hundred thousand courses make no objects on the way. What was read is kept for other processes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np
from django.core.cache import cache
from django.db import connection
from numpy.typing import NDArray

from courses.enums import Level, Outcome, Recognition, Sector
from courses.search.columns import EPOCH, Snapshot
from funding.engine.catalogue import PriceColumns
from funding.engine.columns import Column, CourseColumns, Flags, Numbers
from funding.engine.facts import is_allowed
from funding.engine.money import CostKind
from funding.engine.shortages import course_code
from funding.engine.vocabulary import VOCABULARY

#: How long what was read of one version of the catalogue waits for another process, in seconds.
SECONDS = 600
#: ``next`` is what SessionQuerySet.still_open gives first for each course. In one statement, so of one moment.
READ = """
WITH next AS MATERIALIZED (
    SELECT DISTINCT ON (course_id) id, course_id, starts, ends, total_cents FROM courses_session
    WHERE gone IS NULL AND starts > %(today)s AND (opens IS NULL OR opens <= %(today)s)
        AND (deadline IS NULL OR deadline >= %(today)s) AND status = 'open'
        AND (seats_left IS NULL OR seats_left > 0)
    ORDER BY course_id, starts, key
)
SELECT course.*, line.* FROM (
    SELECT string_agg(uuid_send(c.id), ''),
        string_agg(int4send(coalesce(c.duration_weeks, -1)), ''),
        string_agg(int4send(coalesce(c.hours_total, -1)), ''),
        string_agg(int4send(coalesce(c.hours_per_week, -1)), ''),
        string_agg(int4send(coalesce(n.starts - %(epoch)s::date, -1)), ''),
        string_agg(int4send(coalesce(n.ends - %(epoch)s::date, -1)), ''),
        string_agg(int4send(coalesce(n.total_cents, c.total_cents)), '')
    FROM courses_course c LEFT JOIN next n ON n.course_id = c.id
    WHERE c.gone IS NULL AND c.hidden IS NULL AND c.total_cents IS NOT NULL
) course, (
    SELECT string_agg(uuid_send(coalesce(l.course_id, n.course_id)), ''),
        string_agg(int4send((l.session_id IS NOT NULL)::int), ''),
        string_agg(int4send(l.required::int), ''),
        string_agg(int4send(array_position(%(kinds)s::text[], l.kind::text) - 1), ''),
        string_agg(int4send(l.net_cents), ''),
        string_agg(int4send(l.vat_cents), '')
    FROM courses_priceline l LEFT JOIN next n ON n.id = l.session_id AND n.total_cents IS NOT NULL
    WHERE l.course_id IS NOT NULL OR n.id IS NOT NULL
) line
"""
COURSE_COLUMNS = 7
KINDS = tuple(kind.value for kind in CostKind)


@dataclass(frozen=True, slots=True)
class Read:
    """What the database tells besides the snapshot: per course a column each, and per price line."""

    courses: Sequence[bytes]
    lines: Sequence[bytes]

    @classmethod
    def of(cls, version: str, today: date) -> "Read":
        """As some process read it for this version of the catalogue and this day, else from the database."""
        key = f"course-columns:{version}:{today}"
        found = cache.get(key)
        if found is None:
            with connection.cursor() as cursor:
                cursor.execute(READ, {"today": today, "epoch": EPOCH, "kinds": list(KINDS)})
                found = [bytes(column or b"") for column in cursor.fetchone()]
            cache.set(key, found, SECONDS)
        return cls(found[:COURSE_COLUMNS], found[COURSE_COLUMNS:])


def columns_of(snapshot: Snapshot, rows: Numbers, today: date) -> tuple[CourseColumns, PriceColumns]:
    """The courses in these rows of a snapshot, each with its next session on a day.

    What changed since the snapshot was made is unknown until the next one.
    """
    read = Read.of(snapshot.version, today)
    place = np.full(snapshot.size, -1, dtype=np.int64)
    place[rows] = np.arange(len(rows))
    net, vat, priced = _prices(snapshot, read.lines, place, len(rows))
    columns = dict(_from_snapshot(snapshot, rows)) | dict(_from_database(snapshot, read.courses, place, len(rows)))
    for row, kind in enumerate(KINDS):
        columns[f"course.{kind}_cents"] = _number(f"course.{kind}_cents", np.where(priced, (net + vat)[row], -1))
    return CourseColumns(len(rows), MappingProxyType(columns)), PriceColumns(net, net + vat)


def _from_snapshot(snapshot: Snapshot, rows: Numbers) -> Iterator[tuple[str, Column]]:
    sector, crebo = snapshot.sector[rows].astype(np.int64), snapshot.crebo[rows].astype(np.int64)
    yield "course.sector", _choice("course.sector", Sector.values, sector)
    yield "course.level", _choice("course.level", Level.values, snapshot.level[rows])
    yield "course.outcome", _choice("course.outcome", Outcome.values, snapshot.outcome[rows])
    yield "course.language", _language(snapshot, rows)
    yield "course.occupation", _occupation(snapshot, sector, crebo)
    everywhere = np.ones(len(rows), dtype=np.bool_)
    yield "course.online", Column(snapshot.online[rows].astype(np.int64), everywhere)
    choices, marks = VOCABULARY["course.recognitions"].choices, snapshot.recognitions[rows].astype(np.int64)
    each = [(marks >> n & 1) << choices.index(word) for n, word in enumerate(Recognition.values)]
    yield "course.recognitions", Column(np.sum(each, axis=0, dtype=np.int64), everywhere, choices)
    registers = VOCABULARY["course.registers"].choices
    # A provider that tells no crebo code may still give such a course: then it is unknown.
    known = crebo > 0
    yield "course.registers", Column(np.where(known, 1 << registers.index("crebo"), 0), known, registers)


def _from_database(
    snapshot: Snapshot, columns: Sequence[bytes], place: Numbers, size: int
) -> Iterator[tuple[str, Column]]:
    at = _places(snapshot, columns[0], place)
    here = at >= 0
    names = ("duration_weeks", "hours_total", "hours_per_week", "start", "end", "total_cents")
    for name, column in zip(names, columns[1:], strict=True):
        values = np.full(size, -1, dtype=np.int64)
        values[at[here]] = _whole(column)[here]
        if name in ("start", "end"):
            yield f"course.{name}", Column(values + EPOCH.toordinal(), values >= 0)
        else:
            yield f"course.{name}", _number(f"course.{name}", values)


def _prices(snapshot: Snapshot, columns: Sequence[bytes], place: Numbers, size: int) -> tuple[Numbers, Numbers, Flags]:
    """Required price lines by kind, net and VAT, and who has any; a session's own come in the place of the course's."""
    at, (of_session, required, kind, net, vat) = _places(snapshot, columns[0], place), map(_whole, columns[1:])
    own = np.zeros(size, dtype=np.bool_)
    own[at[(of_session > 0) & (at >= 0)]] = True
    counts = (at >= 0) & (required > 0)
    counts[counts] = own[at[counts]] == (of_session[counts] > 0)
    sums = np.zeros((2, len(KINDS), size), dtype=np.int64)
    for amounts, found in zip((net, vat), sums, strict=True):
        np.add.at(found, (kind[counts], at[counts]), amounts[counts])
    priced = np.zeros(size, dtype=np.bool_)
    priced[at[counts]] = True
    return sums[0], sums[1], priced


def _places(snapshot: Snapshot, ids: bytes, place: Numbers) -> Numbers:
    """Where these courses stand among ours; -1 for others."""
    rows = snapshot.rows_of(ids)
    return np.where(rows >= 0, place[rows], -1) if snapshot.size else np.full(len(rows), -1, dtype=np.int64)


def _number(name: str, values: Numbers) -> Column:
    """A figure that can't be (a week of 500 hours) is a slip of a feed, and unknown."""
    fact = VOCABULARY[name]
    least, most = fact.least or 0, np.iinfo(np.int64).max if fact.most is None else fact.most
    return Column(values, (values >= least) & (values <= most))


def _choice(name: str, words: Sequence[str], codes: NDArray[Any], otherwise: str = "") -> Column:
    """``codes`` count from 1 in ``words``, 0 is unknown; a word that the engine lacks is ``otherwise``, or unknown."""
    choices = VOCABULARY[name].choices
    at = {word: n for n, word in enumerate(choices)}
    table = np.array([-1, *(at.get(word, at.get(otherwise, -1)) for word in words)], dtype=np.int64)[codes]
    return Column(table, table >= 0, choices)


def _language(snapshot: Snapshot, rows: Numbers) -> Column:
    return _choice("course.language", snapshot.languages, snapshot.language[rows], otherwise="other")


def _occupation(snapshot: Snapshot, sector: Numbers, crebo: Numbers) -> Column:
    pairs, back = np.unique(sector * (len(snapshot.crebos) + 1) + crebo, return_inverse=True)
    told = [divmod(int(pair), len(snapshot.crebos) + 1) for pair in pairs]
    codes = [course_code(Sector.values[first - 1], snapshot.crebos[then - 1] if then else "") for first, then in told]
    words = tuple(code for code in codes if is_allowed("course.occupation", code))
    at: Mapping[str, int] = {word: n for n, word in enumerate(words)}
    numbers = np.array([at.get(code, -1) for code in codes], dtype=np.int64)[back]
    return Column(numbers, numbers >= 0, words)


def _whole(column: bytes) -> Numbers:
    return np.frombuffer(column, dtype=">i4").astype(np.int64)
