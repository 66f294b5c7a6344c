"""A scheme as one JSON file: its texts, its fund, its versions, its budget, and examples that must come out right.

The keys are the fields below; ``rule`` and ``terms`` as rules and terms read them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from funding.engine import rules, terms
from funding.engine.facts import FactError, Facts
from funding.engine.money import Cents, CostLine
from funding.engine.outcome import Verdict
from funding.engine.reading import Fields, FileError, FileProblem
from funding.engine.terms import Terms
from funding.engine.tree import Rule
from funding.engine.vocabulary import MOST_CENTS

#: The longest name or title, sentence, text of a source, and slug.
LONGEST_NAME, LONGEST_SENTENCE, LONGEST_SOURCE, LONGEST_SLUG = 120, 300, 200, 80
MOST_WEEKS = 52


class Sector(StrEnum):
    """Whether a fund is a public body (the Awb holds) or a private one."""

    PUBLIC = "public"
    PRIVATE = "private"


class DecisionLaw(StrEnum):
    """The law of a decision: the Algemene wet bestuursrecht, or the fund's own rules."""

    AWB = "awb"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class FundFile:
    """Who decides: here in the portal when ``decides_here``; up to ``sole_decision_limit`` cents one person alone.

    ``provider_confirms``: no money is promised before the provider confirmed seat, date and price.
    ``advance_percent``: so much of a grant is paid before its amount is fixed on evidence.
    ``demo``: made up for the demo region; a real portal does not have it.
    """

    slug: str
    name: str
    sector: Sector
    sole_decision_limit: Cents
    decides_here: bool
    provider_confirms: bool
    advance_percent: int
    demo: bool
    address: str
    contact: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """Where a version comes from: a title, an address without https:// and an article ("" when there is none)."""

    title: str
    address: str
    article: str


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """What a learner sends along: what it is, what more to say of it, and whether it must be there."""

    title: str
    explanation: str
    required: bool


@dataclass(frozen=True, slots=True)
class VersionFile:
    """One version: valid from ``valid_from`` until the day before ``valid_to`` (None: no end known).

    ``example`` says that a figure is not from a source; ``example_note`` tells which. ``closed_reason`` is one sentence
    for the learner. ``legal_term_weeks`` is the term to decide: Awb 4:13 for public funds, an aim for private ones.
    """

    number: int
    valid_from: date
    valid_to: date | None
    closed: bool
    closed_reason: str
    rule: Rule
    terms: Terms
    sources: tuple[SourceFile, ...]
    checked_on: date
    example: bool
    example_note: str
    legal_term_weeks: int
    decision_law: DecisionLaw
    documents: tuple[DocumentFile, ...] = ()


@dataclass(frozen=True, slots=True)
class BudgetFile:
    """A ceiling in cents from a day until the day before another; ``example`` says that it is made up for the demo."""

    ceiling: Cents
    begins: date
    ends: date
    example: bool


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """A person and a course with the verdict, and the cents that the scheme alone then pays."""

    title: str
    facts: Facts
    lines: tuple[CostLine, ...]
    verdict: Verdict
    cents: Cents


@dataclass(frozen=True, slots=True)
class SchemeFile:
    """A whole scheme. Texts are Dutch (B1): a name, one sentence of summary, one sentence that says for whom.

    ``how_to_apply`` tells what a learner does where nobody decides in this portal.
    """

    slug: str
    name: str
    summary: str
    for_whom: str
    how_to_apply: str
    fund: FundFile
    versions: tuple[VersionFile, ...]
    budget: BudgetFile | None
    examples: tuple[ExampleFile, ...]


def parse(document: object) -> SchemeFile:
    """Read and check a whole file. Raises FileError with the place of the first thing that is wrong.

    ``$schema`` may say where the description of this format is (funding.engine.scheme_schema).
    """
    fields = Fields(document, "")
    fields.optional("$schema")
    fields.choice("kind", ("scheme",))
    scheme = SchemeFile(
        slug=fields.text("slug", LONGEST_SLUG),
        name=fields.text("name", LONGEST_NAME),
        summary=fields.text("summary", LONGEST_SENTENCE),
        for_whom=fields.text("for_whom", LONGEST_SENTENCE),
        how_to_apply=fields.optional("how_to_apply", LONGEST_SENTENCE),
        fund=_fund(fields.object("fund")),
        versions=tuple(_version(version) for version in fields.objects("versions")),
        budget=_budget(fields.object("budget")) if fields.given("budget") else None,
        examples=tuple(_example(example) for example in fields.objects("examples")),
    )
    fields.nothing_else()
    _check_versions(scheme.versions)
    _check_titles(scheme.examples)
    if not (scheme.how_to_apply or scheme.fund.decides_here or all(version.closed for version in scheme.versions)):
        raise FileError("how_to_apply", FileProblem.NO_APPLYING)
    return scheme


def _check_versions(versions: tuple[VersionFile, ...]) -> None:
    """Raise FileError when there is none, when numbers do not count up, or when two are valid on one day."""
    if [version.number for version in versions] != list(range(1, len(versions) + 1)):
        raise FileError("versions", FileProblem.NOT_NUMBERED)
    if not versions:
        raise FileError("versions", FileProblem.EMPTY)
    for number, version in enumerate(versions):
        place = f"versions/{number}"
        if version.valid_to and version.valid_to <= version.valid_from:
            raise FileError(place, FileProblem.ENDS_EARLY)
        before = versions[number - 1] if number else None
        if before and (before.valid_to is None or before.valid_to > version.valid_from):
            raise FileError(place, FileProblem.OVERLAPS)
        if version.closed != bool(version.closed_reason):
            raise FileError(place, FileProblem.CLOSED_REASON)
        if version.example != bool(version.example_note):
            raise FileError(place, FileProblem.EXAMPLE_NOTE)


def _check_titles(examples: tuple[ExampleFile, ...]) -> None:
    titles = [example.title for example in examples]
    for number, title in enumerate(titles):
        if title in titles[:number]:
            raise FileError(f"examples/{number}/title", FileProblem.TITLE_TWICE)


def _fund(fields: Fields) -> FundFile:
    fund = FundFile(
        slug=fields.text("slug"),
        name=fields.text("name"),
        sector=Sector(fields.choice("sector", tuple(Sector))),
        sole_decision_limit=Cents(fields.whole("sole_decision_limit", least=0)),
        decides_here=fields.yes_no("decides_here"),
        provider_confirms=fields.given("provider_confirms") and fields.yes_no("provider_confirms"),
        advance_percent=fields.whole("advance_percent", 0, 100) if fields.given("advance_percent") else 100,
        demo=fields.yes_no("demo"),
        address=fields.optional("address"),
        contact=fields.optional("contact"),
    )
    fields.nothing_else()
    return fund


def _version(fields: Fields) -> VersionFile:
    version = VersionFile(
        number=fields.whole("number", least=1),
        valid_from=fields.day("valid_from"),
        valid_to=fields.day("valid_to") if fields.given("valid_to") else None,
        closed=fields.choice("status", ("open", "closed")) == "closed",
        closed_reason=fields.optional("closed_reason", LONGEST_SENTENCE),
        rule=_rule(fields),
        terms=_terms(fields),
        sources=_sources(fields),
        checked_on=fields.day("checked_on"),
        example=fields.yes_no("example"),
        example_note=fields.optional("example_note", LONGEST_SENTENCE),
        legal_term_weeks=fields.whole("legal_term_weeks", least=1, most=MOST_WEEKS),
        decision_law=DecisionLaw(fields.choice("decision_law", tuple(DecisionLaw))),
        documents=_documents(fields) if fields.given("documents") else (),
    )
    fields.nothing_else()
    return version


def _rule(fields: Fields) -> Rule:
    try:
        return rules.parse(fields.take("rule"))
    except rules.RuleError as error:
        raise FileError(fields.place("rule"), FileProblem.WRONG_RULE, error) from error


def _terms(fields: Fields) -> Terms:
    try:
        return terms.parse(fields.take("terms"))
    except terms.TermsError as error:
        raise FileError(fields.place("terms"), FileProblem.WRONG_TERMS, error) from error


def _sources(fields: Fields) -> tuple[SourceFile, ...]:
    found = []
    for source in fields.objects("sources"):
        texts = source.text("title", LONGEST_SOURCE), source.optional("address", LONGEST_SOURCE)
        found.append(SourceFile(*texts, source.optional("article", LONGEST_SOURCE)))
        source.nothing_else()
    if not found:
        raise FileError(fields.place("sources"), FileProblem.EMPTY)
    return tuple(found)


def _documents(fields: Fields) -> tuple[DocumentFile, ...]:
    found = []
    for document in fields.objects("documents"):
        texts = document.text("title", LONGEST_SOURCE), document.optional("explanation", LONGEST_SOURCE)
        required = document.yes_no("required") if document.given("required") else False
        found.append(DocumentFile(*texts, required))
        document.nothing_else()
    return tuple(found)


def _budget(fields: Fields) -> BudgetFile:
    budget = BudgetFile(
        ceiling=Cents(fields.whole("ceiling", least=0)),
        begins=fields.day("from"),
        ends=fields.day("until"),
        example=fields.yes_no("example"),
    )
    fields.nothing_else()
    return budget


def _line(fields: Fields, document: Mapping[str, object]) -> CostLine:
    try:
        line = CostLine.from_document(document)
    except ValueError as error:
        raise FileError(fields.place("lines"), FileProblem.WRONG_LINES, error) from error
    if max(line.net, line.vat) > MOST_CENTS:
        raise FileError(fields.place("lines"), FileProblem.WRONG_LINES, f"at most {MOST_CENTS} cents")
    return line


def _example(fields: Fields) -> ExampleFile:
    today = fields.day("today").isoformat()
    told = fields.object("facts").document
    try:
        facts = Facts.from_document({"today": today, "values": told})
    except FactError as error:
        raise FileError(fields.place("facts"), FileProblem.WRONG_FACTS, error) from error
    example = ExampleFile(
        title=fields.text("title", LONGEST_NAME),
        facts=facts,
        lines=tuple(_line(fields, line.document) for line in fields.objects("lines")),
        verdict=Verdict(fields.choice("verdict", tuple(Verdict))),
        cents=Cents(fields.whole("cents", least=0, most=MOST_CENTS)),
    )
    fields.nothing_else()
    if example.cents and example.verdict not in (Verdict.YES, Verdict.TO_BE_CHECKED):
        raise FileError(fields.place("cents"), FileProblem.PAYS_WITHOUT)
    return example
