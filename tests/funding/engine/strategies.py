"""Hypothesis strategies for facts and rules over the whole vocabulary."""

from datetime import date

from hypothesis import strategies as st

from funding.engine.areas import Areas
from funding.engine.dates import Term, Unit
from funding.engine.facts import Facts
from funding.engine.shortages import ShortageList, ShortageLists
from funding.engine.tree import (
    MOST_DEPTH,
    All,
    Any,
    AtLeast,
    Calendar,
    Compare,
    CompareTo,
    HasAny,
    InArea,
    Judged,
    Measure,
    Not,
    OneOf,
    OnShortageList,
    Operator,
    ReceivedAtMost,
    Rule,
)
from funding.engine.vocabulary import ORDERED_KINDS, VOCABULARY, Fact, Grant, Kind, ToldBy, Value

TODAY = date(2026, 11, 23)
PLACES = ("GM0014", "GM0114", "GM0153", "GM9999")  # the last one is on no list
OCCUPATIONS = ("welder", "nurse", "baker")
# Twente has a list of this quarter, the north one of the quarter before.
SHORTAGES = ShortageLists.of(
    [
        ShortageList("twente", date(2026, 10, 1), date(2027, 1, 1), frozenset({"welder", "nurse"})),
        ShortageList("noord", date(2026, 7, 1), date(2026, 10, 1), frozenset({"welder"})),
    ]
)
AREAS = Areas.of({"noord": ["GM0014", "GM0114"], "twente": ["GM0153"]}, shortages=SHORTAGES)
SLUGS = ("noord", "twente", "gemeente-GM0114", "nergens")
SCHEMES = ("stap", "rmt")


def values_of(fact: Fact) -> st.SearchStrategy[Value]:
    """Values of a fact, few enough that rules and facts often meet."""
    match fact.kind:
        case Kind.YES_NO:
            return st.booleans()
        case Kind.CHOICE:
            return st.sampled_from(fact.choices)
        case Kind.CHOICES:
            return st.frozensets(st.sampled_from(fact.choices), max_size=3)
        case Kind.PLACE:
            return st.sampled_from(PLACES)
        case Kind.CODE:
            return st.sampled_from(OCCUPATIONS)
        case Kind.GRANTS:
            days = st.dates(date(2023, 1, 1), TODAY)
            grant = st.builds(Grant, days, st.sampled_from(SCHEMES), st.integers(0, 60))
            return st.lists(grant, max_size=3).map(lambda found: tuple(sorted(found)))
        case Kind.DATE:
            oldest = max(fact.earliest or date.min, date(1950, 1, 1))
            return st.dates(oldest, TODAY) if fact.past else st.dates(TODAY, date(2027, 12, 31))
        case _:
            return st.integers(0, 100)


TOLD = {name: fact for name, fact in VOCABULARY.items() if fact.told_by is not ToldBy.DERIVED}
TEXT = st.text("abcdefghij é", min_size=1, max_size=6).map(str.strip).filter(bool)


@st.composite
def values(draw: st.DrawFn) -> dict[str, Value]:
    """Values for some facts."""
    names = draw(st.lists(st.sampled_from(sorted(TOLD)), unique=True))
    return {name: draw(values_of(TOLD[name])) for name in names}


@st.composite
def known_and_more(draw: st.DrawFn) -> tuple[Facts, Facts]:
    """What is known now, and what is known later: the same and perhaps more."""
    later = draw(values())
    kept = draw(st.sets(st.sampled_from(sorted(later)))) if later else set()
    return Facts.of({name: later[name] for name in kept}, TODAY), Facts.of(later, TODAY)


@st.composite
def leaf(draw: st.DrawFn) -> Rule:
    """A condition on any fact, with an operator that fits it."""
    label, source = draw(TEXT), draw(TEXT)
    if draw(st.integers(0, 9)) == 0:
        return Judged(label, source)
    fact = VOCABULARY[draw(st.sampled_from(sorted(VOCABULARY)))]
    if fact.kind is Kind.CHOICES:
        chosen = st.frozensets(st.sampled_from(fact.choices), min_size=1, max_size=3)
        return HasAny(fact.name, draw(chosen), label, source)
    if fact.kind is Kind.GRANTS:
        measure, window = draw(st.sampled_from(Measure)), draw(st.sampled_from([*Calendar, 1, 36]))
        schemes = draw(st.frozensets(st.sampled_from(SCHEMES)))
        return ReceivedAtMost(fact.name, measure, draw(st.integers(0, 60)), schemes, window, label, source)
    if fact.kind is Kind.CODE and draw(st.booleans()):
        region, place = draw(st.sampled_from([(slug, "") for slug in SLUGS] + [("", "residence")]))
        return OnShortageList(fact.name, region, place, label, source)
    if fact.kind in ORDERED_KINDS and draw(st.booleans()):
        other = draw(st.sampled_from(_comparable(fact) or [fact.name]))
        if other != fact.name:
            return _compared(draw, fact, other, label, source)
    if fact.kind is Kind.PLACE and draw(st.booleans()):
        return InArea(fact.name, draw(st.sampled_from(SLUGS)), label, source)
    if fact.kind in (Kind.PLACE, Kind.CHOICE, Kind.CODE) and draw(st.booleans()):
        options = {Kind.PLACE: PLACES, Kind.CODE: OCCUPATIONS}.get(fact.kind, fact.choices)
        return OneOf(fact.name, draw(st.frozensets(st.sampled_from(options), min_size=1)), label, source)
    operators = [Operator.IS, Operator.IS_NOT]
    if fact.kind in (Kind.CENTS, Kind.WHOLE_NUMBER, Kind.DATE):
        operators += [Operator.AT_LEAST, Operator.AT_MOST]
    if fact.kind is Kind.DATE:
        operators += [Operator.BEFORE, Operator.AFTER]
    return Compare(fact.name, draw(st.sampled_from(operators)), draw(values_of(fact)), label, source)


def _comparable(fact: Fact) -> list[str]:
    """The facts that one can be compared with."""
    return [
        name
        for name, other in sorted(VOCABULARY.items())
        if (other.kind, other.unit) == (fact.kind, fact.unit) and other != fact
    ]


def _compared(draw: st.DrawFn, fact: Fact, other: str, label: str, source: str) -> CompareTo:
    operators = [Operator.IS, Operator.IS_NOT, Operator.AT_LEAST, Operator.AT_MOST]
    if fact.kind is not Kind.DATE:
        return CompareTo(
            fact.name, draw(st.sampled_from(operators)), other, None, draw(st.integers(-20, 20)), label, source
        )
    operators += [Operator.BEFORE, Operator.AFTER]
    term = draw(st.none() | st.builds(Term, st.integers(-30, 30), st.sampled_from(Unit)))
    return CompareTo(fact.name, draw(st.sampled_from(operators)), other, term, 0, label, source)


def _grown(parts: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    several = st.lists(parts, min_size=1, max_size=4).map(tuple)
    labels = st.just("") | TEXT
    return (
        st.builds(All, several, labels)
        | st.builds(Any, several, labels)
        | several.flatmap(lambda found: st.builds(AtLeast, st.integers(1, len(found)), st.just(found), labels))
        | st.builds(Not, parts, labels)
    )


def rules() -> st.SearchStrategy[Rule]:
    """Rules of up to some twelve conditions, not deeper than a rule may be."""
    return st.recursive(leaf(), _grown, max_leaves=12).filter(lambda rule: _depth(rule) <= MOST_DEPTH)


def _depth(rule: Rule) -> int:
    match rule:
        case All(parts=parts) | Any(parts=parts) | AtLeast(parts=parts):
            return 1 + max(map(_depth, parts))
        case Not(part=part):
            return 1 + _depth(part)
        case _:
            return 1
