"""Invented people and courses, to see what a change of rules does: every value that matters to the rules comes by.

They are no forecast of numbers: half of them come near to meeting the rules, the others have any value, and the edges
of the rules come often.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from funding.engine.areas import Areas
from funding.engine.conditions import value_holds
from funding.engine.facts import Facts, is_allowed
from funding.engine.money import Cents, CostKind, CostLine
from funding.engine.representatives import values_for
from funding.engine.tree import Compare, HasAny, InArea, Leaf, Measure, OneOf, ReceivedAtMost, Rule, facts_of, leaves
from funding.engine.vocabulary import TODAY, VOCABULARY, Fact, Grant, Kind, Value, base_of

YOUNGEST, OLDEST = 15, 75
#: How often a value at the edge of a condition is taken rather than any value.
EDGES = 0.3
#: How many people come near to meeting the rules, and how many values are tried for that: few others ever would.
NEAR, TRIES = 0.5, 6
#: Prices in cents, without VAT; VAT of a fifth of them is 21 % (Wet OB 1968 art. 9), the others are exempt.
LEAST_PRICE, MOST_PRICE = 10_000, 500_000
VAT_PERCENT = 21


@dataclass(frozen=True, slots=True)
class Case:
    """One person and one course with its price."""

    facts: Facts
    lines: tuple[CostLine, ...]


def invented(rules: Sequence[Rule], areas: Areas, today: date, count: int, seed: int) -> Iterator[Case]:
    """So many cases, the same for the same seed; they tell every fact that the rules speak of and can be told."""
    random = Random(seed)  # noqa: S311 - no secret, and the same again for the same seed
    found = tuple(leaf for rule in rules for leaf in leaves(rule))
    wanted = {base_of(name).name for rule in rules for name in facts_of(rule)} - {TODAY}
    wanted |= {when.fact for name in wanted if (when := VOCABULARY[name].only_when)}
    facts = [VOCABULARY[name] for name in VOCABULARY if name in wanted]
    edges = {fact.name: _edges(fact, found, areas, today) for fact in facts}
    plain = [leaf for leaf in found if isinstance(leaf, Compare | OneOf | HasAny | InArea)]
    conditions = {fact.name: [leaf for leaf in plain if leaf.fact == fact.name] for fact in facts}
    places = sorted(areas.places)
    for _number in range(count):
        lines = tuple(_price(random))
        tries = TRIES if random.random() < NEAR else 1
        values = {
            fact.name: _fitting(
                [_value(fact, random, edges[fact.name], places, found, today) for _try in range(tries)],
                conditions[fact.name],
                areas,
            )
            for fact in facts
        }
        told = {name: value for name, value in (values | prices(lines)).items() if value is not None}
        yield Case(Facts.of({name: told[name] for name in told if is_allowed(name, told[name], today)}, today), lines)


def prices(lines: Sequence[CostLine]) -> dict[str, Value | None]:
    """The facts that follow from the price of a course."""
    per_kind = {f"course.{kind.value}_cents": sum(one.gross for one in lines if one.kind is kind) for kind in CostKind}
    return {"course.total_cents": sum(line.gross for line in lines), **per_kind}


def _fitting(
    values: list[Value | None], own: Sequence[Compare | OneOf | HasAny | InArea], areas: Areas
) -> Value | None:
    """The first of some values that meets every condition on its fact, else the last of them."""
    for value in values[:-1]:
        if value is not None and all(value_holds(leaf, value, areas) for leaf in own):
            return value
    return values[-1]


def _price(random: Random) -> Iterator[CostLine]:
    for kind in CostKind:
        if kind is CostKind.TUITION or random.random() < 0.25:
            share = 1 if kind is CostKind.TUITION else 5
            net = random.randrange(LEAST_PRICE // share, MOST_PRICE // share)
            yield CostLine(kind, Cents(net), Cents(net * VAT_PERCENT // 100 if random.random() < 0.2 else 0))


def _edges(fact: Fact, found: Sequence[Leaf], areas: Areas, today: date) -> tuple[Value, ...]:
    """Values at which conditions on a fact turn, of what is derived from it too (age, by birthday)."""
    values = list(values_for(fact, found, areas))
    if fact.name == "birth_date":
        for age in values_for(VOCABULARY["age"], found, areas):
            if isinstance(age, int) and 0 < age < 100:
                birthday = today.replace(year=today.year - age, day=min(today.day, 28))
                values += [birthday - timedelta(days=1), birthday, birthday + timedelta(days=1)]
    if fact.name == "course.start":
        days = values_for(VOCABULARY["days_until_start"], found, areas)
        values += [today + timedelta(days=day) for day in days if isinstance(day, int)]
    return tuple(value for value in values if is_allowed(fact.name, value, today))


def _value(
    fact: Fact, random: Random, edges: tuple[Value, ...], places: Sequence[str], found: Sequence[Leaf], today: date
) -> Value | None:
    if edges and (random.random() < EDGES or fact.kind is Kind.CODE):
        return random.choice(edges)
    match fact.kind:
        case Kind.YES_NO:
            return random.random() < 0.5
        case Kind.CHOICE:
            return random.choice(fact.choices)
        case Kind.CHOICES:
            return frozenset(value for value in fact.choices if random.random() < 0.4)
        case Kind.PLACE:
            return random.choice(places) if places else None
        case Kind.WHOLE_NUMBER:
            return _number(fact, random)
        case Kind.CENTS:
            return random.randrange(0, MOST_PRICE)
        case Kind.DATE:
            return _day(fact, random, today)
        case Kind.GRANTS:
            return _grants(fact, random, found, today)
        case Kind.CODE:
            return None


#: The most of a number that people and courses really have, where the vocabulary allows far more.
USUAL: Mapping[str, int] = {"weeks": 120, "hours": 1_600, "fte": 500}


def _number(fact: Fact, random: Random) -> int:
    most = min(fact.most or 1_000, USUAL.get(fact.unit, 1_000))
    return random.randint(fact.least or 0, most)


def _day(fact: Fact, random: Random, today: date) -> date:
    if fact.name == "birth_date":
        return today - timedelta(days=random.randint(YOUNGEST * 365, OLDEST * 365))
    if fact.past:
        return today - timedelta(days=random.randint(0, 730))
    return today + timedelta(days=random.randint(-30, 365))


def _grants(fact: Fact, random: Random, found: Sequence[Leaf], today: date) -> tuple[Grant, ...]:
    """None for half of the people; the others received something of the schemes that the rules name."""
    own = [leaf for leaf in found if isinstance(leaf, ReceivedAtMost) and leaf.fact == fact.name]
    schemes = sorted({slug for leaf in own for slug in leaf.schemes}) or ["other"]
    most = max((leaf.most for leaf in own if leaf.measure is Measure.CENTS), default=0) or MOST_PRICE
    count = random.choice((0, 0, 1, 2))
    return tuple(
        sorted(
            Grant(today - timedelta(days=random.randint(1, 1_500)), random.choice(schemes), random.randint(1, 2 * most))
            for _number in range(count)
        )
    )
