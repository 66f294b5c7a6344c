"""Whether an adviser can be at a place in time, coming from another and going to the next. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from intake.agenda.slots import Period


@dataclass(frozen=True, slots=True)
class Visit:
    """A talk at a place where the adviser is."""

    period: Period
    place: str


def same_place(one: str, other: str) -> bool:
    """Addresses that differ in spaces, line breaks, commas or capitals only are one place."""
    return _plain(one) == _plain(other)


def within_reach(slot: Period, place: str, visits: Iterable[Visit], travel: timedelta) -> bool:
    """Between this time at this place and each talk elsewhere lies at least ``travel``."""
    return all(
        same_place(place, visit.place)
        or slot.end + travel <= visit.period.start
        or visit.period.end + travel <= slot.start
        for visit in visits
    )


def somewhere_in_reach(slot: Period, places: Sequence[str], visits: Sequence[Visit], travel: timedelta) -> bool:
    """At one of these places at least."""
    return any(within_reach(slot, place, visits, travel) for place in places)


def _plain(address: str) -> str:
    return " ".join(address.replace(",", " ").split()).casefold()
