"""What rules need to know of places: areas, every municipality, and the shortage lists."""

from collections.abc import Iterable, Mapping
from datetime import date

from courses.shortages.models import ShortageList
from funding.engine import shortages
from funding.engine.areas import Areas
from funding.engine.shortages import NO_LISTS, ShortageLists
from funding.engine.tree import OnShortageList, Rule, areas_of, leaves
from portal.regions.models import Municipality


def areas_of_rules(rules: Iterable[Rule], day: date | None = None) -> Areas:
    """Everything of places that these rules speak of; of shortage lists those of a day, or all. Two queries at most.

    An area that nobody knows is absent, so the engine answers "unknown" and never "no".
    """
    found = list(rules)
    lists = NO_LISTS
    if any(isinstance(leaf, OnShortageList) for rule in found for leaf in leaves(rule)):
        lists = shortage_lists(day)
    # Whose list it is follows from where a place lies, so the regions of the lists count too.
    named = lists.regions.union(*(areas_of(rule) for rule in found))
    held = Municipality.objects.in_areas(named)
    return Areas.of(_members(held), held, lists)


def shortage_lists(day: date | None = None) -> ShortageLists:
    """The shortage lists of a day, or all there are."""
    stored = ShortageList.objects.all() if day is None else ShortageList.objects.on(day)
    return ShortageLists.of(_list(one) for one in stored)


def _members(held: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    members: dict[str, set[str]] = {}
    for code, areas in held.items():
        for area in areas:
            members.setdefault(area, set()).add(code)
    return members


def _list(stored: ShortageList) -> shortages.ShortageList:
    return shortages.ShortageList(
        region=stored.area_id,
        begins=stored.period.lower,
        ends=stored.period.upper,
        occupations=frozenset(stored.occupations),
        sectors=frozenset(stored.sectors),
    )
