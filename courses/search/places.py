"""Which municipality somebody means who asks from where they live, and how far it is from there."""

from collections.abc import Callable

from courses.search.columns import Places
from portal.regions.forms import MOST_CHOICES, SPOKEN
from portal.regions.models import Municipality
from portal.regions.queries import sort_name


def place_meant(text: str) -> tuple[Municipality | None, tuple[Municipality, ...]]:
    """The municipality that a postcode or name means, or else those that it may mean (none: we do not know it)."""
    spoken = SPOKEN.get(sort_name(text), text)
    found = list(Municipality.objects.for_place(spoken)[: MOST_CHOICES + 1])
    if len(found) == 1:
        return found[0], ()
    if found:
        return None, tuple(found[:MOST_CHOICES])
    return None, tuple(Municipality.objects.spelled_like(text))


#: Kilometres to a municipality by its code; None when nobody knows.
type Far = Callable[[str | None], int | None]


def far_from(start: Municipality, places: Places) -> Far | None:
    """How far it is from here; None when we do not know where this is."""
    if start.code not in places.codes:
        return None
    kilometres, number = places.kilometres(start.code), places.codes
    return lambda code: int(kilometres[number[code]]) if code in number else None
