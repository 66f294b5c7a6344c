"""An assessment as it is frozen in an application, and the same assessment worked out again from it.

The document holds everything that the outcome depends on and that changes with time: facts, cost lines, the part of
the areas that mattered, budgets, states. Rules and terms are not copied: they belong to a version that never changes,
and their digests are here to prove it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from funding.engine import rules, terms
from funding.engine.areas import Areas
from funding.engine.assessment import Assessment, Row, assess
from funding.engine.facts import Facts
from funding.engine.money import Cents, CostLine
from funding.engine.rules import canonical
from funding.engine.scheme import SchemeOnDate
from funding.engine.terms import Terms

FORMAT = 1


def to_document(assessment: Assessment) -> dict[str, object]:
    """The JSON of an assessment, the same for the same inputs: rows by slug, money in cents, dates ISO.

    The questions are not part of it: by the time of an application they are answered.
    """
    return {
        "format": FORMAT,
        "facts": assessment.facts.to_document(),
        "lines": [line.to_document() for line in assessment.lines],
        "areas": assessment.areas.to_document(),
        "schemes": [_row_to_document(row) for row in assessment.rows],
        "plan": assessment.plan.to_document(),
        "sure": assessment.sure.to_document(),
        "possible": assessment.possible.to_document(),
    }


def assess_again(document: Mapping[str, object], versions: Mapping[str, SchemeOnDate]) -> Assessment:
    """Work a frozen assessment out again; it is reproduced when to_document gives an equal document.

    ``versions`` gives for every version named in the document its scheme, with the rule and the terms that are
    stored; budgets and states come from the document. Raises ValueError when the document is not one of ours, and
    KeyError when a version is missing.
    """
    if document.get("format") != FORMAT:
        raise ValueError(f"Assessment of format {document.get('format')!r}, not {FORMAT}.")
    facts, lines = told(document)
    return assess(facts, lines, schemes_of(document, versions), Areas.from_document(_object(document, "areas")))


def told(document: Mapping[str, object]) -> tuple[Facts, tuple[CostLine, ...]]:
    """The facts and the cost lines of a frozen assessment. Raises ValueError when it is not one of ours."""
    lines = tuple(CostLine.from_document(line) for line in _objects(document, "lines"))
    return Facts.from_document(_object(document, "facts")), lines


def schemes_of(document: Mapping[str, object], versions: Mapping[str, SchemeOnDate]) -> list[SchemeOnDate]:
    """The schemes of a frozen assessment with the budgets and states of then; ``versions`` as for assess_again.

    Raises ValueError when the document is not one of ours, and KeyError when a version is missing.
    """
    return [_as_it_was(row, versions[str(row["version"])]) for row in _objects(document, "schemes")]


def differences(document: Mapping[str, object], again: Mapping[str, object]) -> list[str]:
    """Where two documents differ, as paths such as "schemes/3/cents"; empty when they are equal."""
    return _differences(document, again, "")


def terms_digest(of: Terms) -> str:
    """SHA-256 of the canonical JSON of terms, in hexadecimal."""
    return hashlib.sha256(canonical(terms.to_document(of)).encode()).hexdigest()


def _row_to_document(row: Row) -> dict[str, object]:
    scheme = row.scheme
    return {
        "slug": scheme.slug,
        "version": scheme.version,
        "rule_digest": rules.digest(scheme.rule),
        "terms_digest": terms_digest(scheme.terms),
        "opens": _iso(scheme.opens),
        "closes": _iso(scheme.closes),
        "closed": scheme.closed,
        "closed_reason": scheme.closed_reason,
        "budget_left": scheme.budget_left,
        "received_this_year": scheme.received_this_year,
        "received_ever": scheme.received_ever,
        "received_by_family": scheme.received_by_family,
        "state": row.state.value,
        "outcome": row.outcome.to_document(),
        "cents": row.cents,
        "possible_cents": row.possible_cents,
        "to_be_checked": row.to_be_checked,
        "why_not": None if row.why_not is None else row.why_not.value,
        "because_of": list(row.because_of),
    }


def _as_it_was(row: Mapping[str, object], scheme: SchemeOnDate) -> SchemeOnDate:
    budget_left = row["budget_left"]
    return replace(
        scheme,
        opens=_day(row["opens"]),
        closes=_day(row["closes"]),
        closed=row["closed"] is True,
        closed_reason=str(row["closed_reason"]),
        budget_left=Cents(budget_left) if isinstance(budget_left, int) else None,
        received_this_year=_received(row, "received_this_year"),
        received_ever=_received(row, "received_ever"),
        received_by_family=_received(row, "received_by_family"),
    )


def _received(row: Mapping[str, object], name: str) -> Cents:
    """An amount in cents; documents from before a kind of cap existed do not name it, and nothing was received."""
    cents = row.get(name)
    return Cents(cents if isinstance(cents, int) else 0)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: object) -> date | None:
    return None if text is None else date.fromisoformat(str(text))


def _object(document: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = document.get(name)
    if not isinstance(part, Mapping):
        raise ValueError(f"An assessment needs {name}.")
    return part


def _objects(document: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    parts = document.get(name)
    if not isinstance(parts, list) or not all(isinstance(part, Mapping) for part in parts):
        raise ValueError(f"An assessment needs a list of {name}.")
    return parts


def _differences(one: object, other: object, path: str) -> list[str]:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        keys = sorted({*one, *other})
        return [found for key in keys for found in _differences(one.get(key), other.get(key), f"{path}/{key}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return [
            found
            for place, pair in enumerate(zip(one, other, strict=True))
            for found in _differences(*pair, f"{path}/{place}")
        ]
    return [] if one == other and type(one) is type(other) else [path.lstrip("/")]
