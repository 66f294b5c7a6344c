"""How a search found a course."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID


class State(IntEnum):
    """What can be done, the best first: this is the order in which courses stand."""

    OPEN = 0
    DIRECT = 1
    AGREED = 2
    NOT_YET = 3
    NO_DATES = 4
    FULL = 5
    CLOSED = 6


@dataclass(frozen=True, slots=True)
class Place:
    """A course that was found: its key, what can be done, when it starts first, and how far it is.

    ``start`` is None without a date, ``kilometres`` None when nobody asked, it is online, or nobody knows.
    """

    pk: UUID
    state: State
    start: date | None
    kilometres: int | None
