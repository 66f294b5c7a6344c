"""Which courses fit, and what every other choice would give: disjunctive counts over the columns, all in one go.

The count at a choice is the number of courses with that choice in its filter and all other filters as they are. So we
count per course how many filters it fails: for the choices of one filter the courses count that fail nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from courses.enums import Level, Outcome, PartOfDay, Recognition, Sector
from courses.search.columns import Flags, Numbers, Small, Snapshot, day_number
from courses.search.criteria import (
    MOST_DAYS,
    OWN_AMOUNTS,
    PRICES,
    RADII,
    SEVERAL,
    SOON_DAYS,
    Criteria,
    Length,
    Mode,
    Soon,
)
from courses.search.found import State
from courses.search.ways import Ways

type Counts = dict[str, dict[Any, int]]
type Bits = NDArray[np.int64]

#: A course that is no course today fails more than all filters together.
OUT = 64
FAR = 32_000
#: Filters by a code per course, and by a sum of 2 ** place per course.
CODES: dict[str, tuple[str, Sequence[StrEnum | Any]]] = {
    "sector": ("sector", tuple(Sector)),
    "niveau": ("level", tuple(Level)),
    "resultaat": ("outcome", tuple(Outcome)),
}
SUMS: dict[str, tuple[str, Sequence[StrEnum | Any]]] = {
    "dagdeel": ("parts_of_day", tuple(PartOfDay)),
    "keurmerk": ("recognitions", tuple(Recognition)),
}
LENGTHS = tuple(Length)
MODES = (Mode.PLACE, Mode.ONLINE)
SOONS = (Soon.MONTH, Soon.QUARTER, Soon.ANY_TIME)
#: Where the answers about ways stand in one number per course.
FITS, ANYWHERE = np.int64(1), np.int64(2)
MODE_AT, SOON_AT, RADIUS_AT, REGION_AT = 2, 4, 7, 12


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A search as the columns are asked it.

    ``rows`` with ``fit``: the courses with the words, and how well; None is all courses. ``regions`` are the slugs
    searched in (None: anywhere), ``offered`` those to count for. ``from_here``: kilometres per municipality.
    ``own``: what the visitor pays in cents per row of the snapshot, -1 where that is open; None when nobody tells.
    ``short``: per row of the snapshot, whether there are too few people for its work; None when no list says so.
    """

    criteria: Criteria
    on: date
    regions: Sequence[str] | None = None
    offered: Sequence[str] = ()
    rows: Numbers | None = None
    fit: NDArray[np.float32] | None = None
    from_here: Small | None = None
    own: NDArray[np.int64] | None = None
    short: Flags | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """The courses that fit, as rows of the snapshot, with the best way that fits of each: its state, start and
    kilometres (FAR when online or unknown); ``cents`` is the price; ``fit`` as asked.

    ``counts`` by the name of a filter in the address.
    """

    rows: Numbers
    state: Small
    start: Small
    kilometres: Small
    cents: Numbers
    fit: NDArray[np.float32] | None
    counts: Counts = field(default_factory=dict)


def answer(snapshot: Snapshot, asked: Asked) -> Answer:
    """Filter, count, and look up what orders need; no question to the database."""
    search = _Search(snapshot, asked)
    return search.answer()


class _Search:
    def __init__(self, snapshot: Snapshot, asked: Asked) -> None:
        self.snapshot, self.asked, self.criteria = snapshot, asked, asked.criteria
        ways = Ways.on(asked.on, snapshot)
        self.ways = ways if asked.rows is None else ways.of(asked.rows)
        self.size = snapshot.size if asked.rows is None else len(asked.rows)
        self.today = day_number(asked.on)

    def column(self, name: str) -> NDArray[Any]:
        """A column of the courses that are looked at."""
        found: NDArray[Any] = getattr(self.snapshot, name)
        return found if self.asked.rows is None else found[self.asked.rows]

    def answer(self) -> Answer:
        misses = self._misses()
        fails = np.zeros(self.size, dtype=np.int8)
        for missed in misses.values():
            fails += missed
        fails[self.column("expires") < self.today] = OUT
        kilometres = self._kilometres()
        bits, fitting = self._ways(kilometres)
        fits_a_way = (bits & FITS) != 0
        alone = {name: fits_a_way & (fails == missed) for name, missed in misses.items()}
        whole = fits_a_way & (fails == 0)
        counts = self._course_counts(lambda name: alone.get(name, whole))
        counts |= self._way_counts(bits[fails == 0], int(np.count_nonzero(whole)))
        found = np.flatnonzero(whole)
        return self._best_ways(found, fitting, kilometres, counts)

    def _misses(self) -> dict[str, Flags]:
        """For every filter about courses that was chosen: which courses do not fit."""
        criteria = self.criteria
        found: dict[str, Flags] = {}
        for name, (column, values) in CODES.items():
            if chosen := getattr(criteria, SEVERAL[name][0]):
                found[name] = ~np.isin(self.column(column), [values.index(one) + 1 for one in chosen])
        for name, (column, values) in SUMS.items():
            if chosen := getattr(criteria, SEVERAL[name][0]):
                found[name] = (self.column(column) & sum(1 << values.index(one) for one in chosen)) == 0
        if criteria.lengths:
            found["duur"] = ~np.isin(self._lengths(), [LENGTHS.index(one) + 1 for one in criteria.lengths])
        if criteria.languages:
            codes = [n for n, code in enumerate(self.snapshot.languages, 1) if code in criteria.languages]
            found["lestaal"] = ~np.isin(self.column("language"), codes)
        for name, keys in (("beroep", criteria.occupations), ("vaardigheid", criteria.skills)):
            if keys:
                found[name] = ~self._about(keys)
        if criteria.shortage and self._short is not None:
            found["kans"] = ~self._short
        if criteria.price is not None:
            cents = self.column("cents")
            found["prijs"] = (cents < 0) | (cents > criteria.price * 100)
        if criteria.own is not None and self._own is not None:
            found["eigen"] = (self._own < 0) | (self._own > criteria.own * 100)
        return found

    @property
    def _own(self) -> NDArray[np.int64] | None:
        own = self.asked.own
        return own if own is None or self.asked.rows is None else own[self.asked.rows]

    @property
    def _short(self) -> Flags | None:
        short = self.asked.short
        return short if short is None or self.asked.rows is None else short[self.asked.rows]

    def _about(self, keys: Sequence[str]) -> Flags:
        """Whether each course is about at least one of these occupations or skills."""
        snapshot = self.snapshot
        numbers = [number for number, key in enumerate(snapshot.subjects) if key in keys]
        flags = np.zeros(snapshot.size, dtype=np.bool_)
        flags[snapshot.about_row[np.isin(snapshot.about, numbers)]] = True
        return flags if self.asked.rows is None else flags[self.asked.rows]

    def _subject_counts(self, flags: Flags) -> dict[Any, int]:
        """How many of these courses are about each occupation or skill, those with none left out."""
        snapshot = self.snapshot
        whole = flags
        if self.asked.rows is not None:
            whole = np.zeros(snapshot.size, dtype=np.bool_)
            whole[self.asked.rows] = flags
        found = np.bincount(snapshot.about[whole[snapshot.about_row]], minlength=len(snapshot.subjects))
        return {key: int(number) for key, number in zip(snapshot.subjects, found, strict=True) if number}

    def _lengths(self) -> Small:
        """The code of each course's length: 0 when its provider does not tell."""
        days = self.column("days")
        bounds = [MOST_DAYS[one] for one in LENGTHS if one in MOST_DAYS]
        return np.where(days < 0, 0, np.searchsorted(bounds, days, side="left") + 1).astype(np.int16)

    def _kilometres(self) -> Small | None:
        """From here to each way; FAR for what is online or at a place that we do not know."""
        if self.asked.from_here is None:
            return None
        known = (self.ways.place >= 0) & ~self.ways.online
        return np.where(known, self.asked.from_here[self.ways.place], FAR).astype(np.int16)

    def _region_bits(self) -> tuple[Bits, int]:
        """Per way a bit for each offered region, and the bits of the regions that are searched in."""
        offered = list(dict.fromkeys([*self.asked.offered, *(self.asked.regions or ())]))
        places = self.snapshot.places
        bit = {places.regions[slug]: 1 << n for n, slug in enumerate(offered) if slug in places.regions}
        per_place = np.array([bit.get(int(region), 0) for region in places.region] + [0], dtype=np.int64)
        every = (1 << len(offered)) - 1
        bits = np.where(self.ways.online, np.int64(every), per_place[self.ways.place])
        return bits, sum(1 << offered.index(slug) for slug in self.asked.regions or ())

    def _ways(self, kilometres: Small | None) -> tuple[Bits, Flags]:
        """One number per course that says what its ways would fit, and which ways fit everything."""
        ways, criteria = self.ways, self.criteria
        regions, wanted = self._region_bits()
        nothing = np.zeros(len(ways.row), dtype=np.bool_)
        not_there = nothing if self.asked.regions is None else (regions & wanted) == 0
        too_far = nothing
        if kilometres is not None:
            radii = np.zeros(len(ways.row), dtype=np.int64)
            for n, radius in enumerate(RADII):
                radii |= np.where((kilometres <= radius) | ways.online, np.int64(1 << n), 0)
            if criteria.radius is not None:
                too_far = (kilometres > criteria.radius) & ~ways.online
        soon = self._soon()
        too_late = nothing
        if criteria.soon is not None:
            too_late = (soon >> SOONS.index(criteria.soon) & 1) == 0
        if criteria.since is not None:
            too_late = too_late | self._too_early(criteria.since)
            soon = np.where(self._too_early(criteria.since), 0, soon)
        modes = np.where(ways.online, np.int64(2), np.int64(1))
        other_mode = nothing
        if criteria.modes:
            other_mode = (modes & sum(1 << MODES.index(mode) for mode in criteria.modes)) == 0
        fails = not_there.astype(np.int8) + too_far + too_late + other_mode
        fitting = fails == 0
        told = np.where(fitting, FITS, 0)
        told |= np.where(fails == other_mode, modes << MODE_AT, 0)
        told |= np.where(fails == too_late, soon << SOON_AT, 0)
        if kilometres is not None:
            told |= np.where(fails == too_far, radii << RADIUS_AT, 0)
        told |= np.where(fails == not_there, ANYWHERE | regions << REGION_AT, 0)
        if not self.size:
            return np.zeros(0, dtype=np.int64), fitting
        return np.bitwise_or.reduceat(told, ways.first), fitting

    def _soon(self) -> Bits:
        """Per way a bit for each choice of Soon that it fits."""
        ways = self.ways
        found = np.zeros(len(ways.row), dtype=np.int64)
        can_start = (ways.state == State.OPEN) | (ways.state == State.DIRECT)
        for n, choice in enumerate(SOONS):
            if choice is Soon.ANY_TIME:
                fits = (ways.state == State.DIRECT) | (ways.state == State.AGREED)
            else:
                fits = can_start & (ways.start <= self.today + SOON_DAYS[choice])
            found |= np.where(fits, np.int64(1 << n), 0)
        return found

    def _too_early(self, since: date) -> Flags:
        """Sessions before that day, and what cannot be begun then: no dates, full or closed. What opens later can."""
        ways = self.ways
        at_will = (ways.state == State.DIRECT) | (ways.state == State.AGREED)
        dated = (ways.state == State.OPEN) | (ways.state == State.NOT_YET)
        in_time: Flags = at_will | (dated & (ways.start >= day_number(since)))
        return ~in_time

    def _course_counts(self, of: Any) -> Counts:
        counts: Counts = {}
        for name, (column, values) in CODES.items():
            found = np.bincount(self.column(column)[of(name)], minlength=len(values) + 1)
            counts[name] = {one: int(found[n]) for n, one in enumerate(values, 1)}
        for name, (column, values) in SUMS.items():
            sums = self.column(column)[of(name)]
            counts[name] = {one: int(np.count_nonzero(sums & (1 << n))) for n, one in enumerate(values)}
        found = np.bincount(self._lengths()[of("duur")], minlength=len(LENGTHS) + 1)
        counts["duur"] = {one: int(found[n]) for n, one in enumerate(LENGTHS, 1)}
        languages = self.snapshot.languages
        found = np.bincount(self.column("language")[of("lestaal")], minlength=len(languages) + 1)
        counts["lestaal"] = {code: int(found[n]) for n, code in enumerate(languages, 1)}
        for name in ("beroep", "vaardigheid"):
            counts[name] = self._subject_counts(of(name))
        if self._short is not None:
            counts["kans"] = {"ja": int(np.count_nonzero(self._short & of("kans")))}
        cents = self.column("cents")[of("prijs")]
        counts["prijs"] = _up_to(cents, PRICES)
        if self._own is not None:
            counts["eigen"] = _up_to(self._own[of("eigen")], OWN_AMOUNTS)
        return counts

    def _way_counts(self, bits: Bits, whole: int) -> Counts:
        """From the courses that fail nothing about themselves; "" is how many there would be without the filter."""

        def at(place: int) -> int:
            return int(np.count_nonzero(bits & np.int64(1 << place)))

        offered = list(dict.fromkeys([*self.asked.offered, *(self.asked.regions or ())]))
        return {
            "": {"": whole},
            "vorm": {mode: at(MODE_AT + n) for n, mode in enumerate(MODES)},
            "start": {soon: at(SOON_AT + n) for n, soon in enumerate(SOONS)},
            "straal": {radius: at(RADIUS_AT + n) for n, radius in enumerate(RADII)},
            "regio": {slug: at(REGION_AT + n) for n, slug in enumerate(offered)} | {"": at(1)},
        }

    def _best_ways(self, found: NDArray[np.intp], fitting: Flags, kilometres: Small | None, counts: Counts) -> Answer:
        """Of the courses found the best way that fits: by state, then start; and the nearest way that fits."""
        rows = found.astype(np.int32) if self.asked.rows is None else self.asked.rows[found]
        cents = self.snapshot.cents[rows]
        fit = self.asked.fit[found] if self.asked.fit is not None else None
        if not len(found):
            none = np.zeros(0, dtype=np.int16)
            return Answer(rows, none, none, none, cents, fit, counts)
        worst = np.int32((State.CLOSED + 1) << 16)
        both = (self.ways.state.astype(np.int32) << 16) | self.ways.start
        best = np.minimum.reduceat(np.where(fitting, both, worst), self.ways.first)[found]
        near = np.full(len(found), FAR, dtype=np.int16)
        if kilometres is not None:
            near = np.minimum.reduceat(np.where(fitting, kilometres, np.int16(FAR)), self.ways.first)[found]
        return Answer(rows, (best >> 16).astype(np.int16), (best & 0xFFFF).astype(np.int16), near, cents, fit, counts)


def _up_to(cents: NDArray[Any], euros: Sequence[int]) -> dict[Any, int]:
    """How many are known and at most so many euros."""
    known = cents[cents >= 0]
    return {amount: int(np.count_nonzero(known <= amount * 100)) for amount in euros}
