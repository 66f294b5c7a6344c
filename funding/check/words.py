"""The engine's answers as a page says them: short Dutch sentences, who is asked, and what a learner can do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funding.check.arranging import decides_here, open_of, payers_first
from funding.check.assessing import Schemes
from funding.check.sentences import dutch, filled
from funding.check.ways import Ways
from funding.engine.assessment import Assessment, Row, WhyNot
from funding.engine.facts import value_to_document
from funding.engine.money import CostKind
from funding.engine.outcome import Outcome, Verdict
from funding.engine.scheme import State
from funding.engine.terms import Tier
from funding.engine.tree import WITHOUT_CRITERIA
from funding.engine.vocabulary import base_of
from funding.schemes.models import SchemeVersion
from intake.profile.questions import QUESTIONS
from intake.profile.values import shown_all
from portal.pages.money import MoneyLine
from portal.templatetags.portal import day, dutch_list

COSTS = {
    CostKind.TUITION: gettext_lazy("Lesgeld"),
    CostKind.MATERIAL: gettext_lazy("Boeken en materiaal"),
    CostKind.EXAM: gettext_lazy("Examen"),
    CostKind.REGISTRATION: gettext_lazy("Inschrijving"),
    CostKind.TRAVEL: gettext_lazy("Reiskosten"),
    CostKind.OTHER: gettext_lazy("Andere kosten"),
}

#: For a closed row: which condition to name, and how.
HINTS = {
    WhyNot.NOT_ELIGIBLE: (Verdict.NO, gettext_lazy("Dit is bij jou niet zo: %(condition)s")),
    WhyNot.UNKNOWN: (Verdict.UNKNOWN, gettext_lazy("Dit weten we nog niet: %(condition)s")),
}

NO_WAYS = Ways()

#: How the money stack colours a payer.
STACK_KIND = {Tier.PRIVATE: "employer"}

STATES = {
    State.OPEN: gettext_lazy("Open"),
    State.NOT_YET_OPEN: gettext_lazy("Nog niet open"),
    State.CLOSED: gettext_lazy("Gesloten"),
    State.FULL: gettext_lazy("Geld is op"),
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a scheme for this person: the sentence of the rule, how it turned out, and what you told."""

    text: str
    verdict: Verdict
    told: str
    source: str


@dataclass(frozen=True, slots=True)
class SchemeCard:
    """One scheme among the outcomes. ``cents`` is what it pays in the plan; ``hint`` says why nothing, in a line.

    ``possible`` says what would make it fit, ``without`` what the learner would pay without it.
    """

    slug: str
    name: str
    summary: str
    for_whom: str
    cents: int
    state: State
    state_word: str
    why: str
    hint: str
    conditions: tuple[Condition, ...]
    to_be_checked: bool
    example_note: str
    sources: tuple[Mapping[str, str], ...]
    checked_on: str
    announcements: tuple[Mapping[str, str], ...]
    possible: tuple[str, ...]
    without: str


@dataclass(frozen=True, slots=True)
class Groups:
    """The outcomes as a learner reads them; within each group the most money first.

    ``pays`` is sure by the rules, ``checked`` is in the plan but somebody must still judge a condition, ``perhaps``
    may still be, ``spare`` would fit but the plan does without, ``not_now`` is a no, closed or full.
    """

    pays: tuple[SchemeCard, ...]
    checked: tuple[SchemeCard, ...]
    perhaps: tuple[SchemeCard, ...]
    spare: tuple[SchemeCard, ...]
    not_now: tuple[SchemeCard, ...]


def groups(
    assessment: Assessment,
    schemes: Schemes,
    announced: Mapping[str, list[dict[str, str]]],
    ways: Ways = NO_WAYS,
) -> Groups:
    """Every scheme that was judged has its place here, closed ones too; who pays in the order of the plan.

    ``announced``: what there is to know of schemes now, by slug (access.announced); ``ways``: what would change them.
    """
    told = shown_all({name: value_to_document(assessment.facts.values[name]) for name in _told(assessment)})  # type: ignore[misc]
    names = {row.scheme.slug: row.scheme.name for row in assessment.rows}
    cards = [
        (row, _card(row, schemes.versions[row.scheme.version], told, names, announced.get(row.scheme.slug, []), ways))
        for row in payers_first(assessment)
    ]
    pays = [card for row, card in cards if row.cents and not row.to_be_checked]
    checked = [card for row, card in cards if row.to_be_checked]
    perhaps = [card for row, card in cards if not row.cents and _is_perhaps(row)]
    spare = [card for row, card in cards if row.why_not in SPARE and not _is_perhaps(row)]
    shown = {card.slug for card in (*pays, *checked, *perhaps, *spare)}
    rest = [card for _row, card in cards if card.slug not in shown]
    return Groups(
        tuple(pays),
        tuple(checked),
        tuple(sorted(perhaps, key=lambda card: card.name)),
        tuple(sorted(spare, key=lambda card: card.name)),
        tuple(sorted(rest, key=lambda card: (card.state is not State.OPEN, card.name))),
    )


def _told(assessment: Assessment) -> list[str]:
    """The facts that the learner told, of those that are known."""
    return [name for name in QUESTIONS if name in assessment.facts.values]


PERHAPS = {WhyNot.UNKNOWN, WhyNot.AMOUNT_UNKNOWN}
#: What fits, while the best plan does not need it or is better without.
SPARE = {WhyNot.NOT_NEEDED, WhyNot.EXCLUDED, WhyNot.ANOTHER_FITS}


def _is_perhaps(row: Row) -> bool:
    """What may still pay. A scheme that states no criteria is never ruled out while it is open."""
    without_criteria = row.scheme.rule == WITHOUT_CRITERIA and row.state is State.OPEN
    return row.why_not in PERHAPS or without_criteria


def _card(
    row: Row,
    version: SchemeVersion,
    told: Mapping[str, str],
    names: Mapping[str, str],
    announcements: Iterable[Mapping[str, str]],
    ways: Ways,
) -> SchemeCard:
    scheme = version.scheme
    explained = why(row, names)
    return SchemeCard(
        slug=row.scheme.slug,
        name=row.scheme.name,
        summary=scheme.summary,
        for_whom=scheme.for_whom,
        cents=row.cents,
        state=row.state,
        state_word=str(STATES[row.state]),
        why=explained,
        hint=_hint(row, explained),
        conditions=tuple(_condition(outcome, told) for outcome in row.reasons if outcome.label),
        to_be_checked=row.to_be_checked,
        example_note=version.example_note if version.is_example else "",
        sources=tuple(version.sources),
        checked_on=day(version.checked_on, "date"),
        announcements=tuple(announcements),
        possible=ways.possible.get(row.scheme.slug, ()),
        without=ways.without.get(row.scheme.slug, ""),
    )


def _condition(outcome: Outcome, told: Mapping[str, str]) -> Condition:
    base = base_of(outcome.fact).name if outcome.fact else ""
    return Condition(outcome.label, outcome.verdict, told.get(base, ""), outcome.source)


def _hint(row: Row, explained: str) -> str:
    """What a closed row tells: the first condition in the way, else the explanation; nothing where a state tells it."""
    if row.state is not State.OPEN and not row.cents:
        return ""
    named = HINTS.get(row.why_not) if row.why_not else None
    if named is None:
        return explained
    verdict, sentence = named
    labels = [outcome.label for outcome in row.reasons if outcome.label and outcome.verdict is verdict]
    if not labels:
        return explained
    return filled(str(sentence), condition=dutch(mid_sentence(labels[0])))


#: Words that a condition may begin with, and that lose their capital after a colon.
BEGINNINGS = {"Je", "Jij", "De", "Het", "Een", "Er", "Na", "Voor", "Bij", "In"}


def mid_sentence(sentence: str) -> str:
    """A condition as it stands after a colon; a name at its beginning keeps its capital."""
    return sentence[:1].lower() + sentence[1:] if sentence.partition(" ")[0] in BEGINNINGS else sentence


def why(row: Row, names: Mapping[str, str]) -> str:
    """Why a scheme pays nothing in the plan, in one or two sentences; what it waits for when it does pay."""
    if row.cents:
        return _("Het fonds kijkt nog na of je aan alles voldoet.") if row.to_be_checked else ""
    others = dutch_list([dutch(names.get(slug, slug)) for slug in row.because_of])
    match row.why_not:
        case WhyNot.CLOSED:
            since = _("Gesloten sinds %(day)s.") % {"day": day(row.since, "date")} if row.since else _("Gesloten.")
            return filled("%(since)s %(reason)s", since=escape(since), reason=dutch(row.scheme.closed_reason))
        case WhyNot.NOT_YET_OPEN:
            return _("Opent op %(day)s.") % {"day": day(row.since, "date")}
        case WhyNot.FULL:
            return _("Het geld is op. Komt er geld bij, dan kun je aanvragen.")
        case WhyNot.NOT_ELIGIBLE:
            return _("Dit past niet bij wat je hebt verteld:")
        case WhyNot.UNKNOWN:
            return _("Dit weten we nog niet van je:")
        case WhyNot.AMOUNT_UNKNOWN:
            return _("We weten nog niet om hoeveel geld het gaat.")
        case WhyNot.PAYS_NOTHING_HERE:
            return _("Je past erbij, maar dit potje betaalt geen van de kosten van deze cursus.")
        case WhyNot.YEAR_USED_UP:
            return _("Je hebt dit jaar het hoogste bedrag al gekregen.")
        case WhyNot.LIFE_USED_UP:
            return _("Je hebt het hoogste bedrag dat iemand hier ooit krijgt al gehad.")
        case WhyNot.EMPLOYER_USED_UP:
            return _("Je werkgever heeft dit jaar het hoogste bedrag al gekregen.")
        case WhyNot.FAMILY_USED_UP:
            return _("Je hebt dit jaar uit dit potje en potjes die erbij horen het hoogste bedrag al gekregen.")
        case WhyNot.ANOTHER_FITS:
            sentence = _("Dit potje betaalt alleen als niemand anders dat doet. Het geld komt nu van %(others)s.")
            return filled(sentence, others=others)
        case WhyNot.EXCLUDED:
            return filled(_("Dit kan niet samen met %(others)s. Zoals het nu is, betaal je minder."), others=others)
        case WhyNot.NO_MATCH:
            return _("Dit potje betaalt alleen mee als een ander ook genoeg betaalt.")
        case WhyNot.NOT_NEEDED:
            return _("Niet nodig: de kosten zijn al gedekt. Lukt dat ergens niet, vraag dit dan alsnog aan.")
    return ""


@dataclass(frozen=True, slots=True)
class Stack:
    """Who pays what, for templates/components/money_stack.html, in cents; ``open`` of the lines is not certain."""

    lines: list[MoneyLine]
    total: int
    own: int
    open: int
    loan: int
    example: bool


def stack(assessment: Assessment, schemes: Schemes) -> Stack:
    """The plan as a stack of money: a line per scheme, the learner's own part last. A loan stays the learner's own."""
    plan = assessment.plan
    grants = [row for row in payers_first(assessment) if row.cents and row.scheme.terms.tier is not Tier.LOAN]
    lines: list[MoneyLine] = [
        {
            "label": row.scheme.name,
            "cents": row.cents,
            "kind": STACK_KIND.get(row.scheme.terms.tier, "fund"),
            "note": _note(row, schemes),
            "lang": "nl",
        }
        for row in grants
    ]
    note = _("Wat geen potje betaalt, betaal je zelf. Vraag de opleider of dat in delen kan.") if plan.own else ""
    open_now = open_of(assessment, schemes)
    lines.append({"label": own_label(open_now), "cents": plan.own, "kind": "own", "note": note})
    example = any(schemes.versions[row.scheme.version].is_example for row in grants)
    return Stack(lines, plan.total, plan.own, open_now, plan.loan, example)


def own_label(open_cents: int) -> str:
    """Who pays the last line of a stack, with ``open_cents`` of the lines above it not certain yet."""
    return _("Jij betaalt, als alles doorgaat") if open_cents else _("Jij betaalt")


def _note(row: Row, schemes: Schemes) -> str:
    if not decides_here(row.scheme, schemes):
        return _("regel je zelf")
    return _("wordt nog nagekeken") if row.to_be_checked else ""


def parts_of(assessment: Assessment, slug: str) -> list[dict[str, object]]:
    """What one scheme pays, per kind of cost: [{"kind", "cents"}], as it is kept in a plan line."""
    return [{"kind": line.kind.value, "cents": line.cents} for line in assessment.plan.lines if line.scheme == slug]


def part_rows(parts: Iterable[Mapping[str, Any]]) -> list[tuple[str, int]]:
    """The kept parts of a plan line in words: (kind of cost, cents)."""
    return [(str(COSTS[CostKind(part["kind"])]), int(part["cents"])) for part in parts]
