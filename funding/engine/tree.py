"""The rule of a scheme as a tree of conditions over the vocabulary. Its JSON is read in rules, judged in judging."""

from dataclasses import dataclass
from enum import StrEnum

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
class Judged:
    """What only a person can judge. It is "to be checked" and never yes."""

    label: str
    source: str


type Group = All | Any | AtLeast
type Leaf = Compare | OneOf | HasAny | InArea | Judged
type Rule = Group | Not | Leaf


def leaves(rule: Rule) -> tuple[Leaf, ...]:
    """All leaves of a rule, from left to right."""
    match rule:
        case All(parts=parts) | Any(parts=parts) | AtLeast(parts=parts):
            return tuple(leaf for part in parts for leaf in leaves(part))
        case Not(part=part):
            return leaves(part)
        case _:
            return (rule,)


def facts_of(rule: Rule) -> frozenset[str]:
    """The names of the facts that a rule speaks of."""
    return frozenset(leaf.fact for leaf in leaves(rule) if not isinstance(leaf, Judged))


def areas_of(rule: Rule) -> frozenset[str]:
    """The slugs of the areas that a rule names."""
    return frozenset(leaf.area for leaf in leaves(rule) if isinstance(leaf, InArea))
