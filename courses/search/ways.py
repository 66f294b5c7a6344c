"""How one can follow each course on a day: by a session, at a place by agreement, at once, or online.

What must hold of one and the same way (where, when, online or not) is asked of ways; a course fits when one of its
ways does. Every course has at least one, so that those of a course are a run of rows.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from courses.enums import SessionStatus, StartKind
from courses.search.columns import NEVER, Flags, Numbers, Small, Snapshot, day_number
from courses.search.found import State

_KIND = {kind: number for number, kind in enumerate(StartKind, 1)}
_STATUS = {status: number for number, status in enumerate(SessionStatus, 1)}


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """``row`` of the course, ``start`` a day number (the day itself for what starts at once, NEVER without a date),
    ``place`` the number of a municipality or -1; ``first`` is where the ways of each course begin."""

    row: Numbers
    first: NDArray[np.int64]
    state: Small
    start: Small
    online: Flags
    place: Small

    @classmethod
    def on(cls, day: date, snapshot: Snapshot) -> "Ways":
        """The ways on that day; worked out once per snapshot and day."""
        known = snapshot.kept.get("ways")
        if isinstance(known, tuple) and known[0] == day:
            found: Ways = known[1]
            return found
        ways = _ways(day, snapshot)
        snapshot.kept["ways"] = (day, ways)
        return ways

    def of(self, rows: Numbers) -> "Ways":
        """The ways of these courses only, whose ``row`` is their place in ``rows``."""
        ends = np.append(self.first[1:], len(self.row))
        counts = ends[rows] - self.first[rows]
        first = np.concatenate(([0], np.cumsum(counts)[:-1])) if len(rows) else np.zeros(0, dtype=np.int64)
        at = np.arange(int(counts.sum())) + np.repeat(self.first[rows] - first, counts)
        return Ways(
            row=np.repeat(np.arange(len(rows), dtype=np.int32), counts),
            first=first.astype(np.int64),
            state=self.state[at],
            start=self.start[at],
            online=self.online[at],
            place=self.place[at],
        )


def _ways(day: date, snapshot: Snapshot) -> Ways:
    today = day_number(day)
    sessions = snapshot.sessions
    coming = (sessions.starts > today) & (sessions.status != _STATUS[SessionStatus.CANCELLED])
    row = sessions.row[coming]
    open_ = sessions.status == _STATUS[SessionStatus.OPEN]
    full = (sessions.status == _STATUS[SessionStatus.FULL]) | (open_ & sessions.no_seats)
    in_time = open_ & ~sessions.no_seats & (sessions.until >= today)
    may_be = np.where(sessions.opens > today, State.NOT_YET, State.OPEN)
    state = np.where(in_time, may_be, np.where(full, State.FULL, State.CLOSED)).astype(np.int16)[coming]

    # Sessions tell where a course with fixed dates is; without them, and of other courses, its places do.
    told = np.zeros(snapshot.size, dtype=np.bool_)
    told[row] = True
    by_places = ~(told & (snapshot.start_kind == _KIND[StartKind.FIXED]))
    at = by_places[snapshot.place_row] if snapshot.size else np.zeros(0, dtype=np.bool_)
    place_row, place = snapshot.place_row[at], snapshot.place_place[at]
    without = by_places.copy()
    without[place_row] = False
    nowhere = np.flatnonzero(without).astype(np.int32)

    rest = np.concatenate((place_row, nowhere))
    kind = snapshot.start_kind[rest]
    direct, agreed = kind == _KIND[StartKind.DIRECT], kind == _KIND[StartKind.AGREED]
    rest_state = np.where(direct, State.DIRECT, np.where(agreed, State.AGREED, State.NO_DATES)).astype(np.int16)
    rows = np.concatenate((row, rest))
    order = np.argsort(rows, kind="stable")
    rows = rows[order]
    start = np.concatenate((sessions.starts[coming], np.where(direct, today, NEVER).astype(np.int16)))
    online = np.concatenate((sessions.online[coming], np.zeros(len(rest), dtype=np.bool_)))
    places = np.concatenate((sessions.place[coming], place, np.full(len(nowhere), -1, dtype=np.int16)))
    return Ways(
        row=rows,
        first=np.searchsorted(rows, np.arange(snapshot.size)).astype(np.int64),
        state=np.concatenate((state, rest_state))[order],
        start=start[order],
        online=online[order] | snapshot.online[rows],
        place=places[order],
    )
