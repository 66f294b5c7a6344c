"""Finding courses: PostgreSQL finds the words, the columns do the rest, and the order is one number per course."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, FloatField, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from numpy.typing import NDArray

from courses.enums import Sector
from courses.models import Course, CourseOccupation
from courses.search.columns import NEVER, Numbers, Snapshot, day_of, snapshot
from courses.search.criteria import Criteria, Sort
from courses.search.facets import FAR, Answer, Asked, Counts, answer
from courses.search.found import Place, State
from courses.search.in_columns import words_in_columns
from courses.search.lexicon import other_ways
from courses.search.postings import WEIGHTS
from courses.search.similar import similar
from courses.search.text import CONFIG, EVERYWHERE, fits_all, length_of, query_of, ranking_of, words_of

#: Around a word that was looked for.
OPENS, CLOSES = "⟦", "⟧"
#: Of so many that look like a course the first that can be joined are shown.
MOST_ALIKE = 60
#: So many hits of words a process keeps, over all texts: 8 bytes each; and of so many texts, for most words of a
#: stranger find nothing.
MOST_KEPT, MOST_TEXTS = 4_000_000, 5_000
#: In the number that orders: bits for state, start and title, under those for what was asked.
STATE_AT, START_AT, BELOW = 36, 20, 39
MOST = (1 << 24) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Rows of a snapshot that have the words, and how well they fit; None is every course."""

    rows: Numbers | None
    fit: NDArray[np.float32] | None = None


class Ranking(Sequence[Place]):
    """What was found, in the order asked for. Only as much is put in order as is looked at."""

    def __init__(self, snapshot: Snapshot, criteria: Criteria, answer: Answer, own: NDArray[np.int64] | None) -> None:
        self.snapshot, self.answer = snapshot, answer
        self._keys = _order(criteria, answer, own)

    def __len__(self) -> int:
        return len(self.answer.rows)

    def __getitem__(self, at: Any) -> Any:
        if not isinstance(at, slice):
            return self[at : at + 1][0]
        start, stop, _step = at.indices(len(self))
        if stop <= start:
            return []
        first: NDArray[np.intp] = np.arange(len(self))
        if stop < len(self):
            first = np.argpartition(self._keys, stop - 1)[:stop]
        first = first[np.argsort(self._keys[first], kind="stable")]
        return [self._place(int(number)) for number in first[start:stop]]

    def all_pks(self) -> list[UUID]:
        """Every course that was found, in the order of titles."""
        return [self.snapshot.pk(int(row)) for row in self.answer.rows]

    def those_of(self, pks: Sequence[UUID]) -> list[UUID]:
        """These courses as far as they were found, in the order given."""
        rows = self.snapshot.rows_of(b"".join(pk.bytes for pk in pks))
        return [pk for pk, there in zip(pks, np.isin(rows, self.answer.rows), strict=True) if there]

    def _place(self, number: int) -> Place:
        found = self.answer
        start, kilometres = int(found.start[number]), int(found.kilometres[number])
        return Place(
            self.snapshot.pk(int(found.rows[number])),
            State(int(found.state[number])),
            day_of(start) if start < NEVER else None,
            kilometres if kilometres < FAR else None,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """The ranking of a search, and what every other choice would give (see facets.Counts)."""

    ranking: Ranking
    counts: Counts


def search(
    criteria: Criteria,
    on: date,
    regions: Sequence[str] | None = None,
    *,
    offered: Sequence[str] = (),
    municipality: str | None = None,
    own: NDArray[np.int64] | None = None,
    short: NDArray[np.bool_] | None = None,
    columns: Snapshot | None = None,
) -> Result:
    """Courses for these criteria on a day, in regions with these slugs (None: anywhere), with counts.

    ``offered``: regions to count too; ``municipality``: the code to measure distances from; ``own``: cents of the
    visitor per row of ``columns``, -1 where open; ``short``: per row whether there are too few people for that work.
    """
    columns = columns or snapshot(on)
    hits = hits_of(criteria, columns, on)
    from_here = columns.places.kilometres(municipality) if municipality in columns.places.codes else None
    asked = Asked(criteria, on, regions, offered, hits.rows, hits.fit, from_here, own, short)
    found = answer(columns, asked)
    return Result(Ranking(columns, criteria, found, own), found.counts)


def hits_of(criteria: Criteria, columns: Snapshot, on: date) -> Hits:
    """The courses with the words of these criteria; kept per text for as long as the catalogue stays as it is."""
    if not criteria.text or (not criteria.similar and fits_all(criteria.text)):
        return Hits(None)
    kept: dict[tuple[str, bool, bool], Hits] = columns.kept.setdefault("hits", {})
    key = (criteria.text, criteria.similar, criteria.some_words)
    found = kept.get(key)
    if found is None:
        words = words_in_columns(columns)
        told = words.find(criteria, columns) if words else None
        found = Hits(*told) if told else _hits(_with_words(criteria, on), columns)
        many = len(kept) >= MOST_TEXTS
        if many or sum(len(one.rows) for one in list(kept.values()) if one.rows is not None) > MOST_KEPT:
            kept.clear()
        kept[key] = found
    return found


def _with_words(criteria: Criteria, on: date) -> QuerySet[Course]:
    courses = Course.objects.listed(on)
    if criteria.similar:
        return similar(courses, criteria.text).annotate(fit=F("alike")).order_by()
    some = criteria.some_words
    query = query_of(criteria.text, other_ways(criteria.text), some_words=some)
    ranking = None if query is None else ranking_of(criteria.text, query, some_words=some)
    fit: Any = Value(0.0) if ranking is None else SearchRank(F("search"), ranking, weights=list(WEIGHTS))
    return courses.filter(_words(criteria.text, query)).annotate(fit=fit).order_by()


def _words(text: str, query: SearchQuery | None) -> Q:
    """Courses with these words; a length ("1 dag") may also be how long the course takes."""
    fits = Q(search=query) if query is not None else Q(pk__in=[])
    if called := _called_so(text):
        fits |= Q(pk__in=called)
    length, rest = length_of(text)
    if length is None:
        return fits
    takes = Q(duration_amount=length[0], duration_unit=length[1])
    other = query_of(rest)
    return fits | (takes if other is None else takes & Q(search=other))


def _called_so(text: str) -> list[UUID]:
    """Courses about the occupation or skill that is called exactly so, or has it as a synonym: "tuinman".

    Asked by itself: an OR with a subquery keeps PostgreSQL from the index of words, and then it reads all courses.
    """
    said = " ".join(words_of(text))
    called = Q(occupation__label__iexact=said) | Q(occupation__synonyms__contains=[said])
    return list(CourseOccupation.objects.filter(called).values_list("course_id", flat=True))


def _hits(courses: QuerySet[Course], columns: Snapshot) -> Hits:
    """As two columns of bytes: a word of which tens of thousands of courses have makes no object for each."""
    pairs = courses.values_list("pk", Value(0.0, output_field=FloatField()) + F("fit"))
    try:
        sql, values = pairs.query.sql_with_params()
    except EmptyResultSet:  # words that say nothing
        return Hits(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(uuid_send(f.pk), ''), string_agg(float4send(f.fit::real), '')"  # noqa: S608
            f" FROM ({sql}) f (pk, fit)",
            values,
        )
        ids, fit = cursor.fetchone()
    rows = columns.rows_of(bytes(ids or b""))
    well = np.frombuffer(bytes(fit or b""), dtype=">f4").astype(np.float32)
    order = np.argsort(rows, kind="stable")
    order = order[rows[order] >= 0]
    return Hits(rows[order], well[order])


def why(pks: Sequence[UUID], text: str, *, some_words: bool = False) -> dict[UUID, str]:
    """Where the words stand of courses that do not say them in title or summary: a piece of the description.

    The words are between OPENS and CLOSES. Courses that were found by other than their description are left out.
    """
    query = query_of(text, other_ways(text), some_words=some_words)
    if query is None or not pks:
        return {}
    without = Value(f"<[^>]*>|[{OPENS}{CLOSES}]")
    plain = Func(F("description"), without, Value(" "), Value("g"), function="regexp_replace")
    headline = SearchHeadline(
        Cast(plain, TextField()),
        query,
        config=CONFIG,
        start_sel=OPENS,
        stop_sel=CLOSES,
        max_fragments=1,
        max_words=14,
        min_words=7,
    )
    said = SearchVector("title", "summary", config=CONFIG)
    hidden = Course.objects.filter(pk__in=pks).annotate(said=said).exclude(said=query).annotate(piece=headline)
    return {pk: piece for pk, piece in hidden.values_list("pk", "piece") if OPENS in piece}


def alike(course: Course, on: date, regions: Sequence[str] | None, number: int) -> list[UUID]:
    """The keys of other courses of its field that can be joined in these regions or online, as far as there are any.

    Those with the most words of its title first, then those of its level, and of these what begins first.
    """
    columns = snapshot(on)
    rows = columns.rows_of(b"".join(pk.bytes for pk in _with_its_words(course, on)))
    by_words = rows[np.isin(rows, _joined(columns, on, regions, rows).rows)][:number]
    own = int(columns.rows_of(course.pk.bytes)[0])
    if len(by_words) < number and own >= 0 and course.sector != Sector.OTHER:
        field = np.flatnonzero(columns.sector == columns.sector[own]).astype(np.int32)
        found = _joined(columns, on, regions, np.setdiff1d(field, np.append(by_words, own)))
        other_level = columns.level[found.rows] != columns.level[own]
        best_first = np.lexsort((found.start, found.state, other_level))
        by_words = np.concatenate((by_words, found.rows[best_first]))[:number]
    return [columns.pk(int(row)) for row in by_words]


def _with_its_words(course: Course, on: date) -> list[UUID]:
    """Other courses of its field with a word of its title, those with the most first."""
    wanted = [word for word in words_of(course.title) if word not in EVERYWHERE and len(word) > 2]
    if not wanted:
        return []
    query = SearchQuery(" | ".join(wanted), config=CONFIG, search_type="raw")
    near = Course.objects.listed(on).filter(sector=course.sector, search=query).exclude(pk=course.pk)
    ranked = near.annotate(fit=SearchRank(F("search"), query, weights=list(WEIGHTS))).order_by("-fit", "title", "pk")
    return list(ranked.values_list("pk", flat=True)[:MOST_ALIKE])


def _joined(columns: Snapshot, on: date, regions: Sequence[str] | None, rows: Numbers) -> Answer:
    """Those of these rows that can be joined in these regions or online."""
    found = answer(columns, Asked(Criteria(), on, regions, rows=np.sort(rows[rows >= 0])))
    can = found.state <= State.AGREED
    return replace(
        found,
        rows=found.rows[can],
        state=found.state[can],
        start=found.start[can],
        kilometres=found.kilometres[can],
        cents=found.cents[can],
    )


def _order(criteria: Criteria, found: Answer, own: NDArray[np.int64] | None) -> NDArray[np.int64]:
    """One number per course, the smallest first: what was asked, then what can be done, the start, and the title."""
    state, start = found.state.astype(np.int64), found.start.astype(np.int64)
    below = (state << STATE_AT) | (start << START_AT) | found.rows.astype(np.int64)
    return (_asked_first(criteria, found, own) << BELOW) | below


def _asked_first(criteria: Criteria, found: Answer, own: NDArray[np.int64] | None) -> NDArray[np.int64]:
    if criteria.sort == Sort.PRICE:
        return _known_first(found.cents)
    if criteria.sort == Sort.OWN and own is not None:
        return _known_first(own[found.rows])
    if criteria.sort == Sort.DISTANCE:
        return found.kilometres.astype(np.int64)
    if criteria.sort == Sort.RELEVANCE and found.fit is not None:
        return MOST - np.minimum(found.fit.astype(np.float64) * (1 << 20), MOST).astype(np.int64)
    return np.zeros(len(found.rows), dtype=np.int64)


def _known_first(cents: NDArray[Any]) -> NDArray[np.int64]:
    return np.where(cents < 0, MOST, np.minimum(cents, MOST - 1)).astype(np.int64)
