"""The rule of a scheme as a tree of conditions over the vocabulary. Its JSON is read in rules, judged in judging."""

from dataclasses import dataclass
from enum import StrEnum

from funding.engine.dates import Term
from funding.engine.vocabulary import Value

MOST_NODES = 200
MOST_DEPTH = 8


class Operator(StrEnum):
    """How a fact is compared. At least, at most, before and after are for numbers and dates."""

    IS = "is"
    IS_NOT = "is_not"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Rule", ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Any:
    """One part or more holds."""

    parts: tuple["Rule", ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many parts hold, or more."""

    count: int
    parts: tuple["Rule", ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold. ``label`` says in plain words what then holds."""

    part: "Rule"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Compare:
    """A fact compared with a value: cents, days, weeks, years, a date, a choice, yes or no."""

    fact: str
    operator: Operator
    value: Value
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice or a place is one of these."""

    fact: str
    values: frozenset[str]
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class HasAny:
    """A fact with several values has one of these."""

    fact: str
    values: frozenset[str]
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class InArea:
    """A place lies in a named area; unknown when the lists do not know the place or the area."""

    fact: str
    area: str
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class CompareTo:
    """A fact compared with another one, such as "the course starts four weeks from today, or later".

    Of dates ``term`` is added to the other one; of numbers and cents ``plus`` is. The day of the check is the fact
    "today". Equal dates and amounts are "at least" and "at most" each other.
    """

    fact: str
    operator: Operator
    other: str
    term: Term | None
    plus: int
    label: str
    source: str


class Measure(StrEnum):
    """What is counted of earlier grants: their cents, or how many there are."""

    CENTS = "cents"
    TIMES = "times"


class Calendar(StrEnum):
    """A window of earlier grants that is no number of months: this calendar year, or all that is known."""

    THIS_YEAR = "calendar_year"
    EVER = "ever"


@dataclass(frozen=True, slots=True)
class ReceivedAtMost:
    """Earlier grants, of some schemes or of all (an empty set), come to ``most`` cents or times, or less.

    ``window`` is a number of months that is counted back from the day of the check (a rolling window; the same day so
    many months ago is out of it), this calendar year, or ever.
    """

    fact: str
    measure: Measure
    most: int
    schemes: frozenset[str]
    window: Calendar | int
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class OnShortageList:
    """An occupation is on the shortage list of the day: of ``region``, or of the region of a ``place`` fact.

    One of the two is given, the other is "". Unknown while nobody has that list.
    """

    fact: str
    region: str
    place: str
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Judged:
    """What only a person can judge. It is "to be checked" and never yes."""

    label: str
    source: str


type Group = All | Any | AtLeast
type Condition = Compare | CompareTo | OneOf | HasAny | InArea | ReceivedAtMost | OnShortageList
type Leaf = Condition | Judged
type Rule = Group | Not | Leaf

#: Nobody wrote down for whom a scheme is. It is to be checked: never yes, and never left out.
WITHOUT_CRITERIA = All(())


def leaves(rule: Rule) -> tuple[Leaf, ...]:
    """All leaves of a rule, from left to right."""
    match rule:
        case All(parts=parts) | Any(parts=parts) | AtLeast(parts=parts):
            return tuple(leaf for part in parts for leaf in leaves(part))
        case Not(part=part):
            return leaves(part)
        case _:
            return (rule,)


def facts_in(leaf: Leaf) -> frozenset[str]:
    """The names of the facts that one leaf speaks of."""
    match leaf:
        case Judged():
            return frozenset()
        case CompareTo(fact=fact, other=other):
            return frozenset({fact, other})
        case OnShortageList(fact=fact, place=place) if place:
            return frozenset({fact, place})
        case _:
            return frozenset({leaf.fact})


def facts_of(rule: Rule) -> frozenset[str]:
    """The names of the facts that a rule speaks of."""
    return frozenset[str]().union(*(facts_in(leaf) for leaf in leaves(rule)))


def areas_of(rule: Rule) -> frozenset[str]:
    """The slugs of the areas that a rule names, regions of shortage lists included."""
    found = leaves(rule)
    named = {leaf.area for leaf in found if isinstance(leaf, InArea)}
    return frozenset(named | {leaf.region for leaf in found if isinstance(leaf, OnShortageList) and leaf.region})
