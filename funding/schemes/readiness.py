"""Whether a version can be checked and published: everything that is missing or wrong, with where to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from funding.engine import rules, terms
from funding.engine.areas import Areas
from funding.engine.contradictions import FindingKind, clashing, findings
from funding.engine.rules import Path, RuleError
from funding.engine.terms import Terms, TermsError
from funding.engine.tree import WITHOUT_CRITERIA, Rule
from funding.schemes.areas import areas_of_rules
from funding.schemes.enums import ExpectedVerdict, SchemeStatus
from funding.schemes.examples import work_out
from funding.schemes.models import Scheme, SchemeExample, SchemeVersion
from funding.schemes.problem_words import finding_words, rule_error_words, terms_error_words
from funding.schemes.subsidiarity import circle

#: An example that may pay; the other two kinds are no and unknown.
PAYING = {ExpectedVerdict.YES.value, ExpectedVerdict.TO_BE_CHECKED.value}


class Section(StrEnum):
    """The part of a version where something is mended; each has a page."""

    TEXTS = "texts"
    PERIOD = "period"
    RULE = "rule"
    MONEY = "money"
    STACKING = "stacking"
    SOURCES = "sources"
    EXAMPLES = "examples"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend, in words. ``path`` leads to the node of the rule that it is about."""

    section: Section
    text: str
    path: Path = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A version as the engine reads it; None for a rule or terms that are not finished, with what is wrong."""

    rule: Rule | None
    terms: Terms | None
    areas: Areas
    problems: tuple[Problem, ...]


def read(version: SchemeVersion) -> Read:
    """The rule and the terms of a version, whatever state they are in, and what is wrong with each."""
    found: list[Problem] = []
    rule: Rule | None = None
    money: Terms | None = None
    try:
        rule = rules.parse(version.rule)
    except RuleError as error:
        found.append(Problem(Section.RULE, rule_error_words(error), error.path))
    if version.terms:
        try:
            money = terms.parse(version.terms)
        except TermsError as error:
            found.append(Problem(Section.MONEY, terms_error_words(error)))
    else:
        found.append(Problem(Section.MONEY, _("Zeg wat deze regeling betaalt.")))
    areas = areas_for(rule)
    if rule == WITHOUT_CRITERIA:
        found.append(Problem(Section.RULE, _("Zet er ten minste één voorwaarde in.")))
    elif rule is not None:
        known = set(Scheme.objects.values_list("slug", flat=True))
        for one in findings(rule, areas, known):
            clash = clashing(rule, one.path, areas) if one.kind is FindingKind.NEVER_TRUE else ()
            found.append(Problem(Section.RULE, finding_words(one, clash), one.path))
    return Read(rule, money, areas, tuple(found))


def areas_for(*found: Rule | None) -> Areas:
    """What these rules need to know of areas, places and shortage lists, of whatever day."""
    return areas_of_rules(rule for rule in found if rule is not None)


def problems_of(version: SchemeVersion) -> list[Problem]:
    """Everything that keeps a version from being checked or published, in the order of its pages."""
    known = read(version)
    return [
        *_of_texts(version),
        *_of_period(version),
        *known.problems,
        *_of_stacking(version, known),
        *_of_sources(version),
        *_of_examples(version, known),
    ]


def _of_texts(version: SchemeVersion) -> Iterator[Problem]:
    scheme = version.scheme
    if version.status == SchemeStatus.OPEN and not (scheme.fund.decides_here or scheme.how_to_apply):
        yield Problem(Section.TEXTS, _("Zeg hoe je deze regeling aanvraagt: het besluit valt niet in dit portaal."))


def _of_period(version: SchemeVersion) -> Iterator[Problem]:
    begins = version.period.lower if version.period else None
    if begins is None:
        yield Problem(Section.PERIOD, _("Kies vanaf welke dag deze versie geldt."))
        return
    others = SchemeVersion.objects.published().filter(scheme=version.scheme_id)
    if begins < timezone.localdate() and others.filter(period__contains=begins).exists():
        yield Problem(
            Section.PERIOD, _("De eerste dag is voorbij, en toen gold een andere versie. Kies vandaag of later.")
        )
    if version.status == SchemeStatus.CLOSED and not version.closed_reason:
        yield Problem(Section.PERIOD, _("Zeg waarom de regeling gesloten is."))
    if version.is_example and not version.example_note:
        yield Problem(Section.PERIOD, _("Zeg welke bedragen of regels een voorbeeld zijn."))


def _of_stacking(version: SchemeVersion, known: Read) -> Iterator[Problem]:
    money = known.terms
    if money is None:
        return
    besides = money.only_if_no_other.besides if money.only_if_no_other else frozenset[str]()
    named = money.excludes.schemes | besides
    slugs = dict(Scheme.objects.values_list("slug", "name"))
    for slug in sorted(named - set(slugs)):
        yield Problem(Section.STACKING, _("De regeling “%(name)s” bestaat niet (meer). Kies opnieuw.") % {"name": slug})
    if version.scheme_id in named:
        yield Problem(Section.STACKING, _("Een regeling kan zichzelf niet noemen. Haal haar weg uit de lijst."))
    if known.rule is None or money.only_if_no_other is None:
        return
    for others in _waiting_beside(version):
        areas = areas_for(known.rule, *(rule for rule, _terms in others.values()))
        found = circle(version.scheme_id, others | {version.scheme_id: (known.rule, money)}, areas)
        if found:
            text = _("Deze regelingen wachten op elkaar: %(names)s. Kies bij “mag ernaast” wie van hen voorgaat.")
            yield Problem(Section.STACKING, text % {"names": ", ".join(slugs.get(slug, slug) for slug in found)})
            return


def _waiting_beside(version: SchemeVersion) -> Iterator[dict[str, tuple[Rule, Terms]]]:
    """The other open schemes that pay only if no other fits, by slug: on each day of this version that they change."""
    begins, ends = (version.period.lower, version.period.upper) if version.period else (None, None)
    first = max(begins or date.min, timezone.localdate())
    if ends is not None and ends <= first:
        return
    others = SchemeVersion.objects.published().exclude(scheme=version.scheme_id)
    beside = list(
        others.filter(
            status=SchemeStatus.OPEN, terms__has_key="only_if_no_other", period__overlap=DateRange(first, ends)
        )
    )
    for day in sorted({first, *(other.period.lower for other in beside if other.period.lower > first)}):
        in_force = [other for other in beside if day in other.period]
        yield {other.scheme_id: (rules.parse(other.rule), terms.parse(other.terms)) for other in in_force}


def _of_sources(version: SchemeVersion) -> Iterator[Problem]:
    if not version.sources:
        yield Problem(Section.SOURCES, _("Noem ten minste één bron: waar staat deze regeling?"))
    if version.checked_on is None:
        yield Problem(Section.SOURCES, _("Vul in op welke dag je deze versie met de bron vergeleek."))


def _of_examples(version: SchemeVersion, known: Read) -> Iterator[Problem]:
    examples = list(SchemeExample.objects.filter(version=version))
    verdicts = {example.verdict for example in examples}
    if not verdicts & PAYING:
        yield Problem(Section.EXAMPLES, _("Maak een voorbeeld van iemand die geld krijgt."))
    if ExpectedVerdict.NO not in verdicts:
        yield Problem(Section.EXAMPLES, _("Maak een voorbeeld van iemand die niets krijgt."))
    if ExpectedVerdict.UNKNOWN not in verdicts:
        yield Problem(Section.EXAMPLES, _("Maak een voorbeeld waarbij nog iets onbekend is."))
    if known.rule is None or known.terms is None:
        return
    for one in work_out(examples, known.rule, known.terms, known.areas):
        if not one.green:
            yield Problem(
                Section.EXAMPLES, _("Het voorbeeld “%(title)s” komt anders uit.") % {"title": one.example.title}
            )
