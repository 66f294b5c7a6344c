"""Schemes out of the portal as a file, and out of a file into the portal: always as a draft, which nobody sees yet."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from funding.engine import rules, scheme_file, scheme_writing, terms
from funding.engine.facts import value_to_document
from funding.engine.money import Cents
from funding.engine.reading import FileError
from funding.engine.rules import RuleError, canonical
from funding.engine.scheme_file import (
    DecisionLaw,
    DocumentFile,
    ExampleFile,
    FundFile,
    SchemeFile,
    Sector,
    SourceFile,
    VersionFile,
)
from funding.engine.terms import TermsError
from funding.schemes import actions
from funding.schemes.enums import SchemeStatus
from funding.schemes.errors import Unfinished
from funding.schemes.examples import read_example
from funding.schemes.models import Scheme, SchemeExample, SchemeVersion
from portal.people.models import Fund, User
from portal.record.audit import record


def as_file(scheme: Scheme, versions: Sequence[SchemeVersion]) -> SchemeFile:
    """A scheme (with its fund) with these versions, and the examples of the last of them. Raises Unfinished.

    They are numbered from 1 in the file. Without its budget: that is money of this portal, not a part of the rules.
    """
    fund = scheme.fund
    if not versions:
        raise Unfinished
    found = tuple(replace(_version_file(version), number=number) for number, version in enumerate(versions, start=1))
    return SchemeFile(
        slug=scheme.pk,
        name=scheme.name,
        summary=scheme.summary,
        for_whom=scheme.for_whom,
        how_to_apply=scheme.how_to_apply,
        fund=FundFile(
            slug=fund.pk,
            name=fund.name,
            sector=Sector(fund.sector),
            sole_decision_limit=Cents(fund.sole_decision_limit),
            decides_here=fund.decides_here,
            provider_confirms=fund.provider_confirms,
            advance_percent=fund.advance_percent,
            demo=False,
            address=fund.address,
            contact=fund.contact,
        ),
        versions=found,
        budget=None,
        examples=example_files(versions[-1]),
    )


def example_files(version: SchemeVersion) -> tuple[ExampleFile, ...]:
    """The examples of a version that the engine can read."""
    rows = SchemeExample.objects.filter(version=version).order_by("id")
    return tuple(one for row in rows if (one := read_example(row)))


def as_document(file: SchemeFile, address: str) -> dict[str, object]:
    """The JSON of a scheme; ``address`` is where the form of such a file is described. Raises Unfinished.

    What could not be read again is not written.
    """
    document = {"$schema": address, **scheme_writing.to_document(file)}
    try:
        scheme_file.parse(document)
    except FileError as error:
        raise Unfinished from error
    return document


@transaction.atomic
def begin_scheme(fund: Fund, file: SchemeFile, name: str, by: User) -> SchemeVersion:
    """A new scheme of a fund, called ``name``, with a draft of the newest version of a file. Raises NameTaken."""
    texts = {"name": name, "summary": file.summary, "for_whom": file.for_whom, "how_to_apply": file.how_to_apply}
    draft = actions.begin_scheme(fund, texts, by)
    fill(draft, file)
    _record(by, draft, file)
    return draft


@transaction.atomic
def begin_version(scheme: Scheme, file: SchemeFile, by: User) -> SchemeVersion:
    """A draft of a scheme with what the newest version of a file says. Raises HasDraft."""
    draft = actions.new_draft(scheme, by, fields(file.versions[-1]))
    _add_examples(draft, file)
    _record(by, draft, file)
    return draft


def fill(draft: SchemeVersion, file: SchemeFile) -> None:
    """Write the newest version of a file, with its examples, into a draft that has none yet."""
    SchemeVersion.objects.unpublished().filter(pk=draft.pk).update(**fields(file.versions[-1]))
    _add_examples(draft, file)


def fields(version: VersionFile) -> dict[str, Any]:
    """The fields of a stored version that a version of a file gives."""
    return {
        "period": DateRange(version.valid_from, version.valid_to),
        "status": SchemeStatus.CLOSED if version.closed else SchemeStatus.OPEN,
        "closed_reason": version.closed_reason,
        "rule": rules.to_document(version.rule),
        "terms": terms.to_document(version.terms),
        "documents": [
            {"title": one.title, "explanation": one.explanation, "required": one.required} for one in version.documents
        ],
        "sources": [_source(one) for one in version.sources],
        "checked_on": version.checked_on,
        "is_example": version.example,
        "example_note": version.example_note,
        "legal_term_weeks": version.legal_term_weeks,
        "decision_law": version.decision_law.value,
    }


def _source(source: SourceFile) -> dict[str, str]:
    article = {"article": source.article} if source.article else {}
    return {"title": source.title, "address": source.address, **article}


def _add_examples(draft: SchemeVersion, file: SchemeFile) -> None:
    SchemeExample.objects.bulk_create(
        SchemeExample(
            version=draft,
            title=one.title,
            today=one.facts.today,
            facts={name: value_to_document(value) for name, value in one.facts.values.items()},
            lines=[line.to_document() for line in one.lines],
            verdict=one.verdict.value,
            cents=one.cents,
        )
        for one in file.examples
    )


def _version_file(version: SchemeVersion) -> VersionFile:
    try:
        rule, money = rules.parse(version.rule), terms.parse(version.terms)
    except (RuleError, TermsError) as error:
        raise Unfinished from error
    if not version.period or version.period.lower is None or version.checked_on is None or not version.sources:
        raise Unfinished
    closed = version.status == SchemeStatus.CLOSED
    return VersionFile(
        number=version.number,
        valid_from=version.period.lower,
        valid_to=version.period.upper,
        closed=closed,
        closed_reason=version.closed_reason,
        rule=rule,
        terms=money,
        sources=tuple(
            SourceFile(one["title"], one.get("address") or "", one.get("article") or "") for one in version.sources
        ),
        checked_on=version.checked_on,
        example=version.is_example,
        example_note=version.example_note,
        legal_term_weeks=version.legal_term_weeks,
        decision_law=DecisionLaw(version.decision_law),
        documents=tuple(_document(one) for one in version.documents),
    )


def _document(row: Mapping[str, Any]) -> DocumentFile:
    return DocumentFile(row["title"], row.get("explanation") or "", bool(row.get("required")))


def _record(by: User, draft: SchemeVersion, file: SchemeFile) -> None:
    """The audit trail keeps which file it was."""
    digest = hashlib.sha256(canonical(scheme_writing.to_document(file)).encode()).hexdigest()
    record(by, "import_scheme_version", draft, chain=draft.scheme.fund_id, number=draft.number, digest=digest)
