"""Which courses of the columns lead to work that there are too few people for, in some regions today."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from courses.enums import Sector
from courses.search.columns import Flags, Snapshot
from courses.shortages.models import ShortageList


def short_of_people(snapshot: Snapshot, on: date, regions: Sequence[str] | None) -> Flags | None:
    """Per row, whether a list of these regions (None: of any) names its crebo or its sector; None without a list.

    A list belongs to a region when its area and the region share a municipality.
    """
    lists = ShortageList.objects.on(on)
    if regions is not None:
        lists = lists.filter(area__municipalities__region__in=regions).distinct()
    sectors: set[str] = set()
    crebos: set[str] = set()
    found = list(lists.values_list("sectors", "occupations"))
    for one_sectors, one_crebos in found:
        sectors |= set(one_sectors)
        crebos |= set(one_crebos)
    if not found:
        return None
    codes = [number for number, sector in enumerate(Sector.values, 1) if sector in sectors]
    numbers = [number for number, code in enumerate(snapshot.crebos, 1) if code in crebos]
    flags: Flags = np.isin(snapshot.sector, codes) | np.isin(snapshot.crebo, numbers)
    return flags
