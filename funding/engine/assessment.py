"""Everything at once for one person and one course: each scheme judged, the best plan, and what to ask next."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from funding.engine.areas import Areas
from funding.engine.certificate import certified_plan
from funding.engine.conflicts import conflict, is_other
from funding.engine.facts import Facts
from funding.engine.judging import judge, residual
from funding.engine.money import Cents, CostLine, merged
from funding.engine.needs import needs_left, needs_of
from funding.engine.offers import Offer, source_of
from funding.engine.outcome import Outcome, Verdict, deciding
from funding.engine.plan import Plan, best_plan
from funding.engine.questions import Question, at_most_left, best_first
from funding.engine.scheme import SchemeOnDate, State
from funding.engine.terms import Tier
from funding.engine.tree import All, Any, AtLeast, Judged, Not, Rule, areas_of
from funding.engine.vocabulary import VOCABULARY, Kind


class WhyNot(StrEnum):
    """Why a scheme pays nothing in the plan; the pages turn this into a sentence in Dutch."""

    CLOSED = "closed"
    NOT_YET_OPEN = "not_yet_open"
    FULL = "full"
    NOT_ELIGIBLE = "not_eligible"
    UNKNOWN = "unknown"
    AMOUNT_UNKNOWN = "amount_unknown"
    PAYS_NOTHING_HERE = "pays_nothing_here"
    YEAR_USED_UP = "year_used_up"
    LIFE_USED_UP = "life_used_up"
    EMPLOYER_USED_UP = "employer_used_up"
    FAMILY_USED_UP = "family_used_up"
    ANOTHER_FITS = "another_fits"
    EXCLUDED = "excluded"
    NO_MATCH = "no_match"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class Row:
    """One scheme for this person and course.

    ``cents`` is what it pays in the plan, ``possible_cents`` in the possible plan. ``why_not`` is None when it pays;
    ``because_of`` names the schemes in the plan that keep it out. ``since`` is the day that goes with ``state``.
    """

    scheme: SchemeOnDate
    state: State
    since: date | None
    outcome: Outcome
    cents: Cents
    possible_cents: Cents
    why_not: WhyNot | None
    because_of: tuple[str, ...]

    @property
    def to_be_checked(self) -> bool:
        """Whether a person must still judge a condition before the money in the plan is certain."""
        return self.cents > 0 and self.outcome.verdict is Verdict.TO_BE_CHECKED

    @property
    def reasons(self) -> tuple[Outcome, ...]:
        """The conditions that decide the verdict: the reasons of a no, what is open in an unknown."""
        return deciding(self.outcome)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer to "what does this course cost me?", and everything it was worked out from.

    ``plan`` counts on schemes that are a yes or still to be checked, ``sure`` only on those that are a yes;
    ``possible`` shows the least own contribution if every unknown turned out well (amounts that nobody named stay
    out). ``questions`` are what can be asked now, best first, and at most ``questions_left`` follow in all. ``areas``
    is only what these places and rules needed.
    """

    facts: Facts
    lines: tuple[CostLine, ...]
    areas: Areas
    rows: tuple[Row, ...]
    plan: Plan
    sure: Plan
    possible: Plan
    questions: tuple[Question, ...]
    questions_left: int

    @property
    def next_question(self) -> str | None:
        """The fact to ask the learner next; None when nothing needs to be asked any more."""
        return self.questions[0].fact if self.questions else None

    @property
    def questions_about(self) -> int:
        """About how many questions follow: one meets mostly fewer than ``questions_left``."""
        return mostly(self.questions_left)

    def row(self, slug: str) -> Row:
        """The row of one scheme. Raises KeyError when it was not assessed."""
        for row in self.rows:
            if row.scheme.slug == slug:
                return row
        raise KeyError(slug)


@dataclass(frozen=True, slots=True)
class Estimate:
    """Three plans: counting on schemes that are a yes, also on those still to be checked, also on the unknown.

    ``possible`` never has a larger own contribution than ``plan``; amounts that nobody named stay out of it.
    ``to_be_checked`` names the schemes of ``plan`` of which a person must still judge a condition.
    """

    sure: Plan
    plan: Plan
    possible: Plan
    to_be_checked: frozenset[str]


def estimate(facts: Facts, lines: Iterable[CostLine], schemes: Iterable[SchemeOnDate], areas: Areas) -> Estimate:
    """What a course costs somebody, without rows and questions: light enough for every card of a page.

    Raises ValueError when an open scheme comes twice.
    """
    lines = merged(lines)
    verdicts = [
        (scheme, judge(scheme.rule, facts, areas).verdict)
        for scheme in schemes
        if scheme.state(facts.today) is State.OPEN
    ]
    return _estimate(facts, lines, verdicts)


@dataclass(frozen=True, slots=True)
class Glance:
    """What a card of a course says: the plan, or how many questions there are while they can change what one pays.

    ``plan`` and ``to_be_checked`` are those of ``Estimate``; None when sure and possible differ. Then at most
    ``questions_left`` questions follow; 0 when all that is left was skipped.
    """

    plan: Plan | None
    to_be_checked: frozenset[str] = frozenset()
    questions_left: int = 0

    @property
    def questions_about(self) -> int:
        """About how many follow, as in ``Assessment``."""
        return mostly(self.questions_left)


def mostly(at_most: int) -> int:
    """About how many questions one meets of the ``at_most`` that can follow: half of them, but 2 of 2.

    ``at_most`` falls with every answer, so this never rises: a number of questions that grows by an answer looks like
    a trick. Nearer to what invented learners met than how many can be asked now, which did rise
    (docs/decisions/engine-facts-and-questions.md).
    """
    return min(at_most, max(2, (at_most + 1) // 2))


def glance(
    facts: Facts,
    lines: Iterable[CostLine],
    schemes: Iterable[SchemeOnDate],
    areas: Areas,
    skipped: Collection[str] = (),
) -> Glance:
    """The same answer as ``estimate`` for a page of cards: plans that change nothing on a card are not made.

    ``skipped`` as for ``assess``. Raises ValueError when an open scheme comes twice.
    """
    lines = merged(lines)
    judged = []
    for scheme in schemes:
        if scheme.state(facts.today) is State.OPEN:
            rest = residual(scheme.rule, facts, areas)
            judged.append((scheme, _verdict_of(rest, facts, areas), rest))
    offers = [(verdict, scheme.offer(facts)) for scheme, verdict, _rest in judged if verdict is not Verdict.NO]
    sure = certified_plan(lines, [offer for verdict, offer in offers if verdict is Verdict.YES])
    unknown = [offer for verdict, offer in offers if verdict is Verdict.UNKNOWN]
    open_ = _one_is_better(unknown, sure, lines)
    if not open_ and unknown:
        # Only what it would leave to pay counts: nobody sees this plan, so nobody checks it.
        open_ = best_plan(lines, [offer for _verdict, offer in offers]).own < sure.own
    if not open_:
        plan = certified_plan(lines, [offer for verdict, offer in offers if verdict in LIKELY])
        open_ = plan.own != sure.own
    if not open_:
        checked = (scheme.slug for scheme, verdict, _rest in judged if verdict is Verdict.TO_BE_CHECKED)
        return Glance(plan, plan.schemes.intersection(checked))
    needs = needs_left(judged, sure, facts, lines)
    return Glance(None, frozenset(), at_most_left(needs, facts, skipped))


def _one_is_better(offers: Iterable[Offer], sure: Plan, lines: Sequence[CostLine]) -> bool:
    """Whether one of these alone pays more than all of a plan, so that the best plan with them does too."""
    return any(
        source_of(offer, lines).limit > sure.total - sure.own
        for offer in offers
        if offer.terms.tier is not Tier.LOAN and not offer.terms.match and not offer.terms.only_if_no_other
    )


def _verdict_of(rest: Rule | bool, facts: Facts, areas: Areas) -> Verdict:
    """The verdict of a rule by what is left of it: every fact in that is unknown, so only persons make it less so."""
    if isinstance(rest, bool):
        return Verdict.YES if rest else Verdict.NO
    return judge(rest, facts, areas).verdict if _asks_persons(rest) else Verdict.UNKNOWN


def _asks_persons(rule: Rule) -> bool:
    """Whether somebody must judge a part of it, or all of it because nobody wrote down for whom it is."""
    match rule:
        case All(parts=()) | Judged():
            return True
        case All(parts=parts) | Any(parts=parts) | AtLeast(parts=parts):
            return any(_asks_persons(part) for part in parts)
        case Not(part=part):
            return _asks_persons(part)
        case _:
            return False


def assess(
    facts: Facts,
    lines: Iterable[CostLine],
    schemes: Iterable[SchemeOnDate],
    areas: Areas,
    skipped: Collection[str] = (),
) -> Assessment:
    """Judge every scheme, make the plan, and say what to ask. The order of lines and schemes does not matter.

    ``skipped`` names the facts that the learner did not want or could not tell: they stay unknown and are not asked.
    Raises ValueError when a scheme comes twice.
    """
    lines = merged(lines)
    schemes = sorted(schemes, key=lambda scheme: scheme.slug)
    outcomes = {scheme.slug: judge(scheme.rule, facts, areas) for scheme in schemes}
    if len(outcomes) < len(schemes):
        raise ValueError("A scheme comes twice.")
    verdicts = [
        (scheme, outcomes[scheme.slug].verdict) for scheme in schemes if scheme.state(facts.today) is State.OPEN
    ]
    plans = _estimate(facts, lines, verdicts)
    needs = needs_of(verdicts, plans.sure, facts, lines, areas)
    return Assessment(
        facts=facts,
        lines=lines,
        areas=_areas_used(schemes, facts, areas),
        rows=tuple(_row(scheme, schemes, outcomes[scheme.slug], plans, facts, lines) for scheme in schemes),
        plan=plans.plan,
        sure=plans.sure,
        possible=plans.possible,
        questions=best_first(needs, facts, areas, skipped),
        questions_left=at_most_left(needs, facts, skipped),
    )


#: What a plan counts on.
LIKELY = (Verdict.YES, Verdict.TO_BE_CHECKED)
_HOPED = (*LIKELY, Verdict.UNKNOWN)
_BY_STATE = {
    State.CLOSED: WhyNot.CLOSED,
    State.NOT_YET_OPEN: WhyNot.NOT_YET_OPEN,
    State.FULL: WhyNot.FULL,
}
_BY_VERDICT = {Verdict.NO: WhyNot.NOT_ELIGIBLE, Verdict.UNKNOWN: WhyNot.UNKNOWN}


def _estimate(facts: Facts, lines: Sequence[CostLine], verdicts: Sequence[tuple[SchemeOnDate, Verdict]]) -> Estimate:
    sure, plan, possible = (
        certified_plan(lines, [scheme.offer(facts) for scheme, verdict in verdicts if verdict in counted_on])
        for counted_on in ((Verdict.YES,), LIKELY, _HOPED)
    )
    # An unknown scheme can make things worse: as a yes it would keep out one that stands back for others.
    checked = frozenset(scheme.slug for scheme, verdict in verdicts if verdict is Verdict.TO_BE_CHECKED)
    return Estimate(sure, plan, possible if possible.own <= plan.own else plan, checked & plan.schemes)


def _areas_used(schemes: Sequence[SchemeOnDate], facts: Facts, areas: Areas) -> Areas:
    places = (facts.get(name) for name, fact in VOCABULARY.items() if fact.kind is Kind.PLACE)
    named = frozenset().union(*(areas_of(scheme.rule) for scheme in schemes))
    return areas.about((place for place in places if isinstance(place, str)), named)


def _row(
    scheme: SchemeOnDate,
    schemes: Sequence[SchemeOnDate],
    outcome: Outcome,
    plans: Estimate,
    facts: Facts,
    lines: Sequence[CostLine],
) -> Row:
    cents = plans.plan.paid_by(scheme.slug)
    state = scheme.state(facts.today)
    why_not: WhyNot | None = None
    because_of: tuple[str, ...] = ()
    if not cents:
        why_not = _BY_STATE.get(state) or _BY_VERDICT.get(outcome.verdict) or _without_money(scheme, facts, lines)
        if why_not is None:
            paying = [other for other in schemes if other.slug in plans.plan.schemes]
            why_not, because_of = _kept_out(scheme, paying, plans.plan)
    return Row(
        scheme=scheme,
        state=state,
        since=scheme.since(facts.today),
        outcome=outcome,
        cents=cents,
        possible_cents=plans.possible.paid_by(scheme.slug),
        why_not=why_not,
        because_of=because_of,
    )


def _without_money(scheme: SchemeOnDate, facts: Facts, lines: Sequence[CostLine]) -> WhyNot | None:
    """Why an open scheme that may pay has no money for this course even alone; None when it has."""
    if scheme.misses_amount(facts):
        return WhyNot.AMOUNT_UNKNOWN
    offer = scheme.offer(facts)
    source = source_of(offer, lines)
    if source.limit > 0:
        return None
    family = scheme.terms.family_cap
    for why_not, cap, used in (
        (WhyNot.YEAR_USED_UP, scheme.terms.cap_per_year, offer.received_this_year),
        (WhyNot.LIFE_USED_UP, scheme.terms.cap_per_life, offer.received_ever),
        (WhyNot.EMPLOYER_USED_UP, scheme.terms.cap_per_employer, offer.received_by_employer),
        (WhyNot.FAMILY_USED_UP, family.cents if family else None, offer.received_by_family),
    ):
        if cap is not None and used >= cap and any(source.reach):
            return why_not
    return WhyNot.PAYS_NOTHING_HERE


def _kept_out(scheme: SchemeOnDate, paying: Sequence[SchemeOnDate], plan: Plan) -> tuple[WhyNot, tuple[str, ...]]:
    """Why a scheme that could pay alone does not pay in the plan, and which paying schemes are the cause."""
    if scheme.terms.only_if_no_other:
        others = tuple(other.slug for other in paying if is_other(scheme.terms, other.slug, other.terms))
        if others:
            return WhyNot.ANOTHER_FITS, others
    rivals = tuple(other.slug for other in paying if conflict(scheme.slug, scheme.terms, other.slug, other.terms))
    if rivals:
        return WhyNot.EXCLUDED, rivals
    if scheme.terms.match and plan.own:
        return WhyNot.NO_MATCH, ()
    return WhyNot.NOT_NEEDED, ()
