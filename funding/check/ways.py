"""What would change the answer, in sentences: to wait, another start, advice first, and what each payer saves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.html import escape
from django.utils.translation import gettext as _

from courses.models import Course, Session
from funding.check.assessing import Schemes, coming_after, cost_lines
from funding.check.change_words import cheaper_when, possible_when
from funding.check.naming import Names
from funding.check.sentences import dutch, filled
from funding.engine.alternatives import Alternative, Wait, alternatives, worth_waiting_for
from funding.engine.assessment import Assessment, Row, WhyNot, estimate
from funding.engine.counterfactuals import CheaperPlan, Counterfactual, FactChange, cheaper_plans, what_if
from funding.engine.facts import Facts
from funding.engine.money import merged
from funding.engine.scheme import State
from funding.engine.terms import Tier
from funding.engine.vocabulary import VOCABULARY, Kind, Value
from portal.templatetags.portal import day, dutch_list, euros

#: A saving of less is not worth a change; in cents.
LEAST_SAVING = 25_00
#: More ways than this help nobody to choose.
MOST_WAYS = 3


@dataclass(frozen=True, slots=True)
class Ways:
    """``cheaper``: ways to pay less, most saved first. ``possible``: per scheme that is a no, what would make it fit.

    ``without``: per scheme that pays, what the learner would pay more without it.
    """

    cheaper: tuple[str, ...] = ()
    possible: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    without: Mapping[str, str] = field(default_factory=dict)


def ways_of(assessment: Assessment, schemes: Schemes, course: Course, sessions: Sequence[Session]) -> Ways:
    """The ways for one person and one course that can begin on these sessions. Four queries at most."""
    starts = {one.starts: one for one in sessions}
    offered: dict[str, Sequence[Value]] = {"course.start": tuple(starts)}
    possible = {
        row.scheme.slug: what_if(row.scheme.rule, assessment.facts, schemes.areas, offered)[:MOST_WAYS]
        for row in assessment.rows
        if row.why_not is WhyNot.NOT_ELIGIBLE and row.state is State.OPEN
    }
    # Nobody moves house for a course, and an employer who pays more is no way to have the course cheaper.
    fixed: dict[str, Sequence[Value]] = {"residence": (), "employer_contribution": ()}
    cheaper = (
        cheaper_plans(
            [row.scheme.rule for row in assessment.rows if row.state is State.OPEN],
            assessment.facts,
            schemes.areas,
            _own_when(assessment, schemes, course, starts),
            LEAST_SAVING,
            offered | fixed,
        )
        if assessment.plan.own
        else ()
    )
    waits = worth_waiting_for(assessment, schemes.areas, coming_after(assessment.facts.today, schemes))
    names = _names(assessment, [*cheaper, *(one for found in possible.values() for one in found)])
    return Ways(
        cheaper=_cheapest(assessment, cheaper, waits, names),
        possible={slug: tuple(possible_when(one, names) for one in found) for slug, found in possible.items()},
        without={one.without: _without(one, assessment) for one in alternatives(assessment)},
    )


def _own_when(
    assessment: Assessment, schemes: Schemes, course: Course, starts: Mapping[date, Session]
) -> Callable[[Facts], int]:
    """The own contribution in cents when these are the facts; another session may have another price."""

    def own(facts: Facts) -> int:
        start = facts.get("course.start")
        session = starts.get(start) if isinstance(start, date) else None
        lines = merged(cost_lines(course.lines_for(session))) if session else assessment.lines
        return estimate(facts, lines, schemes.all, schemes.areas).plan.own

    return own


def _names(assessment: Assessment, found: Sequence[CheaperPlan | Counterfactual]) -> Names:
    """The names of the places that the changes speak of."""
    changes = [change for one in found for change in one.changes]
    places = [str(change.value) for change in changes if _is_place(change) and not change.areas]
    areas = {slug for change in changes for slug in change.areas}
    rules = [row.scheme.rule for row in assessment.rows] if areas else []
    return Names.of(rules, places)


def _is_place(change: FactChange) -> bool:
    return VOCABULARY[change.fact].kind is Kind.PLACE


def _cheapest(
    assessment: Assessment, cheaper: Sequence[CheaperPlan], waits: Sequence[Wait], names: Names
) -> tuple[str, ...]:
    now = assessment.plan.own
    sentences = [(one.own, len(one.changes), cheaper_when(one, now, names)) for one in cheaper]
    sentences += [(wait.plan.own, 1, _wait(wait, assessment)) for wait in waits if now - wait.plan.own >= LEAST_SAVING]
    return tuple(text for _own, _changes, text in sorted(sentences, key=lambda one: one[:2])[:MOST_WAYS])


def _wait(wait: Wait, assessment: Assessment) -> str:
    parts = {
        "day": escape(day(wait.day, "date")),
        "saved": escape(euros(assessment.plan.own - wait.plan.own)),
        "schemes": dutch_list([dutch(assessment.row(slug).scheme.name) for slug in wait.because_of]),
    }
    if not wait.because_of:
        return filled(_("Vraag je het aan vanaf %(day)s, dan betaal je %(saved)s minder."), **parts)
    words = _(
        "Vraag je het aan vanaf %(day)s, dan betaal je %(saved)s minder. Dan kan ook dit potje betalen: %(schemes)s."
    )
    return filled(words, **parts)


def _without(one: Alternative, assessment: Assessment) -> str:
    """What a payer is worth to the learner, and who would come in its place."""
    instead = dutch_list([dutch(_name(assessment.row(slug))) for slug in sorted(_grants(one, assessment))])
    if one.extra:
        saved = escape(euros(one.extra))
        if not instead:
            return filled(_("Zonder dit potje betaal je %(saved)s meer."), saved=saved)
        return filled(
            _("Zonder dit potje betaal je %(saved)s meer. %(others)s betaalt dan wel iets."),
            saved=saved,
            others=instead,
        )
    if not instead:
        return _("Zonder dit potje betaal je hetzelfde. De andere potjes betalen dan meer.")
    return filled(_("Zonder dit potje betaal je hetzelfde. Dan betaalt %(others)s."), others=instead)


def _grants(one: Alternative, assessment: Assessment) -> frozenset[str]:
    """Schemes that would pay instead; a loan is no one who pays."""
    new = one.plan.schemes - assessment.plan.schemes
    return frozenset(slug for slug in new if assessment.row(slug).scheme.terms.tier is not Tier.LOAN)


def _name(row: Row) -> str:
    return row.scheme.name
