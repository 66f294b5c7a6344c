"""A scheme as it would be after a change: other caps, another part of the costs, another area."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from funding.engine.money import Cents
from funding.engine.scheme import SchemeOnDate
from funding.engine.tree import All, Any, AtLeast, InArea, OneOf, Rule

RESIDENCE = "residence"


@dataclass(frozen=True, slots=True)
class Change:
    """What is changed of a scheme; None leaves it as it is. Caps in cents, ``percent`` of each kind of cost it pays.

    ``cap_per_family``: what the schemes of its family give a person together, where it is of a family; see
    ``in_family`` for the others. ``places``: municipality codes; whoever lives there, and nobody else.
    """

    cap_per_course: int | None = None
    cap_per_year: int | None = None
    cap_per_life: int | None = None
    cap_per_family: int | None = None
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
    if change.cap_per_life is not None:
        terms = replace(terms, cap_per_life=Cents(change.cap_per_life))
    if change.cap_per_family is not None and terms.family_cap is not None:
        terms = replace(terms, family_cap=replace(terms.family_cap, cents=Cents(change.cap_per_family)))
    rule = scheme.rule if change.places is None else lives_in(scheme.rule, change.places, label)
    return replace(scheme, rule=rule, terms=terms)


def in_family(scheme: SchemeOnDate, families: Mapping[str, int], *, keeps: bool = False) -> SchemeOnDate:
    """The scheme with the changed cap of its family (cents by family), as a family's lowest cap holds for all of it.

    ``keeps``: who has money of it keeps that, so its cap only goes up.
    """
    cap = scheme.terms.family_cap
    if cap is None or cap.family not in families:
        return scheme
    cents = max(cap.cents, families[cap.family]) if keeps else families[cap.family]
    return replace(scheme, terms=replace(scheme.terms, family_cap=replace(cap, cents=Cents(cents))))


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
