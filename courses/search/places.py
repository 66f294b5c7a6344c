"""Which municipality somebody means who asks from where they live."""

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
