"""A scheme written as the JSON file that scheme_file reads: parse gives the same scheme back."""

from funding.engine import rules, terms
from funding.engine.facts import value_to_document
from funding.engine.scheme_file import ExampleFile, FundFile, SchemeFile, VersionFile


def to_document(scheme: SchemeFile) -> dict[str, object]:
    """The JSON of a scheme, without fields that have nothing to say."""
    document: dict[str, object] = {
        "kind": "scheme",
        "slug": scheme.slug,
        "name": scheme.name,
        "summary": scheme.summary,
        "for_whom": scheme.for_whom,
        **_said(how_to_apply=scheme.how_to_apply),
        "fund": _fund(scheme.fund),
        "versions": [_version(version) for version in scheme.versions],
    }
    if scheme.budget:
        document["budget"] = {
            "ceiling": scheme.budget.ceiling,
            "from": scheme.budget.begins.isoformat(),
            "until": scheme.budget.ends.isoformat(),
            "example": scheme.budget.example,
        }
    return document | {"examples": [_example(example) for example in scheme.examples]}


def _said(**texts: str) -> dict[str, object]:
    return {name: text for name, text in texts.items() if text}


def _fund(fund: FundFile) -> dict[str, object]:
    return {
        "slug": fund.slug,
        "name": fund.name,
        "sector": fund.sector.value,
        "sole_decision_limit": fund.sole_decision_limit,
        "decides_here": fund.decides_here,
        **({"provider_confirms": True} if fund.provider_confirms else {}),
        **({"advance_percent": fund.advance_percent} if fund.advance_percent != 100 else {}),
        **_said(contact=fund.contact, address=fund.address),
        "demo": fund.demo,
    }


def _version(version: VersionFile) -> dict[str, object]:
    document: dict[str, object] = {
        "number": version.number,
        "valid_from": version.valid_from.isoformat(),
        "valid_to": version.valid_to.isoformat() if version.valid_to else None,
        "status": "closed" if version.closed else "open",
        **_said(closed_reason=version.closed_reason),
        "rule": rules.to_document(version.rule),
        "terms": terms.to_document(version.terms),
        "sources": [
            {"title": source.title, **_said(address=source.address, article=source.article)}
            for source in version.sources
        ],
        "checked_on": version.checked_on.isoformat(),
        "example": version.example,
        **_said(example_note=version.example_note),
        "legal_term_weeks": version.legal_term_weeks,
        "decision_law": version.decision_law.value,
    }
    if version.documents:
        document["documents"] = [
            {"title": one.title, **_said(explanation=one.explanation), "required": one.required}
            for one in version.documents
        ]
    return document


def _example(example: ExampleFile) -> dict[str, object]:
    values = sorted(example.facts.values.items())
    return {
        "title": example.title,
        "today": example.facts.today.isoformat(),
        "facts": {name: value_to_document(value) for name, value in values},
        "lines": [line.to_document() for line in example.lines],
        "verdict": example.verdict.value,
        "cents": example.cents,
    }
