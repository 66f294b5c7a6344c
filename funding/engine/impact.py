"""What a change of a scheme does to people: who gets money, or more, or less, or nothing any more.

Each case is judged by the rule and the terms before and after, the scheme alone, budget and validity aside.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from funding.engine.areas import Areas
from funding.engine.invented import Case
from funding.engine.judging import judge
from funding.engine.money import ZERO, Cents
from funding.engine.offers import Offer
from funding.engine.outcome import Verdict
from funding.engine.plan import best_plan
from funding.engine.terms import Terms
from funding.engine.tree import Rule

type Side = tuple[Rule, Terms]

#: How many cases of each kind are kept to be shown.
SHOWN = 3


class Effect(StrEnum):
    """What happens to one person."""

    WINS = "wins"
    MORE = "more"
    LESS = "less"
    LOSES = "loses"
    SAME = "same"
    NOTHING = "nothing"


@dataclass(slots=True)
class Impact:
    """Counts per effect, what was paid before and after in cents, and the first cases of each kind."""

    counts: dict[Effect, int] = field(default_factory=lambda: dict.fromkeys(Effect, 0))
    before: int = 0
    after: int = 0
    shown: dict[Effect, list[tuple[Case, Cents, Cents]]] = field(default_factory=dict)

    @property
    def cases(self) -> int:
        """How many there were."""
        return sum(self.counts.values())

    def add(self, case: Case, before: Cents, after: Cents) -> None:
        """Count one case; amounts in cents."""
        effect = effect_of(before, after)
        self.counts[effect] += 1
        self.before += before
        self.after += after
        if effect not in (Effect.SAME, Effect.NOTHING):
            kept = self.shown.setdefault(effect, [])
            if len(kept) < SHOWN:
                kept.append((case, before, after))


def effect_of(before: Cents, after: Cents) -> Effect:
    """What a change from one amount to another is for who gets it."""
    if before == after:
        return Effect.SAME if after else Effect.NOTHING
    if not before:
        return Effect.WINS
    if not after:
        return Effect.LOSES
    return Effect.MORE if after > before else Effect.LESS


def impact_of(before: Side | None, after: Side, cases: Iterable[Case], areas: Areas) -> Impact:
    """The impact of a change; ``before`` is None for a scheme that did not exist."""
    found = Impact()
    for case in cases:
        found.add(case, paid(before, case, areas) if before else ZERO, paid(after, case, areas))
    return found


def paid(side: Side, case: Case, areas: Areas) -> Cents:
    """The cents that a scheme alone pays in a case; also when a person must still check something."""
    rule, terms = side
    if judge(rule, case.facts, areas).verdict not in (Verdict.YES, Verdict.TO_BE_CHECKED):
        return ZERO
    amount = case.facts.get(terms.cap_fact) if terms.cap_fact else None
    offer = Offer("this", terms, amount=Cents(amount) if isinstance(amount, int) else None)
    return best_plan(case.lines, [offer]).paid_by("this")
