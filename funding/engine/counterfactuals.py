"""What would change the answer: the smallest sets of changes that make a scheme possible, or a plan cheaper.

Only facts of which the vocabulary says that they can change (a later start, a move, advice first), and only what is
known: what nobody told yet is a question, not a change.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from types import MappingProxyType

from funding.engine.areas import Areas
from funding.engine.facts import Facts, is_allowed
from funding.engine.judging import judge
from funding.engine.outcome import Verdict
from funding.engine.representatives import turning_points, values_for
from funding.engine.tree import Leaf, Rule, areas_of, facts_of, leaves
from funding.engine.vocabulary import ABSENT, ORDERED_KINDS, VOCABULARY, Absent, Change, Fact, Kind, Value, base_of

#: More than two changes at once is no advice.
MOST_CHANGES = 2

type Candidates = Mapping[str, Sequence[Value]]


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact with its value now (ABSENT when it does not apply yet) and the value that would change the answer.

    Of a place ``areas`` names the areas of the rules in which every place would do, so a page should name those; where
    there are none, only the place itself is known to do.
    """

    fact: str
    before: Value | Absent
    value: Value
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """A smallest set of changes, and the verdict on the scheme when they are made. Fewer of them do not help."""

    changes: tuple[FactChange, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class CheaperPlan:
    """A smallest set of changes, and the own contribution in cents when they are made."""

    changes: tuple[FactChange, ...]
    own: int


def is_possible(verdict: Verdict) -> bool:
    """Whether a verdict leaves hope: everything but a no."""
    return verdict is not Verdict.NO


def what_if(
    rule: Rule,
    facts: Facts,
    areas: Areas,
    offered: Candidates = MappingProxyType({}),
    reached: Callable[[Verdict], bool] = is_possible,
) -> tuple[Counterfactual, ...]:
    """The smallest sets of one or two changes after which the verdict on a rule is ``reached``; single ones first.

    Nothing when it is reached already. ``offered`` gives for some facts the values there are to choose from, such as
    the dates on which a course really starts; for the others the nearest value that helps is found. Of a fact with an
    order the nearest value is given, of a choice or a place every one that helps.
    """
    if reached(judge(rule, facts, areas).verdict):
        return ()
    tried = candidates([rule], facts, areas, offered)

    def verdict_when(changed: Facts) -> Verdict | None:
        verdict = judge(rule, changed, areas).verdict
        return verdict if reached(verdict) else None

    looked = _Look(facts, areas, areas_of(rule), tried, verdict_when)
    return tuple(Counterfactual(changes, verdict) for changes, verdict in looked.smallest())


def cheaper_plans(
    rules: Iterable[Rule],
    facts: Facts,
    areas: Areas,
    plan_of: Callable[[Facts], int],
    least_saving: int = 1,
    offered: Candidates = MappingProxyType({}),
) -> tuple[CheaperPlan, ...]:
    """The smallest sets of one or two changes that save ``least_saving`` cents or more; single ones first, by saving.

    ``plan_of`` gives the own contribution in cents of the best plan when these are the facts; ``rules`` are those of
    the schemes that it looks at.
    """
    rules = list(rules)
    now = plan_of(facts)

    def own_when(changed: Facts) -> int | None:
        own = plan_of(changed)
        return own if now - own >= least_saving else None

    tried = candidates(rules, facts, areas, offered)
    named = frozenset[str]().union(*(areas_of(rule) for rule in rules))
    looked = _Look(facts, areas, named, tried, own_when)
    found = (CheaperPlan(changes, own) for changes, own in looked.smallest())
    return tuple(sorted(found, key=lambda plan: (len(plan.changes), plan.own)))


def candidates(
    rules: Iterable[Rule], facts: Facts, areas: Areas, offered: Candidates = MappingProxyType({})
) -> Candidates:
    """The values to try of every fact that can change and on which the rules depend; the nearest first."""
    rules = list(rules)
    named = {base_of(name).name for rule in rules for name in facts_of(rule)}
    named |= {when.fact for name in named if (when := VOCABULARY[name].only_when)}
    found = [leaf for rule in rules for leaf in leaves(rule)]
    tried: dict[str, Sequence[Value]] = {}
    for name, fact in VOCABULARY.items():
        if name in named and fact.change is not Change.NEVER and (before := facts.get(name)) is not None:
            values = offered[name] if name in offered else _all_values(fact, found, facts, areas)
            usable = [value for value in values if _can_become(fact, before, value, facts.today)]
            tried[name] = sorted(dict.fromkeys(usable), key=lambda value: _distance(before, value))
    return {name: values for name, values in tried.items() if values}


def _all_values(fact: Fact, found: Sequence[Leaf], facts: Facts, areas: Areas) -> tuple[Value, ...]:
    return (*values_for(fact, found, areas), *turning_points(fact, found, facts))


def _can_become(fact: Fact, before: Value | Absent, value: Value, today: date) -> bool:
    if value == before or not is_allowed(fact.name, value, today):
        return False
    match fact.change:
        case Change.TO_YES:
            return value is True
        case Change.LATER:
            return isinstance(before, date) and isinstance(value, date) and value > before and value >= today
        case Change.MORE:
            return isinstance(before, int) and isinstance(value, int) and value > before
        case Change.ANY:
            return True
        case Change.NEVER:
            return False


def _distance(before: Value | Absent, value: Value) -> int:
    """How far a value is from the one before; choices and places are all as far, and keep their order."""
    if isinstance(before, date) and isinstance(value, date):
        return abs((value - before).days)
    return abs(value - before) if isinstance(before, int) and isinstance(value, int) else 0


type _Told = tuple[tuple[str, Value], ...]


@dataclass(frozen=True, slots=True)
class _Look[T]:
    """Looks for the smallest sets of changes with a result, among the values that are tried."""

    facts: Facts
    areas: Areas
    named: frozenset[str]
    tried: Candidates
    result_when: Callable[[Facts], T | None]

    def smallest(self) -> Iterator[tuple[tuple[FactChange, ...], T]]:
        """Each single change that helps, then pairs of facts of which none helps alone; an area is named once."""
        seen: set[tuple[str, tuple[str, ...], T]] = set()
        for told, result in self._helpful():
            changes = tuple(self._change(one, told) for one in told)
            first = (changes[0].fact, changes[0].areas, result)
            if len(changes) > 1 or not changes[0].areas or first not in seen:
                seen.add(first)
                yield changes, result

    def _helpful(self) -> Iterator[tuple[_Told, T]]:
        alone: set[str] = set()
        for name, values in self.tried.items():
            for value in values:
                if (result := self._result(((name, value),))) is not None:
                    alone.add(name)
                    yield ((name, value),), result
                    if VOCABULARY[name].kind in ORDERED_KINDS:
                        break
        for one, other in combinations([name for name in self.tried if name not in alone], MOST_CHANGES):
            for value, second in product(self.tried[one], self.tried[other]):
                told = ((one, value), (other, second))
                if (result := self._result(told)) is not None:
                    yield told, result
                    break

    def _result(self, told: _Told) -> T | None:
        changed = self.facts
        for name, value in told:
            changed = changed.learned(name, value)
        return self.result_when(changed)

    def _change(self, one: tuple[str, Value], told: _Told) -> FactChange:
        name, value = one
        before = self.facts.get(name)
        lies: tuple[str, ...] = ()
        if VOCABULARY[name].kind is Kind.PLACE:
            lies = tuple(slug for slug in sorted(self.named) if self._does(slug, one, before, told))
        return FactChange(name, ABSENT if before is None else before, value, lies)

    def _does(self, slug: str, one: tuple[str, Value], before: Value | Absent | None, told: _Told) -> bool:
        """Whether every place of an area would do in place of this one."""
        name, value = one
        if not self.areas.holds(slug, str(value)) or self.areas.holds(slug, str(before)):
            return False
        inside = [place for place in self.tried[name] if self.areas.holds(slug, str(place))]
        others = tuple(other for other in told if other != one)
        return all(self._result((*others, (name, place))) is not None for place in inside)
