"""What is wrong with a well formed rule: it can never hold, it always holds, or it names what nobody knows.

Only what is certain is reported. Every way in which the facts of a rule can turn out is tried, over their closed
domains; what a person judges, earlier grants, shortage lists and comparisons of two facts may turn out either way.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

from funding.engine.ages import AOW_AGES
from funding.engine.areas import Areas
from funding.engine.conditions import value_holds
from funding.engine.facts import is_allowed
from funding.engine.representatives import around_numbers, values_for
from funding.engine.tree import (
    All,
    Any,
    AtLeast,
    Compare,
    HasAny,
    InArea,
    Judged,
    Leaf,
    Not,
    OneOf,
    OnShortageList,
    ReceivedAtMost,
    Rule,
    leaves,
)
from funding.engine.vocabulary import VOCABULARY, Absent, Fact, Kind, ToldBy, Value

#: After so many steps a rule is left alone: then nothing is certain.
MOST_STEPS = 3_000
#: In groups with more parts than this nobody looks for the few that contradict each other.
MOST_SEARCHED = 40
#: When more conditions of one fact are in doubt than this, they stay in doubt.
MOST_DOUBTS = 6

type Path = tuple[str | int, ...]
type Known = Mapping[Leaf, bool]
type _Plain = Compare | OneOf | HasAny | InArea


class FindingKind(StrEnum):
    """What is wrong at a node; the editor turns this into a sentence in Dutch."""

    NEVER_TRUE = "never_true"
    ALWAYS_TRUE = "always_true"
    UNKNOWN_AREA = "unknown_area"
    UNKNOWN_PLACE = "unknown_place"
    UNKNOWN_SCHEME = "unknown_scheme"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. ``path`` leads to the node as in a RuleError; ``detail`` names what is unknown."""

    path: Path
    kind: FindingKind
    detail: str = ""


def findings(rule: Rule, areas: Areas, schemes: Collection[str] | None = None) -> tuple[Finding, ...]:
    """Everything that is certainly wrong with a rule, in its order; of nodes in each other only the outer one.

    ``schemes`` are the slugs that exist, when earlier grants should be checked against them.
    """
    return (*_certainties(rule, (), areas), *_unknowns(rule, (), areas, schemes))


def certain(rule: Rule, areas: Areas) -> bool | None:
    """True when a rule always holds, False when it never does; None when both can be, or when that is too much work."""
    points = _points(rule, areas)
    for target in (True, False):
        if not _Search(rule, points, target).finds():
            return not target
    return None


def clashing(rule: Rule, path: Path, areas: Areas) -> tuple[Rule, ...]:
    """Of a group that can never hold: a few of its parts that already contradict each other, none of them too many.

    ``path`` leads to the group. Nothing for another node, and for a very large group.
    """
    node = rule
    for place in range(len(path)):
        node = next((part for part, at in _parts(node, path[:place]) if path[: len(at)] == at), node)
    if not isinstance(node, All) or len(node.parts) > MOST_SEARCHED or certain(node, areas) is not False:
        return ()
    kept = list(node.parts)
    for part in node.parts:
        others = [other for other in kept if other is not part]
        if others and certain(All(tuple(others)), areas) is False:
            kept = others
    return tuple(kept)


def _certainties(rule: Rule, path: Path, areas: Areas) -> Iterator[Finding]:
    held = certain(rule, areas)
    if held is not None:
        yield Finding(path, FindingKind.ALWAYS_TRUE if held else FindingKind.NEVER_TRUE)
        return
    for part, place in _parts(rule, path):
        yield from _certainties(part, place, areas)


def _parts(rule: Rule, path: Path) -> Iterator[tuple[Rule, Path]]:
    match rule:
        case All(parts=parts):
            yield from ((part, (*path, "all", number)) for number, part in enumerate(parts))
        case Any(parts=parts):
            yield from ((part, (*path, "any", number)) for number, part in enumerate(parts))
        case AtLeast(parts=parts):
            yield from ((part, (*path, "of", number)) for number, part in enumerate(parts))
        case Not(part=part):
            yield part, (*path, "not")


def _unknowns(rule: Rule, path: Path, areas: Areas, schemes: Collection[str] | None) -> Iterator[Finding]:
    match rule:
        case InArea(area=area) if not areas.knows(area):
            yield Finding(path, FindingKind.UNKNOWN_AREA, area)
        case OnShortageList(region=region) if region and not areas.knows(region):
            yield Finding(path, FindingKind.UNKNOWN_AREA, region)
        case ReceivedAtMost(schemes=named) if schemes is not None:
            yield from (Finding(path, FindingKind.UNKNOWN_SCHEME, slug) for slug in sorted(named - set(schemes)))
        case OneOf(fact=fact, values=values) if VOCABULARY[fact].kind is Kind.PLACE:
            yield from (Finding(path, FindingKind.UNKNOWN_PLACE, code) for code in sorted(values - areas.places))
        case Compare(fact=fact, value=str(value)) if VOCABULARY[fact].kind is Kind.PLACE and value not in areas.places:
            yield Finding(path, FindingKind.UNKNOWN_PLACE, value)
        case _:
            for part, place in _parts(rule, path):
                yield from _unknowns(part, place, areas, schemes)


def _bare(leaf: Leaf) -> Leaf:
    """A condition without its words: two that ask the same turn out the same. What a person judges keeps its words."""
    return leaf if isinstance(leaf, Judged) else replace(leaf, label="", source="")


def _truth(rule: Rule, known: Known) -> bool | None:
    """Whether a rule holds by some of its conditions."""
    match rule:
        case All(parts=()):
            return None
        case All(parts=parts):
            return _counted(parts, len(parts), known)
        case Any(parts=parts):
            return _counted(parts, 1, known)
        case AtLeast(count=count, parts=parts):
            return _counted(parts, count, known)
        case Not(part=part):
            inner = _truth(part, known)
            return None if inner is None else not inner
        case _:
            return known.get(_bare(rule))


def _counted(parts: tuple[Rule, ...], needed: int, known: Known) -> bool | None:
    found = [_truth(part, known) for part in parts]
    yes, unknown = found.count(True), found.count(None)
    return True if yes >= needed else None if yes + unknown >= needed else False


@dataclass(frozen=True, slots=True)
class _State:
    """What was chosen so far: how conditions turn out, and the values of the facts on which others depend."""

    known: Known
    chosen: Mapping[str, Value]


type _Point = Callable[[_State], Iterable[_State]]


class _Search:
    """Looks for a way to make a rule true (or false)."""

    def __init__(self, rule: Rule, points: tuple[_Point, ...], target: bool) -> None:
        self.rule, self.points, self.target, self.steps = rule, points, target, 0

    def finds(self, number: int = 0, state: _State | None = None) -> bool:
        """Whether there is a way; also true when looking takes too long."""
        state = state or _State({}, {})
        self.steps += 1
        held = _truth(self.rule, state.known)
        if held is not None or number == len(self.points) or self.steps > MOST_STEPS:
            return held is None or held is self.target or self.steps > MOST_STEPS
        return any(self.finds(number + 1, later) for later in self.points[number](state))


def _points(rule: Rule, areas: Areas) -> tuple[_Point, ...]:
    """The choices to make, one after the other: facts on which others depend first, then facts, then the rest."""
    bare = tuple(dict.fromkeys(_bare(leaf) for leaf in leaves(rule)))
    plain: dict[str, list[_Plain]] = {}
    free: list[Leaf] = []
    for leaf in bare:
        if isinstance(leaf, Compare | OneOf | HasAny | InArea):
            plain.setdefault(leaf.fact, []).append(leaf)
        else:
            free.append(leaf)
    conditions = {when.fact for name in plain if (when := VOCABULARY[name].only_when)}
    points = [_condition_point(name, plain.pop(name, []), areas) for name in sorted(conditions)]
    if {"age", "below_aow_age"} <= plain.keys():
        points.append(_age_point(plain.pop("age"), plain.pop("below_aow_age"), areas))
    points += [_fact_point(VOCABULARY[name], own, areas) for name, own in plain.items()]
    return (*points, *(_either_way((leaf,)) for leaf in free))


def _condition_point(name: str, own: list[_Plain], areas: Areas) -> _Point:
    values = values_for(VOCABULARY[name], own, areas)

    def choices(state: _State) -> Iterator[_State]:
        for value in values:
            for known in _turned_out(own, value, areas):
                yield _State({**state.known, **known}, {**state.chosen, name: value})

    return choices


def _fact_point(fact: Fact, own: list[_Plain], areas: Areas) -> _Point:
    when = fact.only_when
    ways = _ways(own, _domain(fact, own, areas), areas)

    def choices(state: _State) -> Iterable[_State]:
        if when is not None and state.chosen[when.fact] not in when.values:
            found = _turned_out(own, when.otherwise, areas)
        else:
            found = ways
        return (_State({**state.known, **known}, state.chosen) for known in found)

    return choices


def _age_point(ages: list[_Plain], pensions: list[_Plain], areas: Areas) -> _Point:
    """Age and state pension age together: by the table nobody has it before the first age, everybody after the last."""
    first, last = AOW_AGES[0][1], max(years for _born, years, _months in AOW_AGES)
    named = [leaf.value for leaf in ages if isinstance(leaf, Compare) and isinstance(leaf.value, int)]
    found: list[Known] = []
    for age in around_numbers([*named, first, last]):
        for below in (True, False):
            if (below and age > last) or (not below and age < first):
                continue
            for one, other in product(_turned_out(ages, age, areas), _turned_out(pensions, below, areas)):
                found.append({**one, **other})
    return lambda state: (_State({**state.known, **known}, state.chosen) for known in found)


def _either_way(own: tuple[Leaf, ...]) -> _Point:
    return lambda state: (
        _State({**state.known, **dict(zip(own, way, strict=True))}, state.chosen)
        for way in product((True, False), repeat=len(own))
    )


def _domain(fact: Fact, own: list[_Plain], areas: Areas) -> tuple[Value, ...]:
    """Values that stand for all that a fact may have, its bounds included."""
    edges: list[Value] = [edge for edge in (fact.least, fact.most, fact.earliest) if edge is not None]
    values = (*values_for(fact, own, areas), *edges)
    if fact.told_by is ToldBy.DERIVED:
        return values
    if fact.kind is Kind.PLACE and areas.places <= set(values):
        return ()  # with so few places on the lists, there is surely another one
    return tuple(value for value in values if is_allowed(fact.name, value))


def _ways(own: list[_Plain], domain: tuple[Value, ...], areas: Areas) -> list[Known]:
    """Every way in which the conditions of one fact turn out over a domain; all ways when the domain is not known."""
    found: dict[tuple[bool | None, ...], Known] = {}
    for value in domain:
        for known in _turned_out(own, value, areas):
            found.setdefault(tuple(known.get(leaf) for leaf in own), known)
    return list(found.values()) or _in_doubt({}, own)


def _turned_out(own: list[_Plain], value: Value | Absent, areas: Areas) -> list[Known]:
    """How conditions turn out for one value; an area that is not known may hold it or not."""
    held = {leaf: value_holds(leaf, value, areas) for leaf in own}
    settled: dict[Leaf, bool] = {leaf: one for leaf, one in held.items() if one is not None}
    return _in_doubt(settled, [leaf for leaf, one in held.items() if one is None])


def _in_doubt(settled: Known, doubts: list[_Plain]) -> list[Known]:
    """What is settled with every way in which the doubts may end; with many of them they are left out."""
    if len(doubts) > MOST_DOUBTS:
        return [settled]
    ways = product((True, False), repeat=len(doubts))
    return [{**settled, **dict(zip(doubts, way, strict=True))} for way in ways]
