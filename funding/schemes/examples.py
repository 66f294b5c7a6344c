"""The examples of a version, worked out: what comes out beside what its administrator expects."""

from collections.abc import Iterable
from dataclasses import dataclass

from funding.engine import examples as engine
from funding.engine.areas import Areas
from funding.engine.facts import FactError, Facts
from funding.engine.money import Cents, CostLine
from funding.engine.outcome import Verdict
from funding.engine.scheme_file import ExampleFile
from funding.engine.terms import Terms
from funding.engine.tree import Rule
from funding.schemes.models import SchemeExample


@dataclass(frozen=True, slots=True)
class Worked:
    """One example with what came out: None when it speaks of facts that no longer exist."""

    example: SchemeExample
    result: engine.ExampleResult | None

    @property
    def green(self) -> bool:
        """Whether it came out as expected."""
        return self.result is not None and self.result.as_expected


def work_out(examples: Iterable[SchemeExample], rule: Rule, terms: Terms, areas: Areas) -> list[Worked]:
    """Every example by this rule and these terms."""
    worked = []
    for example in examples:
        read = read_example(example)
        worked.append(Worked(example, engine.run(read, rule, terms, areas) if read else None))
    return worked


def read_example(example: SchemeExample) -> ExampleFile | None:
    """A stored example as the engine reads it; None when the engine does not know its facts (any more)."""
    try:
        facts = Facts.from_document({"today": example.today.isoformat(), "values": example.facts})
        lines = tuple(CostLine.from_document(line) for line in example.lines)
    except (FactError, ValueError):
        return None
    return ExampleFile(example.title, facts, lines, Verdict(example.verdict), Cents(example.cents))
