"""Which courses have which word, as NumPy columns: words never asked before are found without reading the courses.

Made from the very tsvectors that PostgreSQL searches in, and asked with the tsquery that PostgreSQL makes of what was
typed, so stems, accents and compounds are the same. Ranks are those of ``ts_rank``.

Six bytes for each word of each course: 34 MB for the 5.6 million of 100,000 courses.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from courses.search.columns import Flags, Numbers, Snapshot
from courses.search.tsquery import Not, Query, Word, words_in

type Shorts = NDArray[np.uint16]
type Bytes = NDArray[np.uint8]

CHUNK = 2_000
#: A rank of one word is at most 1 (ts_rank); in columns it is a whole number up to this.
WHOLE = 65_535
#: In one number with the lexeme before them: up to 16 million courses, and as many lexemes.
ROW_BITS, SCORE_BITS = np.uint64(24), np.uint64(16)
ROW_MASK = np.uint64((1 << 24) - 1)
#: How much a word counts in description, summary and places, search words, title: by the upper two bits of its place.
WEIGHTS = (0.05, 0.2, 0.6, 1.0)
#: What ts_rank divides by: the limit of 1 + 1/4 + 1/9 + ...
LIMIT = 1.64493406685
FNV_START, FNV_PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
#: All courses with words, each with a mark that is another one when its words are.
MARKS = """
SELECT string_agg(uuid_send(id), ''), string_agg(int8send(hashtextextended(search::text, 0)), '') FROM courses_course
WHERE search IS NOT NULL AND gone IS NULL AND hidden IS NULL
"""
TEXTS = """
SELECT string_agg(uuid_send(id), ''), string_agg(words, ''), string_agg(int4send(length(words)), '')
FROM (SELECT id, tsvectorsend(search) AS words FROM courses_course WHERE id = ANY (%s) AND search IS NOT NULL) c
"""


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """``lexemes`` in order; the courses with number n are ``row[first[n]:first[n + 1]]``, and ``score`` how much that
    word counts in each (WHOLE is a rank of 1). ``marks`` tell the words of each course from others (MARKS)."""

    marks: NDArray[np.int64]
    lexemes: tuple[bytes, ...]
    first: NDArray[np.int64]
    row: Numbers
    score: Shorts

    @property
    def bytes_used(self) -> int:
        """What the columns take."""
        return self.marks.nbytes + self.first.nbytes + self.row.nbytes + self.score.nbytes

    @property
    def size(self) -> int:
        """How many courses there are, those without words included."""
        return len(self.marks)

    def having(self, query: Query) -> Flags:
        """Whether each course fits the query."""
        if isinstance(query, Word):
            found = np.zeros(self.size, dtype=np.bool_)
            found[self.row[self._of(query)]] = True
            return found
        if isinstance(query, Not):
            return ~self.having(query.what)
        parts = [self.having(part) for part in query.parts]
        join = np.logical_and if query.all_of_them else np.logical_or
        whole: Flags = join.reduce(parts)
        return whole

    def rank(self, query: Query) -> NDArray[np.float32]:
        """What ``ts_rank`` gives each course for this query or another one with its words.

        The root of that query must not be an AND: PostgreSQL then looks at how near words are, which is not kept.
        """
        once: dict[bytes, Word] = {}
        for word in words_in(query):
            once.setdefault(word.lexeme, word)
        total = np.zeros(self.size, dtype=np.int64)
        for word in once.values():
            here = self._of(word)
            if word.begins:
                total += np.bincount(self.row[here], self.score[here], self.size).astype(np.int64)
            else:
                total[self.row[here]] += self.score[here]
        return (total / (WHOLE * max(1, len(once)))).astype(np.float32)

    def _of(self, word: Word) -> slice:
        """Where the courses with a word, or with words that begin so, stand: words are in order."""
        start = _place(self.lexemes, word.lexeme)
        # No byte of UTF-8 is 255.
        end = _place(self.lexemes, word.lexeme + b"\xff") if word.begins else start
        if not word.begins and start < len(self.lexemes) and self.lexemes[start] == word.lexeme:
            end = start + 1
        return slice(int(self.first[start]), int(self.first[end]))


@dataclass(frozen=True, slots=True, eq=False)
class Earlier:
    """The words of a catalogue before this one, and where its courses stood."""

    postings: Postings
    rows_of: Callable[[bytes], Numbers]


def read(snapshot: Snapshot, earlier: Earlier | None = None) -> Postings:
    """The words of these courses as the database has them now, some thousands of courses at a time.

    Courses with the words that they had ``earlier`` are not read again.
    """
    with connection.cursor() as cursor:
        cursor.execute(MARKS)
        ids, marks = (bytes(column or b"") for column in cursor.fetchone())
    rows, told = snapshot.rows_of(ids), np.frombuffer(marks, dtype=">i8").astype(np.int64)
    texts, new = _Texts(), rows >= 0
    if earlier is not None and earlier.postings.size:
        at = earlier.rows_of(ids)
        same = new & (at >= 0) & (earlier.postings.marks[at] == told)
        moved = np.full(earlier.postings.size, -1, dtype=np.int32)
        moved[at[same]] = rows[same]
        texts.take_over(earlier.postings, moved)
        new &= ~same
    for some, words, lengths in _chunks([snapshot.pk(int(row)) for row in np.sort(rows[new])]):
        texts.add(snapshot.rows_of(some), np.frombuffer(words, dtype=np.uint8), np.frombuffer(lengths, dtype=">i4"))
    of_all = np.zeros(snapshot.size, dtype=np.int64)
    of_all[rows[rows >= 0]] = told[rows >= 0]
    return texts.postings(of_all)


def _chunks(courses: Sequence[UUID]) -> Iterator[tuple[bytes, bytes, bytes]]:
    for start in range(0, len(courses), CHUNK):
        with connection.cursor() as cursor:
            cursor.execute(TEXTS, [list(courses[start : start + CHUNK])])
            ids, words, lengths = cursor.fetchone()
        if ids:
            yield bytes(ids), bytes(words), bytes(lengths)


@dataclass(slots=True)
class _Texts:
    """Words as they come in: numbers of lexemes in the order in which they were met."""

    numbers: dict[int, int] = field(default_factory=dict)
    lexemes: list[bytes] = field(default_factory=list)
    lexeme: list[Numbers] = field(default_factory=list)
    row: list[Numbers] = field(default_factory=list)
    score: list[Shorts] = field(default_factory=list)

    def take_over(self, earlier: Postings, moved: Numbers) -> None:
        """The words of courses that have the same ones still; ``moved`` is where they stand now, -1 for others."""
        letters = np.array([len(lexeme) for lexeme in earlier.lexemes], dtype=np.int64)
        ends = np.cumsum(letters)
        hashed = _hashes(np.frombuffer(b"".join(earlier.lexemes), dtype=np.uint8), ends - letters, ends)
        self.lexemes = list(earlier.lexemes)
        self.numbers = {key: number for number, key in enumerate(hashed.tolist())}
        row = moved[earlier.row]
        kept = row >= 0
        self.lexeme.append(np.repeat(np.arange(len(letters), dtype=np.int32), np.diff(earlier.first))[kept])
        self.row.append(row[kept])
        self.score.append(earlier.score[kept])

    def add(self, rows: Numbers, words: Bytes, lengths: NDArray[np.int32]) -> None:
        """Take in the tsvectors of these courses as PostgreSQL sends them; -1 is a course that is not listed.

        Each is a number of words, and each word its letters, a zero, a number of places, and the places (two bytes:
        the weight in the upper two bits). The n-th word of all courses is read at once.
        """
        starts = np.concatenate(([0], np.cumsum(lengths[:-1], dtype=np.int64)))
        left = _whole(words, starts, 4)
        at, row = starts + 4, rows
        zeros = np.flatnonzero(words == 0)
        begins, ends, whose, scores = [], [], [], []
        while True:
            more = (left > 0) & (row >= 0)
            if not more.any():
                break
            at, left, row = at[more], left[more], row[more]
            end = zeros[np.searchsorted(zeros, at)]
            places = _whole(words, end + 1, 2)
            begins.append(at)
            ends.append(end)
            whose.append(row)
            scores.append(_scores(words, end + 3, places))
            at, left = end + 3 + 2 * places, left - 1
        if begins:
            begin, end = np.concatenate(begins), np.concatenate(ends)
            self.lexeme.append(self._numbers(words, begin, end))
            self.row.append(np.concatenate(whose).astype(np.int32))
            self.score.append(np.concatenate(scores))

    def _numbers(self, words: Bytes, begin: NDArray[np.int64], end: NDArray[np.int64]) -> Numbers:
        """The number of each word, told apart by its hash."""
        different, where, which = np.unique(_hashes(words, begin, end), return_index=True, return_inverse=True)
        numbers = np.empty(len(different), dtype=np.int32)
        for n, (key, at) in enumerate(zip(different.tolist(), where.tolist(), strict=True)):
            number = self.numbers.get(key)
            if number is None:
                number = self.numbers[key] = len(self.lexemes)
                self.lexemes.append(words[begin[at] : end[at]].tobytes())
            numbers[n] = number
        found: Numbers = numbers[which]
        return found

    def postings(self, marks: NDArray[np.int64]) -> Postings:
        """All of it, by the order of lexemes and then of courses; without lexemes that no course has any more.

        One number holds lexeme, course and score, so that a sort in place puts all three in order: an index beside it
        would take as much memory again.
        """
        none: list[Numbers] = [np.zeros(0, dtype=np.int32)]
        number = np.concatenate(self.lexeme or none)
        self.lexeme.clear()
        counts = np.bincount(number, minlength=len(self.lexemes))
        order = sorted(np.flatnonzero(counts).tolist(), key=self.lexemes.__getitem__)
        place = np.zeros(len(self.lexemes), dtype=np.uint64)
        place[order] = np.arange(len(order), dtype=np.uint64)
        whole = place[number]
        del number
        for parts, bits in ((self.row, ROW_BITS), (self.score, SCORE_BITS)):
            whole <<= bits
            whole |= np.concatenate(parts or none).astype(np.uint64)
            parts.clear()
        whole.sort()
        return Postings(
            marks=marks,
            lexemes=tuple(self.lexemes[number] for number in order),
            first=np.concatenate(([0], np.cumsum(counts[order]))).astype(np.int64),
            row=((whole >> SCORE_BITS) & ROW_MASK).astype(np.int32),
            score=(whole & np.uint64(WHOLE)).astype(np.uint16),
        )


def _hashes(words: Bytes, begin: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.uint64]:
    """A hash of 64 bits over the letters of each word (FNV-1a)."""
    hashed = np.full(len(begin), FNV_START, dtype=np.uint64)
    letters = end - begin
    for n in range(int(letters.max(initial=0))):
        here = np.flatnonzero(letters > n)
        hashed[here] = (hashed[here] ^ words[begin[here] + n]) * FNV_PRIME
    return hashed


def _scores(words: Bytes, at: NDArray[np.int64], places: NDArray[np.int64]) -> Shorts:
    """What ts_rank makes of the places of a word: the heaviest whole, the others by how late they come."""
    weights = np.array(WEIGHTS)
    total, most, its = np.zeros(len(at)), np.full(len(at), -1.0), np.ones(len(at))
    for n in range(int(places.max())):
        here = np.flatnonzero(places > n)
        weight, share = weights[words[at[here] + 2 * n] >> 6], float((n + 1) ** 2)
        total[here] += weight / share
        heavier = weight > most[here]
        most[here[heavier]], its[here[heavier]] = weight[heavier], share
    # A word without a place, which no text of ours has, counts as one in a description.
    total, most = np.where(places, total, weights[0]), np.where(places, most, weights[0])
    return np.rint((most + total - most / its) / LIMIT * WHOLE).clip(0, WHOLE).astype(np.uint16)


def _whole(words: Bytes, at: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    """The whole numbers of so many bytes at these places."""
    found = np.zeros(len(at), dtype=np.int64)
    for n in range(number):
        found = (found << 8) | words[at + n]
    return found


def _place(words: Sequence[bytes], word: bytes) -> int:
    return bisect_left(words, word)
