"""Many courses judged at once: the columns of a catalogue, and a rule over them as NumPy arrays.

The verdict on every row is that of ``judge`` for the same facts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from funding.engine.areas import Areas
from funding.engine.conditions import COMPARISONS, holds, moved, value_holds
from funding.engine.facts import Facts
from funding.engine.judging import course_part
from funding.engine.outcome import Verdict
from funding.engine.tree import (
    All,
    Any,
    AtLeast,
    Compare,
    CompareTo,
    HasAny,
    InArea,
    Judged,
    Leaf,
    Not,
    OneOf,
    OnShortageList,
    Operator,
    Rule,
    facts_in,
)
from funding.engine.vocabulary import (
    ABSENT,
    VOCABULARY,
    Absent,
    Fact,
    Kind,
    ToldBy,
    Value,
    base_of,
    is_about_course,
)

type Flags = NDArray[np.bool_]
type Numbers = NDArray[np.int64]

#: The codes of verdicts in an array, by their order here.
VERDICTS = (Verdict.NO, Verdict.UNKNOWN, Verdict.TO_BE_CHECKED, Verdict.YES)
NO, UNKNOWN, TO_BE_CHECKED, YES = range(4)

_COURSE_FACTS = tuple(fact for fact in VOCABULARY.values() if fact.told_by is ToldBy.COURSE)


@dataclass(frozen=True, slots=True)
class Column:
    """One fact of every course. Where ``known`` is false, ``numbers`` means nothing.

    ``numbers`` are: whole numbers and cents as they are; dates as their ordinal (date.toordinal); yes and no as 1 and
    0; choices and codes as their place in ``words``; several choices as the sum of 2 ** place.
    """

    numbers: Numbers
    known: Flags
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseColumns:
    """The facts of ``size`` courses; a fact without a column is unknown of all of them."""

    size: int
    columns: Mapping[str, Column]

    @classmethod
    def of(cls, courses: Sequence[Mapping[str, Value | None]]) -> "CourseColumns":
        """Columns of courses by their facts (None or left out: unknown), which were checked before."""
        columns = {
            fact.name: _column(fact, [course.get(fact.name) for course in courses])
            for fact in _COURSE_FACTS
            if any(course.get(fact.name) is not None for course in courses)
        }
        return cls(len(courses), MappingProxyType(columns))

    def amounts(self, name: str, places: Numbers) -> Numbers | None:
        """A fact of these courses in cents, 0 where it is unknown; None for "" and a fact that is not about courses."""
        if not name or not is_about_course(name):
            return None
        column = self.columns.get(base_of(name).name)
        return np.zeros_like(places) if column is None else np.where(column.known, column.numbers, 0)[places]


def judge_columns(rule: Rule, courses: CourseColumns, facts: Facts, areas: Areas) -> NDArray[np.int8]:
    """The verdict on each course, as a place in VERDICTS. Of ``facts`` only those of the person are looked at."""
    rest = course_part(rule, facts, areas)
    if isinstance(rest, bool):
        return np.full(courses.size, YES if rest else NO, dtype=np.int8)
    return _Judge(courses, facts.about_person(), areas).verdicts(rest)


def _column(fact: Fact, values: Sequence[Value | None]) -> Column:
    known = np.array([value is not None for value in values], dtype=np.bool_)
    words = fact.choices or tuple(sorted({value for value in values if isinstance(value, str)}))
    places = {word: place for place, word in enumerate(words)}
    numbers = np.array([0 if value is None else _number(value, places) for value in values], dtype=np.int64)
    return Column(numbers, known, words)


def _number(value: Value, places: Mapping[str, int]) -> int:
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, str):
        return places[value]
    if isinstance(value, frozenset):
        return sum(1 << places[word] for word in value)
    return int(value) if isinstance(value, int) else 0


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges rules over these courses for one person."""

    courses: CourseColumns
    facts: Facts
    areas: Areas

    def verdicts(self, rule: Rule) -> NDArray[np.int8]:
        match rule:
            case All(parts=()):
                return self._all(TO_BE_CHECKED)
            case All(parts=parts):
                return self._counted(parts, len(parts))
            case Any(parts=parts):
                return self._counted(parts, 1)
            case AtLeast(count=count, parts=parts):
                return self._counted(parts, count)
            case Not(part=part):
                return _NEGATED[self.verdicts(part)]
            case Judged():
                return self._all(TO_BE_CHECKED)
            case _:
                held, known = self._holds(rule)
                return np.where(known, np.where(held, YES, NO), UNKNOWN).astype(np.int8)

    def _all(self, code: int) -> NDArray[np.int8]:
        return np.full(self.courses.size, code, dtype=np.int8)

    def _counted(self, parts: Sequence[Rule], needed: int) -> NDArray[np.int8]:
        """At least so many of these parts, as judging counts them."""
        counts = np.zeros((len(VERDICTS), self.courses.size), dtype=np.int16)
        for part in parts:
            verdicts = self.verdicts(part)
            for code in range(len(VERDICTS)):
                counts[code] += verdicts == code
        worst = _settled(counts[YES], counts[TO_BE_CHECKED], needed)
        best = _settled(counts[YES] + counts[UNKNOWN], counts[TO_BE_CHECKED], needed)
        return np.where(worst == best, worst, UNKNOWN).astype(np.int8)

    def _holds(self, leaf: Leaf) -> tuple[Flags, Flags]:
        """For every course whether a condition holds, and whether that is known."""
        if not any(is_about_course(name) for name in facts_in(leaf)):
            return self._scalar(holds(leaf, self.facts, self.areas))
        match leaf:
            case CompareTo():
                return self._compared(leaf)
            case OnShortageList():
                return self._by_word(leaf.fact, lambda word: self._is_short(leaf, word))
            case Compare() | OneOf() | HasAny() | InArea():
                return self._plain(leaf)
            case _:
                return self._scalar(None)

    def _scalar(self, held: bool | None) -> tuple[Flags, Flags]:
        size = self.courses.size
        return np.full(size, held is True), np.full(size, held is not None)

    def _plain(self, leaf: Compare | OneOf | HasAny | InArea) -> tuple[Flags, Flags]:
        fact = VOCABULARY[leaf.fact]
        if fact.kind in (Kind.CHOICE, Kind.CODE, Kind.PLACE):
            return self._by_word(leaf.fact, lambda word: value_holds(leaf, word, self.areas))
        column = self._column(leaf.fact)
        if column is None:
            return self._scalar(None)
        if isinstance(leaf, HasAny):
            wanted = sum(1 << place for place, word in enumerate(column.words) if word in leaf.values)
            return (column.numbers & wanted) != 0, column.known
        if isinstance(leaf, Compare):
            return _by_operator(leaf.operator, column.numbers, _number(leaf.value, {})), column.known
        return self._scalar(None)

    def _by_word(self, name: str, held_for: Callable[[str], bool | None]) -> tuple[Flags, Flags]:
        """A condition on a choice or a code, worked out once for every word that there is."""
        column = self._column(name)
        if column is None or not column.words:
            return self._scalar(None)
        held = [held_for(word) for word in column.words]
        places = np.where(column.known, column.numbers, 0)
        true = np.array([one is True for one in held], dtype=np.bool_)[places]
        known = np.array([one is not None for one in held], dtype=np.bool_)[places]
        return true, known & column.known

    def _is_short(self, leaf: OnShortageList, word: str) -> bool | None:
        return holds(leaf, self.facts.learned(leaf.fact, word), self.areas)

    def _compared(self, leaf: CompareTo) -> tuple[Flags, Flags]:
        one, other = self._side(leaf.fact), self._side(leaf.other)
        if one is None or other is None:
            return self._scalar(None)
        held = _by_operator(leaf.operator, one.numbers, _moved(leaf, other))
        if ABSENT in (self.facts.get(leaf.fact), self.facts.get(leaf.other)):
            held = np.full(self.courses.size, leaf.operator is Operator.IS_NOT)
        return held, one.known & other.known

    def _side(self, name: str) -> Column | None:
        """A fact of the courses as it is, or one of the person as a column with one value."""
        if is_about_course(name):
            return self._column(name)
        value = self.facts.get(name)
        if value is None:
            return None
        number = 1 if isinstance(value, Absent) else _number(value, {})
        return Column(np.full(self.courses.size, number, dtype=np.int64), np.full(self.courses.size, True))

    def _column(self, name: str) -> Column | None:
        column = self.courses.columns.get(base_of(name).name)
        if column is None or name != "days_until_start":
            return column
        return Column(column.numbers - self.facts.today.toordinal(), column.known)


_NEGATED: NDArray[np.int8] = np.array([YES, UNKNOWN, TO_BE_CHECKED, NO], dtype=np.int8)


def _settled(yes: NDArray[np.int16], checks: NDArray[np.int16], needed: int) -> NDArray[np.int8]:
    found = np.where(yes >= needed, YES, np.where(yes + checks >= needed, TO_BE_CHECKED, NO))
    return found.astype(np.int8)


def _by_operator(operator: Operator, numbers: Numbers, other: Numbers | int) -> Flags:
    return np.asarray(COMPARISONS[operator](numbers, other), dtype=np.bool_)


def _moved(leaf: CompareTo, other: Column) -> Numbers:
    """The other side with the term or the amount added; terms are worked out once for every day that there is."""
    if VOCABULARY[leaf.other].kind is not Kind.DATE:
        return other.numbers + leaf.plus
    if leaf.term is None:
        return other.numbers
    days = np.where(other.known, other.numbers, 1)
    found, places = np.unique(days, return_inverse=True)
    ends = [moved(leaf, date.fromordinal(int(day))) for day in found]
    return np.array([end.toordinal() if isinstance(end, date) else 0 for end in ends], dtype=np.int64)[places]
