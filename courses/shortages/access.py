"""What the shortage lists say of where somebody lives; anybody may know."""

from dataclasses import dataclass

from django.utils import timezone

from courses.shortages.models import ShortageList
from portal.regions.models import Municipality


@dataclass(frozen=True, slots=True)
class Shortages:
    """Sectors in which a place looks for people, the names of the lists that say so, and whether all are made up."""

    sectors: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()
    example: bool = False


def shortages(home: Municipality | None) -> Shortages:
    """What the shortage lists of today say of this municipality's areas; nothing without a place."""
    if home is None:
        return Shortages()
    lists = list(ShortageList.objects.on(timezone.localdate()).filter(area__municipalities=home).distinct())
    return Shortages(
        sectors=frozenset(sector for one in lists for sector in one.sectors),
        titles=tuple(dict.fromkeys(one.title for one in lists)),
        example=bool(lists) and all(one.is_example for one in lists),
    )
