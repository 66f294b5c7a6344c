"""Judging a rule by what is known: the three-valued outcome, and the part of the rule that is left."""

import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType

from funding.engine.areas import Areas
from funding.engine.facts import Facts
from funding.engine.outcome import Outcome, Shape, Verdict
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
    Operator,
    Rule,
)
from funding.engine.vocabulary import ABSENT, Absent, Value

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


def judge(rule: Rule, facts: Facts, areas: Areas) -> Outcome:
    """The outcome of a rule, in Kleene's logic: a no in "all" and a yes in "any" stand whatever is unknown."""
    match rule:
        case All(parts=parts):
            judged = tuple(judge(part, facts, areas) for part in parts)
            return Outcome(_counted(judged, len(judged)), Shape.ALL, rule.label, parts=judged)
        case Any(parts=parts):
            judged = tuple(judge(part, facts, areas) for part in parts)
            return Outcome(_counted(judged, 1), Shape.ANY, rule.label, parts=judged)
        case AtLeast(count=count, parts=parts):
            judged = tuple(judge(part, facts, areas) for part in parts)
            return Outcome(_counted(judged, count), Shape.AT_LEAST, rule.label, count=count, parts=judged)
        case Not(part=part):
            inner = judge(part, facts, areas)
            return Outcome(_NEGATION[inner.verdict], Shape.NOT, rule.label, parts=(inner,))
        case Judged():
            return Outcome(Verdict.TO_BE_CHECKED, Shape.JUDGED, rule.label, rule.source)
        case _:
            observed = facts.get(rule.fact)
            verdict = _verdict(holds(rule, observed, areas))
            return Outcome(verdict, Shape.CONDITION, rule.label, rule.source, rule.fact, observed)


def residual(rule: Rule, facts: Facts, areas: Areas) -> Rule | bool:
    """Partial evaluation: True or False when what is known decides, else the rule over the rest.

    Whatever is learned later, the residual rule and the whole rule have the same verdict.
    """
    match rule:
        case All(parts=parts, label=label):
            return _at_least(len(parts), parts, label, facts, areas)
        case Any(parts=parts, label=label):
            return _at_least(1, parts, label, facts, areas)
        case AtLeast(count=count, parts=parts, label=label):
            return _at_least(count, parts, label, facts, areas)
        case Not(part=part):
            rest = residual(part, facts, areas)
            return not rest if isinstance(rest, bool) else Not(rest, rule.label)
        case Judged():
            return rule
        case _:
            held = holds(rule, facts.get(rule.fact), areas)
            return rule if held is None else held


def holds(leaf: Leaf, value: Value | Absent | None, areas: Areas) -> bool | None:
    """Whether a condition holds for a value of its fact; None when that is unknown or for a person to judge.

    Of a fact that does not apply (ABSENT) nothing holds, except that it is not something.
    """
    if value is None or isinstance(leaf, Judged):
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


_NEGATION = {
    Verdict.YES: Verdict.NO,
    Verdict.NO: Verdict.YES,
    Verdict.UNKNOWN: Verdict.UNKNOWN,
    Verdict.TO_BE_CHECKED: Verdict.TO_BE_CHECKED,
}


def _verdict(held: bool | None) -> Verdict:
    return Verdict.UNKNOWN if held is None else Verdict.YES if held else Verdict.NO


def _counted(parts: tuple[Outcome, ...], needed: int) -> Verdict:
    """The verdict of "at least so many of these parts"; all is "every one", any is "one"."""
    verdicts = [part.verdict for part in parts]
    yes, checks = verdicts.count(Verdict.YES), verdicts.count(Verdict.TO_BE_CHECKED)
    unknown = verdicts.count(Verdict.UNKNOWN)
    worst, best = _settled(yes, checks, needed), _settled(yes + unknown, checks, needed)
    return worst if worst is best else Verdict.UNKNOWN


def _settled(yes: int, checks: int, needed: int) -> Verdict:
    """The verdict when no fact is unknown any more and only persons still have to judge."""
    if yes >= needed:
        return Verdict.YES
    return Verdict.TO_BE_CHECKED if yes + checks >= needed else Verdict.NO


def _at_least(needed: int, parts: tuple[Rule, ...], label: str, facts: Facts, areas: Areas) -> Rule | bool:
    left: list[Rule] = []
    for part in parts:
        rest = residual(part, facts, areas)
        if isinstance(rest, bool):
            needed -= rest
        else:
            left.append(rest)
    if needed <= 0 or needed > len(left):
        return needed <= 0
    if len(left) == 1:
        return left[0]
    if needed == len(left):
        return All(tuple(left), label)
    return Any(tuple(left), label) if needed == 1 else AtLeast(needed, tuple(left), label)
