"""Which question to ask next. It only orders questions; it never decides who gets what.

Every question that a scheme still needs has a gain in cents: how much less unsure the answer would make us, on average
over the usual answers, about schemes that are worth something here. Unsure is measured by entropy and weighed by the
money at stake; conditions are taken to be independent, which they are not, so the gain is no more than an order.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log2
from types import MappingProxyType

from funding.engine.areas import Areas
from funding.engine.conditions import holds, value_holds
from funding.engine.facts import DERIVATIONS, Facts
from funding.engine.needs import Need
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
    Rule,
    areas_of,
    leaves,
)
from funding.engine.vocabulary import VOCABULARY, Fact, Kind, ToldBy, Value, base_of


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask the learner now, the schemes that need it, and its gain in cents."""

    fact: str
    schemes: tuple[str, ...]
    gain: int


type Answers = Sequence[tuple[Value, float]]

# How often an answer is given, where it is far from even. Of the learners of the first regional fund 85 % worked or
# were self-employed; the other shares are estimates. They matter for the order of the questions only.
USUAL: Mapping[str, Answers] = MappingProxyType(
    {
        "employment": (
            ("employee", 0.6),
            ("agency_worker", 0.1),
            ("self_employed", 0.13),
            ("business_owner", 0.02),
            ("job_seeker", 0.1),
            ("other", 0.05),
        ),
        "benefit": (("none", 0.85), ("ww", 0.08), ("bijstand", 0.04), ("other", 0.03)),
        "legally_required": ((True, 0.1), (False, 0.9)),
        "enrolled": ((True, 0.1), (False, 0.9)),
        "job_guarantee": ((True, 0.1), (False, 0.9)),
        "advice_given": ((True, 0.2), (False, 0.8)),
    }
)
USUAL_DAYS_AGO = (14, 90, 400)
USUAL_AGES = (17, 22, 29, 36, 43, 50, 57, 64, 71)
EVEN = 0.5


def to_ask(needs: Iterable[Need], facts: Facts, skipped: Collection[str]) -> frozenset[str]:
    """The facts that the learner can be asked right now; nothing is asked again that was skipped."""
    asked = {facts.asks(name) for need in needs for name in need.facts}
    return frozenset(name for name in asked if name is not None and name not in skipped)


def at_most_left(needs: Iterable[Need], facts: Facts, skipped: Collection[str]) -> int:
    """How many questions can still come: those to ask now, and those that an answer may bring up.

    An upper bound that falls by one or more with every answer, so "at most so many more" is a promise kept.
    """
    found: set[str] = set()
    for name in {name for need in needs for name in need.facts}:
        fact = base_of(name)
        asked = facts.asks(fact.name)
        if asked is not None and asked not in skipped and fact.name not in skipped:
            found |= {asked, fact.name}
    return len(found)


def best_first(needs: Iterable[Need], facts: Facts, areas: Areas, skipped: Collection[str]) -> tuple[Question, ...]:
    """The questions that can be asked now, those with the largest gain first, then in the order of the vocabulary."""
    needs = sorted(needs, key=lambda need: need.scheme)
    scale = max((need.value for need in needs), default=0)
    rules = [need.rest for need in needs if not isinstance(need.rest, bool)]
    usual = {
        name: usual_answers(fact, facts.today, areas, rules, scale)
        for name, fact in VOCABULARY.items()
        if fact.told_by is ToldBy.LEARNER
    }
    chances = _chances(rules, facts.today, areas, usual)
    questions = []
    asked = to_ask(needs, facts, skipped)
    for fact in (fact for name, fact in VOCABULARY.items() if name in asked):
        waiting = [need for need in needs if any(facts.asks(name) == fact.name for name in need.facts)]
        after = [(facts.learned(fact.name, answer), weight) for answer, weight in usual[fact.name]]
        gain = 0.0
        for need in waiting:
            before = _unsure(need, facts, areas, chances)
            left = sum(weight * _unsure(need, known, areas, chances) for known, weight in after)
            gain += need.value * max(0.0, before - left)
        questions.append(Question(fact.name, tuple(need.scheme for need in waiting), round(gain)))
    return tuple(sorted(questions, key=lambda question: -question.gain))


def usual_answers(fact: Fact, today: date, areas: Areas, rules: Iterable[Rule], scale: int) -> Answers:
    """Some answers with their shares, which add up to one; ``scale`` is an amount in cents that is usual here."""
    if fact.name in USUAL:
        return USUAL[fact.name]
    match fact.kind:
        case Kind.YES_NO:
            return ((True, EVEN), (False, EVEN))
        case Kind.DATE if fact.name == "birth_date":
            return _evenly([date(today.year - age, 7, 1) for age in USUAL_AGES])
        case Kind.DATE:
            return _evenly([today - timedelta(days=days) for days in USUAL_DAYS_AGO])
        case Kind.PLACE:
            return _places(areas, frozenset().union(*(areas_of(rule) for rule in rules)))
        case Kind.CHOICE:
            return _evenly(fact.choices)
        case _:
            return ((0, EVEN), (scale // 2, EVEN / 2), (scale, EVEN / 2))


def _evenly(values: Sequence[Value]) -> Answers:
    return [(value, 1 / len(values)) for value in values]


def _places(areas: Areas, named: frozenset[str]) -> Answers:
    """One place for every way to lie in or out of the named areas, with the share of places that lie so."""
    alike: dict[tuple[bool | None, ...], list[str]] = {}
    for place in sorted(areas.places):
        alike.setdefault(tuple(areas.holds(area, place) for area in sorted(named)), []).append(place)
    return [(places[0], len(places) / len(areas.places)) for places in alike.values()]


def _chances(rules: Sequence[Rule], today: date, areas: Areas, usual: Mapping[str, Answers]) -> Mapping[Leaf, float]:
    """How often each condition holds over the usual answers; even when the learner is not the one to ask."""
    chances: dict[Leaf, float] = {}
    for leaf in dict.fromkeys(leaf for rule in rules for leaf in leaves(rule)):
        if isinstance(leaf, Judged):
            chances[leaf] = 1.0  # no question tells, so it must not make a scheme look unsure
            continue
        derive = DERIVATIONS.get(leaf.fact)
        answers = usual.get(base_of(leaf.fact).name)
        if answers is None or not isinstance(leaf, Compare | OneOf | HasAny | InArea):
            chances[leaf] = EVEN
            continue
        held = 0.0
        for answer, weight in answers:
            value = derive(answer, today) if derive and isinstance(answer, date) else answer
            held += weight if value_holds(leaf, value, areas) else 0
        chances[leaf] = held
    return chances


def _unsure(need: Need, facts: Facts, areas: Areas, chances: Mapping[Leaf, float]) -> float:
    """The entropy in bits of whether the scheme will pay; an open amount is as unsure as the toss of a coin."""
    likely = 1.0 if isinstance(need.rest, bool) else _likely(need.rest, facts, areas, chances)
    if need.amount and facts.get(need.amount) is None:
        likely *= EVEN
    return 0.0 if likely <= 0 or likely >= 1 else -likely * log2(likely) - (1 - likely) * log2(1 - likely)


def _likely(rule: Rule, facts: Facts, areas: Areas, chances: Mapping[Leaf, float]) -> float:
    """The chance that a rule holds, if its conditions were independent."""
    match rule:
        case All(parts=parts):
            return _at_least(len(parts), [_likely(part, facts, areas, chances) for part in parts])
        case Any(parts=parts):
            return _at_least(1, [_likely(part, facts, areas, chances) for part in parts])
        case AtLeast(count=count, parts=parts):
            return _at_least(count, [_likely(part, facts, areas, chances) for part in parts])
        case Not(part=part):
            return 1 - _likely(part, facts, areas, chances)
        case Judged():
            return chances[rule]
        case _:
            held = holds(rule, facts, areas)
            return chances[rule] if held is None else float(held)


def _at_least(count: int, chances: Sequence[float]) -> float:
    """The chance that so many of some independent things happen, or more."""
    exactly = [1.0]
    for chance in chances:
        exactly = [
            (exactly[n] * (1 - chance) if n < len(exactly) else 0) + (exactly[n - 1] * chance if n else 0)
            for n in range(len(exactly) + 1)
        ]
    return sum(exactly[count:])
