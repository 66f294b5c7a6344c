"""What the schemes still need to know before the plan is final."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from funding.engine.areas import Areas
from funding.engine.conflicts import is_other
from funding.engine.facts import Facts
from funding.engine.judging import residual
from funding.engine.money import CostLine
from funding.engine.offers import source_of
from funding.engine.outcome import Verdict
from funding.engine.plan import Plan
from funding.engine.scheme import SchemeOnDate
from funding.engine.terms import Tier
from funding.engine.tree import Rule, facts_of


@dataclass(frozen=True, slots=True)
class Need:
    """What one scheme still needs to know.

    ``rest`` is what is left of its rule (True when no fact in it matters any more), ``amount`` the fact that sets its
    amount ("" when that is known), ``value`` the most it could pay here alone, in cents.
    """

    scheme: str
    rest: Rule | bool
    amount: str
    value: int

    @property
    def facts(self) -> frozenset[str]:
        """The facts that are still of use."""
        named = frozenset[str]() if isinstance(self.rest, bool) else facts_of(self.rest)
        return named | {self.amount} if self.amount else named


def needs_of(
    verdicts: Iterable[tuple[SchemeOnDate, Verdict]],
    sure: Plan,
    facts: Facts,
    lines: Sequence[CostLine],
    areas: Areas,
) -> tuple[Need, ...]:
    """The needs of open schemes that are not a no, as far as they could still better the plan of what is sure.

    Money that a person must still judge does not stop the questions: when it falls away, the rest must be known.
    """
    unknown = Verdict.UNKNOWN
    left = (
        (scheme, verdict, residual(scheme.rule, facts, areas) if verdict is unknown else True)
        for scheme, verdict in verdicts
    )
    return needs_left(left, sure, facts, lines)


def needs_left(
    judged: Iterable[tuple[SchemeOnDate, Verdict, Rule | bool]], sure: Plan, facts: Facts, lines: Sequence[CostLine]
) -> tuple[Need, ...]:
    """``needs_of`` for who has the rest of each rule already (it counts of an unknown only)."""
    judged = list(judged)
    paying = [scheme for scheme, _verdict, _rest in judged if scheme.slug in sure.schemes]
    found = []
    for scheme, verdict, left in judged:
        amount = scheme.terms.cap_fact if scheme.misses_amount(facts) else ""
        rest = left if verdict is Verdict.UNKNOWN else True
        if verdict is Verdict.NO or (rest is True and not amount):
            continue
        value = _most(scheme, facts, lines, bool(amount))
        if value > 0 and _can_improve(scheme, sure, paying):
            found.append(Need(scheme.slug, rest, amount, value))
    return tuple(found)


def _most(scheme: SchemeOnDate, facts: Facts, lines: Sequence[CostLine], any_amount: bool) -> int:
    """The most that a scheme can pay alone in cents; an amount that nobody named may still be the whole price."""
    offer = scheme.offer(facts)
    if any_amount:
        offer = replace(offer, terms=replace(offer.terms, cap_fact=""))
    return source_of(offer, lines).limit


def _can_improve(scheme: SchemeOnDate, plan: Plan, paying: Sequence[SchemeOnDate]) -> bool:
    """Whether a yes of this scheme could change the plan for the better.

    It could while there is an own contribution, or while a tier after its own pays. While a scheme pays that stands
    back for others, anything may change. A scheme that stands back itself is out once another pays.
    """
    terms = scheme.terms
    if terms.only_if_no_other and any(is_other(terms, other.slug, other.terms) for other in paying):
        return False
    if plan.own > 0 or any(other.terms.only_if_no_other for other in paying):
        return True
    return any(other.terms.tier > terms.tier for other in paying if other.terms.tier is not Tier.LOAN)
