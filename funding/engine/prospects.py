"""What somebody may count on before a course was chosen: every scheme judged on the person alone.

No amounts are added up here: what schemes pay together follows from a course (``assessment``).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from funding.engine.areas import Areas
from funding.engine.facts import Facts
from funding.engine.judging import judge, residual
from funding.engine.needs import Need
from funding.engine.outcome import Outcome, Verdict, deciding
from funding.engine.questions import Question, at_most_left, best_first
from funding.engine.scheme import SchemeOnDate, State
from funding.engine.terms import Terms
from funding.engine.tree import WITHOUT_CRITERIA, Rule, facts_of
from funding.engine.vocabulary import ToldBy, base_of

#: What a scheme without any cap may be worth for the order of the questions, in cents.
USUAL_WORTH = 1000_00


class Fit(StrEnum):
    """Whether a person fits a scheme, whatever the course."""

    FITS = "fits"
    PERHAPS = "perhaps"
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Prospect:
    """One scheme for one person. ``rest`` is what is left of its rule: what the course must be, and what is unknown."""

    scheme: SchemeOnDate
    state: State
    outcome: Outcome
    rest: Rule | bool
    fit: Fit

    @property
    def reasons(self) -> tuple[Outcome, ...]:
        """The conditions that decide the verdict."""
        return deciding(self.outcome)


@dataclass(frozen=True, slots=True)
class Prospects:
    """All schemes, and what can still be asked, best first; at most ``questions_left`` follow in all."""

    facts: Facts
    rows: tuple[Prospect, ...]
    questions: tuple[Question, ...]
    questions_left: int

    @property
    def next_question(self) -> str | None:
        """The fact to ask next; None when every answer is known that does not depend on a course."""
        return self.questions[0].fact if self.questions else None


def prospects(
    facts: Facts,
    schemes: Iterable[SchemeOnDate],
    areas: Areas,
    skipped: Collection[str] = (),
    with_a_course: Collection[str] = (),
) -> Prospects:
    """Judge every scheme on the person alone.

    ``skipped`` are facts that the learner could not tell, ``with_a_course`` those that one can only tell of a course
    ("are you enrolled already?"): both stay unknown and are not asked, and the last keep nobody from fitting.
    """
    schemes = sorted(schemes, key=lambda scheme: scheme.slug)
    person = facts.about_person()
    rows = tuple(_prospect(scheme, person, areas, frozenset(with_a_course)) for scheme in schemes)
    needs = [
        Need(row.scheme.slug, row.rest, "", _worth(row.scheme.terms))
        for row in rows
        if row.state is State.OPEN and row.fit is not Fit.NOT and row.rest is not True
    ]
    unasked = {*skipped, *with_a_course}
    return Prospects(person, rows, best_first(needs, person, areas, unasked), at_most_left(needs, person, unasked))


def _prospect(scheme: SchemeOnDate, person: Facts, areas: Areas, with_a_course: frozenset[str]) -> Prospect:
    outcome = judge(scheme.rule, person, areas)
    rest = residual(scheme.rule, person, areas)
    return Prospect(scheme, scheme.state(person.today), outcome, rest, _fit(outcome, rest, person, with_a_course))


def _fit(outcome: Outcome, rest: Rule | bool, person: Facts, with_a_course: frozenset[str]) -> Fit:
    if outcome.verdict is Verdict.NO:
        return Fit.NOT
    if rest == WITHOUT_CRITERIA:
        return Fit.PERHAPS
    named = frozenset[str]() if isinstance(rest, bool) else facts_of(rest)
    open_ = {base_of(name).name for name in named if person.get(name) is None}
    asked = {name for name in open_ - with_a_course if base_of(name).told_by is ToldBy.LEARNER}
    return Fit.PERHAPS if asked else Fit.FITS


def _worth(terms: Terms) -> int:
    caps = (terms.fixed_amount, terms.cap_per_course, terms.cap_per_year, terms.cap_per_life)
    return min((cap for cap in caps if cap is not None), default=USUAL_WORTH)
