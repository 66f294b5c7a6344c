"""What a course costs a visitor, for the cards and pages of the catalogue (courses.estimates)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from courses.access import brand_regions
from courses.estimates import Estimate, Line, OwnCents, Payer
from courses.models import Course, Session
from courses.search.columns import Snapshot
from courses.words import next_session
from funding.check.arranging import open_cents, open_of
from funding.check.assessing import Known, Schemes, assess_course, cost_lines, course_facts, known, schemes_on
from funding.check.catalogue_costs import (
    keep_estimates,
    kept_estimates,
    next_sessions,
    nobody_key,
    own_cents,
    own_cents_soon,
    person_key,
)
from funding.check.example import NAME, TypicalLearner
from funding.check.naming import Names
from funding.check.rule_words import lines_of, reads_as
from funding.check.words import stack
from funding.engine.areas import Areas
from funding.engine.assessment import Glance, glance
from funding.engine.facts import Facts
from funding.engine.judging import course_part, person_part, residual
from funding.engine.plan import Plan
from funding.engine.scheme import State
from funding.engine.terms import Tier
from funding.engine.tree import Rule
from intake import access as intake
from intake.together_access import learner
from portal.pages.remembering import OncePerRequest
from portal.regions.models import Municipality


class Estimator:
    """Implements courses.estimates.CostEstimator with the engine, on the visitor's own answers."""

    def check_url(self, course: Course, session: Session | None) -> str:
        path = reverse("funding:check", args=[course.pk])
        return f"{path}?{urlencode({'sessie': str(session.pk)})}" if session else path

    def for_course(self, request: HttpRequest, course: Course) -> Estimate | None:
        """For its next session, worked out whole, by what was told and nothing else; None without a price."""
        stored = intake.answers_per_course(request).of(course)
        if course.total_cents is None:
            return None
        return self._whole(course, next_session(course), stored, _schemes(request))

    def for_courses(self, request: HttpRequest, courses: Sequence[Course]) -> Mapping[UUID, Estimate]:
        """For the next session of each. Who told nothing yet hears how many questions there are; without a price
        nothing.

        Worked out lightly, with an amount only where no open question can change it any more but those of ASSUMED,
        and kept for the next page. What was told of one course by itself is not kept.
        """
        priced = {course.pk: course for course in courses if course.total_cents is not None}
        stored = intake.answers_per_course(request)
        apart = [pk for pk in priced if pk in stored.per_course]
        return self._kept(request, [one for pk, one in priced.items() if pk not in apart], stored.general) | {
            pk: self._light(priced[pk], next_session(priced[pk]), stored.of(priced[pk]), _schemes(request))
            for pk in apart
        }

    def _kept(
        self, request: HttpRequest, courses: Sequence[Course], told: Mapping[str, object]
    ) -> dict[UUID, Estimate]:
        """Of these courses lightly, for who told this of no course in particular: as kept, or worked out and kept.

        Who told nothing hears about how many questions there are, which is one number for courses of a kind.
        """
        today = timezone.localdate()
        person = nobody_key(today)
        if told:
            schemes = _schemes(request)
            person = person_key(Facts.of(schemes.known_of(known(_looking(told))), today), schemes, "cards")
        # A course of which its feed says something else has another moment of change.
        keys = {one.pk: f"{one.pk}:{one.changed.timestamp()}" if told else _kind(one) for one in courses}
        found = kept_estimates(person, list(dict.fromkeys(keys.values())))
        missing = {keys[course.pk]: course for course in courses if keys[course.pk] not in found}
        if missing:
            near = _within_reach(_schemes(request), told)
            nearest = _within_reach(near, _looking(told))
            new = {key: self._light(one, next_session(one), told, near, nearest) for key, one in missing.items()}
            if not told:
                new = {key: Estimate(None, (), one.questions_left, one.questions_about) for key, one in new.items()}
            keep_estimates(person, new)
            found |= new
        return {pk: found[key] for pk, key in keys.items()}

    def who_can(self, request: HttpRequest, course: Course, session: Session | None) -> Sequence[Payer]:
        """The schemes that this course fits, judged by it alone: what is left of each rule speaks of people.

        Those that fit what the visitor told first, and those that do not last. Then those of these regions: they are
        for everybody here, where those of a sector are for who works in it. Those that are closed or spent are left
        out, and loans: a loan is the learner's own money.
        """
        today = timezone.localdate()
        schemes = schemes_on(today)
        facts = Facts.of(course_facts(course, session), today)
        left = [
            (scheme, person_part(scheme.rule, facts, schemes.areas))
            for scheme in schemes.all
            if scheme.terms.tier is not Tier.LOAN and scheme.state(today) is State.OPEN
        ]
        here = _municipalities(request)
        fitting = [
            (scheme, rest)
            for scheme, rest in left
            if rest is not False and (not here or _fits_in(here, rest, today, schemes.areas))
        ]
        names = Names.of([rest for _scheme, rest in fitting if not isinstance(rest, bool)])
        answers = intake.answers_per_course(request).of(course)
        told = Facts.of(schemes.known_of(known(answers)), today) if answers else None
        elsewhere = replace(schemes.areas, places=schemes.areas.places | {ELSEWHERE})
        found = [
            (
                _fits_in([ELSEWHERE], rest, today, elsewhere),
                Payer(
                    scheme.name,
                    reverse("funding:scheme_page", args=[scheme.slug]),
                    () if rest is True else lines_of(reads_as(rest, names)),
                    _fits(rest, told, schemes),
                ),
            )
            for scheme, rest in fitting
        ]
        found.sort(key=lambda one: (FITTING.index(one[1].fits), one[0], _sentences(one[1].lines), one[1].name))
        return [payer for _everywhere, payer in found]

    def own_contributions(self, request: HttpRequest, snapshot: Snapshot, *, wait: bool) -> OwnCents | None:
        """What somebody told of one course is not in the amounts of all: these courses are worked out apart."""
        stored = intake.answers_per_course(request)
        if not stored.general:
            return None
        today, schemes = timezone.localdate(), _schemes(request)
        work = own_cents if wait else own_cents_soon
        found = work(Facts.of(schemes.known_of(known(_looking(stored.general))), today), schemes, snapshot)
        if found is None:
            return OwnCents()
        apart = Course.objects.filter(pk__in=list(stored.per_course), total_cents__isnull=False)
        sessions = next_sessions(list(stored.per_course), today)
        for course in apart.select_related("provider").prefetch_related("price_lines"):
            row = snapshot.rows_of(course.pk.bytes)[0]
            if row >= 0:
                own = self._light(course, sessions.get(course.pk), stored.of(course), schemes).own_cents
                found[row] = -1 if own is None else own
        return OwnCents(found)

    def for_typical_learner(
        self, request: HttpRequest, sessions: Sequence[Session]
    ) -> tuple[str, Mapping[UUID, Estimate]]:
        learner = TypicalLearner.of(request)
        return (NAME, learner.estimates(sessions)) if learner else ("", {})

    def _light(
        self,
        course: Course,
        session: Session | None,
        stored: Mapping[str, object],
        schemes: Schemes,
        assumed: Schemes | None = None,
    ) -> Estimate:
        """``assumed``: what is left of the schemes with ASSUMED filled in, where that is known."""
        today, about, lines = timezone.localdate(), course_facts(course, session), cost_lines(course.lines_for(session))

        def look(answers: Known, among: Schemes) -> Glance:
            facts = Facts.of(about | schemes.known_of(answers), today)
            return glance(facts, lines, among.all, schemes.areas, answers.skipped)

        found = look(known(_looking(stored)), assumed or schemes)
        if found.plan is None:
            # The number of questions is that of the page of the course, where nothing is assumed.
            found = look(known(stored), schemes)
            return Estimate(questions_left=found.questions_left, questions_about=found.questions_about)
        told = _told(found.plan, open_cents(found.plan, found.to_be_checked, schemes), schemes)
        return replace(told, assumed=not ASSUMED.keys() <= stored.keys())

    def _whole(
        self, course: Course, session: Session | None, stored: Mapping[str, object], schemes: Schemes
    ) -> Estimate:
        found = assess_course(known(stored), course, session, schemes, timezone.localdate())
        if found.questions_left:
            return Estimate(questions_left=found.questions_left, questions_about=found.questions_about)
        return replace(_told(found.plan, open_of(found, schemes), schemes), shares=tuple(stack(found, schemes).lines))


#: Asked of each course apart. Who still looks around is not enrolled, and seldom has to follow a course for their
#: work: without this hardly a card, order or filter could say what somebody pays (docs/decisions/courses.md).
ASSUMED: Mapping[str, object] = MappingProxyType({"enrolled": False, "legally_required": False})


def _kind(course: Course) -> str:
    """What rules look at most; price and days seldom bring or take away a question."""
    return f"{course.sector}:{course.level}:{course.outcome}:{course.online}"


def _looking(stored: Mapping[str, object]) -> Mapping[str, object]:
    """What somebody told, with ASSUMED for what they did not; who told nothing at all is assumed nothing."""
    return {**ASSUMED, **stored} if stored else stored


@OncePerRequest
def _schemes(request: HttpRequest) -> Schemes:
    """Every scheme for this person today, read once for the order of a page and its cards."""
    return schemes_on(timezone.localdate(), learner(request))


def _within_reach(schemes: Schemes, stored: Mapping[str, object]) -> Schemes:
    """Those that are open and that this person may have for some course, each with what is left of its rule when
    this person is filled in: what is so for every course need not be judged for every card of a page."""
    today = timezone.localdate()
    person = Facts.of(schemes.known_of(known(stored)), today)
    near = []
    for scheme in schemes.all:
        rest = scheme.state(today) is State.OPEN and course_part(scheme.rule, person, schemes.areas)
        if rest is not False:
            near.append(scheme if rest is True else replace(scheme, rule=rest))
    return replace(schemes, all=tuple(near))


def _sentences(lines: Sequence[Line]) -> int:
    """How much one has to read of it: who asks least is of use to most people."""
    return sum(1 + _sentences(line.parts) for line in lines)


def _municipalities(request: HttpRequest) -> list[str]:
    """The municipalities of this brand, first one of every region: most schemes are of a whole region."""
    rows = Municipality.objects.filter(region__in=brand_regions(request)).order_by("code").values_list("code", "region")
    first = {region: code for code, region in reversed(rows)}
    return [*first.values(), *(code for code, _region in rows if code not in first.values())]


#: What concerns a visitor stands before what may, and that before what does not.
FITTING = (True, None, False)


def _fits(rest: Rule | bool, told: Facts | None, schemes: Schemes) -> bool | None:
    """Whether what is left of a rule holds for who told this; None while it is open, or nothing was told."""
    if told is None:
        return None
    held = rest if isinstance(rest, bool) else residual(rest, told, schemes.areas)
    return held if isinstance(held, bool) else None


#: A municipality in no area: what somebody who lives there can have is of no region in particular.
ELSEWHERE = "GM0000"


def _fits_in(here: Sequence[str], rest: Rule | bool, today: date, areas: Areas) -> bool:
    """Whether somebody who lives and works in one of these municipalities could have it: not a fund of elsewhere.

    Who works in another region hears of its funds in the check.
    """
    if isinstance(rest, bool):
        return rest
    places = ({"residence": code, "work_municipality": code} for code in here)
    return any(residual(rest, Facts.of(place, today), areas) is not False for place in places)


def _told(plan: Plan, open_now: int, schemes: Schemes) -> Estimate:
    payers, example = _payers(plan.schemes, schemes), _is_example(plan.schemes, schemes)
    return Estimate(plan.own, payers, example=example, open_cents=open_now)


def _payers(slugs: frozenset[str], schemes: Schemes) -> tuple[str, ...]:
    """Names of who gives money; a loan is the learner's own."""
    return tuple(s.name for s in schemes.all if s.slug in slugs and s.terms.tier is not Tier.LOAN)


def _is_example(slugs: frozenset[str], schemes: Schemes) -> bool:
    return any(schemes.versions[s.version].is_example for s in schemes.all if s.slug in slugs)
