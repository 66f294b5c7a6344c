"""The examples of a version as rows: what is expected, and what came out."""

from collections.abc import Iterable
from typing import Any

from funding.engine.outcome import Verdict
from funding.schemes.enums import ExpectedVerdict
from funding.schemes.examples import Worked, work_out
from funding.schemes.models import SchemeExample
from funding.schemes.readiness import Read


def example_rows(examples: Iterable[SchemeExample], known: Read) -> list[dict[str, Any]]:
    """A row for each; not worked out while the rule or the money is not finished."""
    return [_row(one) for one in _worked(list(examples), known)]


def _worked(found: list[SchemeExample], known: Read) -> list[Worked]:
    if known.rule is None or known.terms is None:
        return [Worked(one, None) for one in found]
    return work_out(found, known.rule, known.terms, known.areas)


def _row(worked: Worked) -> dict[str, Any]:
    result, one = worked.result, worked.example
    row: dict[str, Any] = {
        "example": one,
        "expected": ExpectedVerdict(one.verdict).label,
        "cents": one.cents,
        "green": worked.green,
        "known": result is not None,
    }
    if result is not None:
        row |= {
            "came": ExpectedVerdict(result.outcome.verdict.value).label,
            "came_cents": result.cents,
            "reasons": [
                {"text": part.label, "verdict": part.verdict.value}
                for part in result.outcome.parts
                if part.label and part.verdict is not Verdict.YES
            ],
        }
    return row
