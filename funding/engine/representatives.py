"""A few values of a fact that stand for all of them: together they make its conditions turn out in every way.

Two values for which every condition on a fact turns out alike are the same to a rule. So trying these is trying all.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import chain, combinations

from funding.engine.areas import Areas
from funding.engine.conditions import moved
from funding.engine.facts import Facts
from funding.engine.tree import Compare, CompareTo, HasAny, InArea, Leaf, OneOf, OnShortageList
from funding.engine.vocabulary import Absent, Fact, Kind, Value, base_of

#: Of a fact with several values, more named ones than this are not tried in every combination.
MOST_NAMED = 8
#: A code that no condition names.
ANOTHER_CODE = "another"


def values_for(fact: Fact, leaves: Iterable[Leaf], areas: Areas) -> tuple[Value, ...]:
    """Values that make the conditions on one fact turn out in every way, sorted; bounds of the fact are not looked at.

    Only for conditions that hold a fact against values of its own: others turn at its ``turning_points``. There are
    none for a fact with more named values than can be combined, and for earlier grants.
    """
    own = [leaf for leaf in leaves if fact.name in (getattr(leaf, "fact", ""), getattr(leaf, "place", ""))]
    compared = [leaf.value for leaf in own if isinstance(leaf, Compare)]
    match fact.kind:
        case Kind.YES_NO:
            return (False, True)
        case Kind.CHOICE:
            return fact.choices
        case Kind.CHOICES:
            return _sets(own)
        case Kind.PLACE:
            return _places(own, areas)
        case Kind.CODE:
            return _codes(own, areas)
        case Kind.DATE:
            return around_dates(value for value in compared if isinstance(value, date))
        case Kind.WHOLE_NUMBER | Kind.CENTS:
            return around_numbers(value for value in compared if isinstance(value, int))
        case Kind.GRANTS:
            return ()


def around_numbers(named: Iterable[int]) -> tuple[int, ...]:
    """Every named number, and the ones just below and just above it."""
    return tuple(sorted({near for number in named for near in (number - 1, number, number + 1)}))


def around_dates(named: Iterable[date]) -> tuple[date, ...]:
    """Every named date, and the days before and after it."""
    one = timedelta(days=1)
    inside = (day for day in named if date.min < day < date.max)
    return tuple(sorted({near for day in inside for near in (day - one, day, day + one)}))


def turning_points(fact: Fact, leaves: Iterable[Leaf], facts: Facts) -> tuple[Value, ...]:
    """The values of a fact around which a comparison with what is known of other facts turns, sorted.

    Also those at which a fact that is derived from it turns, as far as it counts days from the day of the check.
    """
    found: list[Value] = []
    for leaf in leaves:
        match leaf:
            case CompareTo() if leaf.fact == fact.name:
                found += _plain(moved(leaf, facts.get(leaf.other)))
            case CompareTo() if leaf.other == fact.name:
                found += _reaching(leaf, facts.get(leaf.fact))
            case Compare(fact="days_until_start", value=int(days)) if base_of(leaf.fact) == fact:
                found.append(facts.today + timedelta(days=days))
    dates = [value for value in found if isinstance(value, date)]
    return (*around_dates(dates), *around_numbers(value for value in found if isinstance(value, int)))


def _plain(value: Value | Absent | None) -> list[Value]:
    return [value] if isinstance(value, date | int) else []


def _reaching(leaf: CompareTo, goal: Value | Absent | None) -> list[Value]:
    """The values of the other fact that just come to the goal, or past it, with the term or the amount added."""
    if isinstance(goal, int):
        return [goal - leaf.plus]
    if not isinstance(goal, date):
        return []
    past = goal + timedelta(days=1) if goal < date.max else goal
    return [_first_to_reach(leaf, goal), _first_to_reach(leaf, past)]


def _first_to_reach(leaf: CompareTo, goal: date) -> date:
    """The first day from which the term ends on the goal or later; a term that begins later never ends earlier."""
    low, high = date.min.toordinal(), date.max.toordinal()
    while low < high:
        middle = (low + high) // 2
        end = moved(leaf, date.fromordinal(middle))
        low, high = (low, middle) if isinstance(end, date) and end >= goal else (middle + 1, high)
    return date.fromordinal(low)


def _sets(leaves: Sequence[Leaf]) -> tuple[frozenset[str], ...]:
    named = sorted({value for leaf in leaves if isinstance(leaf, HasAny) for value in leaf.values})
    if len(named) > MOST_NAMED:
        return ()
    sets = chain.from_iterable(combinations(named, size) for size in range(len(named) + 1))
    return tuple(frozenset(chosen) for chosen in sets)


def _named_codes(leaves: Iterable[Leaf]) -> set[str]:
    """The places or codes that conditions name one by one."""
    named: set[str] = set()
    for leaf in leaves:
        match leaf:
            case OneOf(values=values):
                named |= values
            case Compare(value=str(value)):
                named.add(value)
    return named


def _places(leaves: Sequence[Leaf], areas: Areas) -> tuple[str, ...]:
    """One place for every way in which a known place can lie in the named areas and regions with lists."""
    slugs = {leaf.area for leaf in leaves if isinstance(leaf, InArea)}
    if any(isinstance(leaf, OnShortageList) for leaf in leaves):
        slugs |= areas.shortages.regions
    named = _named_codes(leaves)
    alike: dict[tuple[object, ...], str] = {}
    for place in sorted(areas.places | named):
        lies = tuple(areas.holds(slug, place) for slug in sorted(slugs))
        alike.setdefault((*lies, place if place in named else ""), place)
    return tuple(sorted(alike.values()))


def _codes(leaves: Sequence[Leaf], areas: Areas) -> tuple[str, ...]:
    """The named codes, one code for every way to stand on the shortage lists, and another one."""
    found = _named_codes(leaves)
    if any(isinstance(leaf, OnShortageList) for leaf in leaves):
        lists = [one.codes for one in areas.shortages.lists]
        alike: dict[tuple[bool, ...], str] = {}
        for code in sorted(frozenset[str]().union(*lists)):
            alike.setdefault(tuple(code in codes for codes in lists), code)
        found |= set(alike.values())
    other = ANOTHER_CODE
    while other in found or any(other in one.codes for one in areas.shortages.lists):
        other += "-"
    return (*sorted(found), other)
