"""Judging a rule by what is known: the three-valued outcome, and the part of the rule that is left."""

from funding.engine.areas import Areas
from funding.engine.conditions import against, holds
from funding.engine.facts import Facts
from funding.engine.outcome import Outcome, Shape, Verdict
from funding.engine.tree import WITHOUT_CRITERIA, All, Any, AtLeast, CompareTo, Judged, Not, Rule


def judge(rule: Rule, facts: Facts, areas: Areas) -> Outcome:
    """The outcome of a rule, in Kleene's logic: a no in "all" and a yes in "any" stand whatever is unknown.

    A rule without criteria is to be checked.
    """
    match rule:
        case All(parts=()):
            return Outcome(Verdict.TO_BE_CHECKED, Shape.ALL, rule.label)
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
            return Outcome(
                verdict=_verdict(holds(rule, facts, areas)),
                shape=Shape.CONDITION,
                label=rule.label,
                source=rule.source,
                fact=rule.fact,
                observed=facts.get(rule.fact),
                against=against(rule, facts) if isinstance(rule, CompareTo) else None,
            )


def residual(rule: Rule, facts: Facts, areas: Areas) -> Rule | bool:
    """Partial evaluation: True or False when what is known decides, else the rule over the rest.

    Whatever is learned later, the residual rule and the whole rule have the same verdict.
    """
    match rule:
        case All(parts=()):
            return WITHOUT_CRITERIA
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
            held = holds(rule, facts, areas)
            return rule if held is None else held


def course_part(rule: Rule, facts: Facts, areas: Areas) -> Rule | bool:
    """For which courses somebody can have it: the rule that is left when all but the course is filled in.

    It speaks of courses, and of what is not known of the person.
    """
    return residual(rule, facts.about_person(), areas)


def person_part(rule: Rule, facts: Facts, areas: Areas) -> Rule | bool:
    """Who can have it for a course: the rule that is left when the course is filled in.

    It speaks of people, and of what is not known of the course.
    """
    return residual(rule, facts.about_course(), areas)


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
