"""A scheme as it would be after a change: other caps, another part of the costs, another area."""

from dataclasses import dataclass, replace

from funding.engine.money import Cents
from funding.engine.scheme import SchemeOnDate
from funding.engine.tree import All, Any, AtLeast, InArea, OneOf, Rule

RESIDENCE = "residence"


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed of a scheme; None leaves it as it is. Caps in cents, ``percent`` of each kind of cost it pays.

    ``places``: municipality codes; whoever lives there, and nobody else.
    """

    cap_per_course: int | None = None
    cap_per_year: int | None = None
    percent: int | None = None
    places: frozenset[str] | None = None


def changed(scheme: SchemeOnDate, change: Change, label: str = "") -> SchemeOnDate:
    """The scheme with the change; ``label`` says in plain words where somebody then lives."""
    terms = scheme.terms
    if change.percent is not None:
        percent = dict.fromkeys(terms.percent, change.percent)
        terms = replace(terms, percent=percent, percent_of_sum=100)
    if change.cap_per_course is not None and terms.fixed_amount is not None:
        terms = replace(terms, fixed_amount=Cents(change.cap_per_course))
    elif change.cap_per_course is not None:
        terms = replace(terms, cap_per_course=Cents(change.cap_per_course))
    if change.cap_per_year is not None:
        terms = replace(terms, cap_per_year=Cents(change.cap_per_year))
    rule = scheme.rule if change.places is None else lives_in(scheme.rule, change.places, label)
    return replace(scheme, rule=rule, terms=terms)


def lives_in(rule: Rule, places: frozenset[str], label: str = "") -> Rule:
    """The rule for who lives in these places: each condition on where somebody lives becomes this one.

    A rule without such a condition gets it; one that is denied (a "not") stays as it is.
    """
    condition = OneOf(RESIDENCE, places, label, "")
    found, moved = _moved(rule, condition)
    return found if moved else All((condition, rule))


def _moved(rule: Rule, condition: OneOf) -> tuple[Rule, bool]:
    match rule:
        case All(parts=parts) | Any(parts=parts) | AtLeast(parts=parts):
            pairs = [_moved(part, condition) for part in parts]
            return replace(rule, parts=tuple(part for part, _ in pairs)), any(moved for _, moved in pairs)
        case InArea(fact="residence") | OneOf(fact="residence"):
            return condition, True
        case _:
            return rule, False
