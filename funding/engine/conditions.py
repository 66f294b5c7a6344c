"""Whether one condition holds by what is known."""

import operator
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from funding.engine.areas import Areas
from funding.engine.dates import months_later, shifted
from funding.engine.facts import Facts
from funding.engine.tree import (
    Calendar,
    Compare,
    CompareTo,
    HasAny,
    InArea,
    Judged,
    Leaf,
    Measure,
    OneOf,
    OnShortageList,
    Operator,
    ReceivedAtMost,
)
from funding.engine.vocabulary import ABSENT, Absent, Grant, Value

COMPARISONS: Mapping[Operator, Callable[..., bool]] = MappingProxyType(
    {
        Operator.IS: operator.eq,
        Operator.IS_NOT: operator.ne,
        Operator.AT_LEAST: operator.ge,
        Operator.AT_MOST: operator.le,
        Operator.BEFORE: operator.lt,
        Operator.AFTER: operator.gt,
    }
)


def holds(leaf: Leaf, facts: Facts, areas: Areas) -> bool | None:
    """Whether a condition holds; None when that is unknown, or for a person to judge."""
    match leaf:
        case Judged():
            return None
        case CompareTo():
            return _compared(leaf, facts.get(leaf.fact), against(leaf, facts))
        case OnShortageList():
            return _is_short(leaf, facts, areas)
        case ReceivedAtMost():
            grants = facts.get(leaf.fact)
            return received(leaf, grants, facts.today) <= leaf.most if isinstance(grants, tuple) else None
        case _:
            return value_holds(leaf, facts.get(leaf.fact), areas)


def value_holds(leaf: Compare | OneOf | HasAny | InArea, value: Value | Absent | None, areas: Areas) -> bool | None:
    """Whether a condition on one fact holds for a value of it; None when that is unknown.

    Of a fact that does not apply (ABSENT) nothing holds, except that it is not something.
    """
    if value is None:
        return None
    if value is ABSENT:
        return isinstance(leaf, Compare) and leaf.operator is Operator.IS_NOT
    match leaf:
        case Compare():
            return COMPARISONS[leaf.operator](value, leaf.value)
        case OneOf():
            return value in leaf.values
        case HasAny():
            return isinstance(value, frozenset) and not leaf.values.isdisjoint(value)
        case InArea():
            return areas.holds(leaf.area, str(value))


def against(leaf: CompareTo, facts: Facts) -> Value | Absent | None:
    """What the fact is compared with: the other fact, with the term or the amount added."""
    return moved(leaf, facts.get(leaf.other))


def moved(leaf: CompareTo, other: Value | Absent | None) -> Value | Absent | None:
    """A value of the other fact with the term or the amount added; ABSENT and unknown stay what they are."""
    if isinstance(other, date):
        return shifted(other, leaf.term) if leaf.term else other
    return other + leaf.plus if isinstance(other, int) else other


def received(leaf: ReceivedAtMost, grants: tuple[Grant, ...], today: date) -> int:
    """The cents, or the number, of the grants that count."""
    counted = [
        grant.cents
        for grant in grants
        if (not leaf.schemes or grant.scheme in leaf.schemes) and _in_window(grant.on, leaf.window, today)
    ]
    return sum(counted) if leaf.measure is Measure.CENTS else len(counted)


def _in_window(day: date, window: Calendar | int, today: date) -> bool:
    match window:
        case Calendar.EVER:
            return True
        case Calendar.THIS_YEAR:
            return day.year == today.year
        case int(months):
            return day > months_later(today, -months)


def _compared(leaf: CompareTo, value: Value | Absent | None, other: Value | Absent | None) -> bool | None:
    if value is None or other is None:
        return None
    if value is ABSENT or other is ABSENT:
        return leaf.operator is Operator.IS_NOT
    return COMPARISONS[leaf.operator](value, other)


def _is_short(leaf: OnShortageList, facts: Facts, areas: Areas) -> bool | None:
    occupation = facts.get(leaf.fact)
    place = facts.get(leaf.place) if leaf.place else ""
    if occupation is None or place is None:
        return None
    if occupation is ABSENT or place is ABSENT:
        return False
    return areas.is_short(str(occupation), facts.today, leaf.region, str(place))
