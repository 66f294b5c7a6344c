"""Whether the examples of a scheme come out as its administrator expects."""

from dataclasses import dataclass

from funding.engine.areas import Areas
from funding.engine.certificate import certified_plan
from funding.engine.judging import judge
from funding.engine.money import ZERO, Cents
from funding.engine.offers import Offer
from funding.engine.outcome import Outcome, Verdict
from funding.engine.scheme_file import ExampleFile
from funding.engine.terms import Terms
from funding.engine.tree import Rule


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What came out of an example, beside what was expected: the outcome, and what the scheme alone pays in cents."""

    example: ExampleFile
    outcome: Outcome
    cents: Cents

    @property
    def as_expected(self) -> bool:
        """Whether verdict and amount are as expected."""
        return self.outcome.verdict is self.example.verdict and self.cents == self.example.cents


def run(example: ExampleFile, rule: Rule, terms: Terms, areas: Areas) -> ExampleResult:
    """Judge an example and work out what the scheme pays when no other does, budget and validity aside."""
    outcome = judge(rule, example.facts, areas)
    if outcome.verdict not in (Verdict.YES, Verdict.TO_BE_CHECKED):
        return ExampleResult(example, outcome, ZERO)
    amount = example.facts.get(terms.cap_fact) if terms.cap_fact else None
    offer = Offer("this", terms, amount=Cents(amount) if isinstance(amount, int) else None)
    return ExampleResult(example, outcome, certified_plan(example.lines, [offer]).paid_by("this"))
