"""“Waar heb ik recht op?”: every scheme for one person before a course was chosen, as the pages say it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.translation import gettext as _

from courses import access as courses
from courses.models import Session
from funding.check.arranging import open_cents
from funding.check.assessing import Known, Schemes, cost_lines, course_facts, known, schemes_on
from funding.check.change_words import possible_when
from funding.check.example import ANSWERS as USUAL_ANSWERS
from funding.check.naming import Names
from funding.check.rule_words import Sentence, reads_as
from funding.check.sentences import dutch, filled
from funding.check.ways import MOST_WAYS
from funding.check.words import STATES
from funding.engine.assessment import estimate
from funding.engine.counterfactuals import Counterfactual, what_if
from funding.engine.facts import Facts
from funding.engine.outcome import Outcome, Verdict
from funding.engine.prospects import Fit, Prospect, Prospects, prospects
from funding.engine.scheme import State
from funding.engine.terms import Terms, Tier
from funding.engine.tree import Rule
from funding.engine.vocabulary import VOCABULARY, Kind
from intake import access as intake
from intake.profile.questions import QUESTIONS
from intake.profile.values import Value, shown_all
from intake.together_access import learner
from portal.templatetags.portal import day, dutch_list, euros

#: What one can only tell of a course.
WITH_A_COURSE = frozenset(fact for fact, question in QUESTIONS.items() if question.about_course)
#: As many sessions that begin soon are looked at for the examples, and as many are shown.
LOOKED_AT, SHOWN = 12, 2


@dataclass(frozen=True, slots=True)
class ProspectCard:
    """One scheme. ``amount``: the most it pays, in words; ``rest``: what must still be so; ``conditions``: why not.

    ``possible``: what would make an open scheme fit that does not.
    """

    slug: str
    name: str
    summary: str
    amount: str
    is_example: bool
    state: State
    state_word: str
    hint: str
    rest: tuple[Sentence, ...]
    conditions: tuple[Outcome, ...]
    possible: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A course that begins soon, its price, what this person would pay and how much of the rest is not certain yet, in
    cents, and who pays that rest."""

    title: str
    url: str
    starts: date
    total: int
    own: int
    open: int
    payers: tuple[str, ...]
    is_example: bool

    @property
    def note(self) -> str:
        """What goes with the amount: "van € 1.450, door STAP en SOOB"."""
        words = (
            _("van %(total)s, door %(payers)s · voorbeeld") if self.is_example else _("van %(total)s, door %(payers)s")
        )
        payers = dutch_list([dutch(name) for name in self.payers])
        return filled(words, total=escape(euros(self.total)), payers=payers)


@dataclass(frozen=True, slots=True)
class ProspectGroups:
    """The most money first within each group, then by name."""

    fits: tuple[ProspectCard, ...]
    perhaps: tuple[ProspectCard, ...]
    not_now: tuple[ProspectCard, ...]


@dataclass
class Entitlements:
    """One visitor: what was told about themselves (in the order of telling), and what the schemes say of it."""

    stored: Mapping[str, Value]
    schemes: Schemes
    found: Prospects

    @classmethod
    def of(cls, request: HttpRequest) -> "Entitlements":
        """By the answers of this visitor."""
        today = timezone.localdate()
        stored = {fact: value for fact, value in intake.answers(request).items() if fact in QUESTIONS}
        told = known(stored)
        schemes = schemes_on(today, learner(request))
        return cls(stored, schemes, _prospects(told, schemes, today))

    @property
    def told(self) -> list[str]:
        return list(self.stored)

    @property
    def next_url(self) -> str:
        """The address of the question to ask next; "" when there is none."""
        fact = self.found.next_question
        return reverse("funding:entitlement_question", args=[fact]) if fact else ""

    @cached_property
    def open_rows(self) -> list[Prospect]:
        return [row for row in self.found.rows if row.state is State.OPEN]

    @property
    def fitting(self) -> int:
        """How many open schemes fit this person by what is known."""
        return sum(row.fit is Fit.FITS for row in self.open_rows)

    @property
    def undecided(self) -> int:
        """How many open schemes may still fit."""
        return sum(row.fit is Fit.PERHAPS for row in self.open_rows)

    def groups(self, text: str = "") -> ProspectGroups:
        """Every scheme, or those with ``text`` in their name or that of their fund."""
        rows = [row for row in self.found.rows if _is_about(self.schemes, row, text)]
        changes = {row.scheme.slug: self._what_if(row) for row in rows}
        names = _names(rows, changes)
        cards = [(row, self._card(row, changes[row.scheme.slug], names)) for row in sorted(rows, key=_most_first)]
        is_open = {row.scheme.slug for row in self.open_rows}

        def of(fit: Fit) -> tuple[ProspectCard, ...]:
            return tuple(card for row, card in cards if row.fit is fit and card.slug in is_open)

        shown = {card.slug for fit in (Fit.FITS, Fit.PERHAPS) for card in of(fit)}
        rest = [card for _row, card in cards if card.slug not in shown]
        rest.sort(key=lambda card: (card.state is not State.OPEN, card.name))
        return ProspectGroups(of(Fit.FITS), of(Fit.PERHAPS), tuple(rest))

    def _what_if(self, row: Prospect) -> tuple[Counterfactual, ...]:
        """What would make an open scheme fit that does not."""
        if row.fit is not Fit.NOT or row.state is not State.OPEN:
            return ()
        return what_if(row.scheme.rule, self.found.facts, self.schemes.areas)[:MOST_WAYS]

    def _card(self, row: Prospect, changes: Sequence[Counterfactual], names: Names) -> ProspectCard:
        version = self.schemes.versions[row.scheme.version]
        conditions = tuple(one for one in row.reasons if one.label and one.verdict is Verdict.NO)
        return ProspectCard(
            slug=row.scheme.slug,
            name=row.scheme.name,
            summary=version.scheme.summary,
            amount=most_words(row.scheme.terms),
            is_example=version.is_example,
            state=row.state,
            state_word=str(STATES[row.state]),
            hint=_hint(row),
            rest=() if row.fit is Fit.NOT or row.rest is True else _lines(reads_as(row.rest, names)),
            conditions=conditions if row.fit is Fit.NOT else (),
            possible=tuple(possible_when(one, names) for one in changes),
        )

    def answer_rows(self) -> list[dict[str, str]]:
        """What was told, for the component "answers"."""
        return [
            {
                "question": str(QUESTIONS[fact].label),
                "answer": text,
                "url": f"{reverse('funding:entitlement_question', args=[fact])}?naar=uitkomst",
                "about": str(QUESTIONS[fact].label).lower(),
            }
            for fact, text in shown_all(dict(self.stored)).items()
        ]

    def examples(self, sessions: Sequence[Session], today: date) -> list[Example]:
        """Of these sessions the courses that cost this person least, if what one tells with a course is as usual."""
        usual = {fact: value for fact, value in USUAL_ANSWERS.items() if fact in WITH_A_COURSE}
        told = known({**usual, **self.stored})
        found = [one for session in sessions if (one := self._example(session, told, today)) is not None]
        return sorted(found, key=lambda one: (one.own, -one.total, one.title))[:SHOWN]

    def _example(self, session: Session, told: Known, today: date) -> Example | None:
        course = session.course
        total = course.total_for(session)
        if not total:
            return None
        facts = Facts.of({**course_facts(course, session), **told.values}, today)
        lines = cost_lines(course.lines_for(session))
        found = estimate(facts, lines, self.schemes.all, self.schemes.areas)
        plan = found.plan
        paying = [s for s in self.schemes.all if s.slug in plan.schemes and s.terms.tier is not Tier.LOAN]
        if not paying:
            return None
        return Example(
            course.title,
            course.get_absolute_url(),
            session.starts,
            plan.total,
            plan.own,
            open_cents(plan, found.to_be_checked, self.schemes),
            tuple(scheme.name for scheme in paying),
            any(self.schemes.versions[scheme.version].is_example for scheme in paying),
        )


def _names(rows: Iterable[Prospect], found: Mapping[str, Sequence[Counterfactual]]) -> Names:
    """The names that the rests of rules and the changes speak of."""
    shown: list[Rule | bool] = []
    places: set[str] = set()
    for row in rows:
        changes = [change for one in found[row.scheme.slug] for change in one.changes]
        if changes:
            shown.append(row.scheme.rule)
        elif row.fit is not Fit.NOT:
            shown.append(row.rest)
        places |= {str(change.value) for change in changes if VOCABULARY[change.fact].kind is Kind.PLACE}
    return Names.of(shown, places)


def _prospects(told: Known, schemes: Schemes, today: date) -> Prospects:
    facts = Facts.of(told.values, today)
    return prospects(facts, schemes.all, schemes.areas, told.skipped, WITH_A_COURSE)


def sessions_soon(request: HttpRequest) -> list[Session]:
    """The sessions that the examples are chosen from."""
    return courses.starting_soon(request, LOOKED_AT)


def most_words(terms: Terms) -> str:
    """The most that a scheme pays for a course, in a few words: "tot € 2.500", "€ 500", "90%", "lening tot € 5.000"."""
    caps = [cap for cap in (terms.cap_per_course, terms.cap_per_year, terms.cap_per_life) if cap is not None]
    if terms.fixed_amount is not None:
        words = euros(terms.fixed_amount)
    elif caps:
        words = _("tot %(amount)s") % {"amount": euros(min(caps))}
    elif terms.cap_fact:
        words = ""
    else:
        most = min(max(terms.percent.values(), default=0), terms.percent_of_sum)
        words = f"{min(most, 100 - terms.match.percent) if terms.match else most}%"
    return _("lening %(words)s") % {"words": words} if terms.tier is Tier.LOAN else words


def _most_first(row: Prospect) -> tuple[int, int, str]:
    """Grants before loans, most money first."""
    terms = row.scheme.terms
    caps = (terms.fixed_amount, terms.cap_per_course, terms.cap_per_year, terms.cap_per_life)
    most = min((cap for cap in caps if cap is not None), default=0)
    return (int(terms.tier is Tier.LOAN), -most, row.scheme.name)


def _is_about(schemes: Schemes, row: Prospect, text: str) -> bool:
    scheme = schemes.versions[row.scheme.version].scheme
    named = f"{scheme.name} {scheme.fund.name}".casefold()
    return all(word in named for word in text.casefold().split())


def _hint(row: Prospect) -> str:
    """What a closed row tells in a line."""
    if row.state is State.NOT_YET_OPEN:
        return _("Opent op %(day)s.") % {"day": day(row.scheme.opens, "date")}
    if row.state is not State.OPEN:
        return ""
    labels = [one.label for one in row.reasons if one.label and one.verdict is Verdict.NO]
    return labels[0] if labels and row.fit is Fit.NOT else ""


def _lines(sentence: Sentence) -> tuple[Sentence, ...]:
    return sentence.parts or (sentence,)


def context_of(entitlements: Entitlements, text: str, sessions: Iterable[Session]) -> dict[str, Any]:
    """What the page of outcomes shows; examples only when every question was answered."""
    done = not entitlements.next_url
    return {
        "groups": entitlements.groups(text),
        "fitting": entitlements.fitting,
        "text": text,
        "answers": entitlements.answer_rows(),
        "next_url": entitlements.next_url,
        "questions_left": entitlements.found.questions_left,
        "examples": entitlements.examples(list(sessions), timezone.localdate()) if done else [],
    }
