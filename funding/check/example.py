"""An example on the home page: what courses that really start soon cost somebody who is not you."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Self
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import access as courses
from courses.estimates import Estimate
from courses.models import Course, Session
from funding.check import words
from funding.check.arranging import open_of
from funding.check.assessing import Schemes, assess_course, known, schemes_on
from funding.engine.assessment import Assessment
from portal.regions.models import Municipality

#: A typical learner of the first regional funds: at work, mbo 2, without a fund of her own sector.
NAME, AGE, BORN_MONTH_AND_DAY = "Marieke", 42, (5, 17)
LEVELS = {"mbo_2", "mbo_3"}
#: As many courses are looked at; the one with the most payers tells most.
LOOKED_AT = 8
ANSWERS: dict[str, Any] = {
    "employment": "employee",
    "benefit": "none",
    "cao": "other",
    "education": "mbo_2",
    "legally_required": False,
    "job_guarantee": False,
    "employer_contribution": 0,
    "enrolled": False,
    "advice_given": False,
}


@dataclass
class TypicalLearner:
    """Somebody of ``home``, on a day. Keeps what was worked out for her, so that a page works it out once."""

    home: Municipality
    today: date
    _found: dict[UUID, Assessment] = field(default_factory=dict, init=False)

    @classmethod
    def of(cls, request: HttpRequest) -> Self | None:
        """Who lives where most courses of this brand are given; the same one for the whole request."""
        kept = vars(request)
        if "typical_learner" not in kept:
            home = courses.busiest_municipality(request)
            learner = cls(home, timezone.localdate()) if home else None
            kept["typical_learner"] = learner if learner and learner.schemes.all else None
        found: Self | None = kept["typical_learner"]
        return found

    @cached_property
    def schemes(self) -> Schemes:
        return schemes_on(self.today)

    @cached_property
    def answers(self) -> dict[str, Any]:
        year = self.today.year - AGE - ((self.today.month, self.today.day) < BORN_MONTH_AND_DAY)
        born = date(year, *BORN_MONTH_AND_DAY).isoformat()
        return ANSWERS | {"birth_date": born, "residence": self.home.pk, "work_municipality": self.home.pk}

    def assess(self, session: Session) -> Assessment | None:
        """Her plan for a course that starts then; None when it has no price."""
        course: Course = session.course
        if course.total_for(session) is None:
            return None
        if session.pk not in self._found:
            self._found[session.pk] = assess_course(known(self.answers), course, session, self.schemes, self.today)
        return self._found[session.pk]

    def estimates(self, sessions: Iterable[Session]) -> Mapping[UUID, Estimate]:
        """What she would pay herself, by session id; without those that have no price."""
        found = {session.pk: self.assess(session) for session in sessions}
        return {
            pk: Estimate(assessment.plan.own, example=True, open_cents=open_of(assessment, self.schemes))
            for pk, assessment in found.items()
            if assessment
        }


def example_on_home(request: HttpRequest) -> dict[str, Any]:
    """The plan for a typical learner and the course that starts soon with the most payers; nothing without one."""
    learner = TypicalLearner.of(request)
    if learner is None:
        return {}
    soon = [s for s in courses.starting_soon(request, LOOKED_AT) if s.course.level in LEVELS]
    found = [(assessment, session) for session in soon if (assessment := learner.assess(session))]
    if not found:
        return {}
    assessment, session = max(found, key=lambda pair: len(pair[0].plan.schemes))
    stack = words.stack(assessment, learner.schemes)
    who = _("Marieke is %(age)s, woont in %(place)s en werkt in een winkel. Zij wil “%(course)s” doen.")
    pays = _("%(name)s betaalt, als alles doorgaat") if stack.open else _("%(name)s betaalt")
    return {
        "example": {
            "name": NAME,
            "who": who % {"age": AGE, "place": learner.home.name, "course": session.course.title},
            "url": session.course.get_absolute_url(),
            "lines": [*stack.lines[:-1], stack.lines[-1] | {"label": pays % {"name": NAME}}],
            "total": stack.total,
            "own": stack.own,
            "open": stack.open,
        },
        "decision_weeks": max(version.legal_term_weeks for version in learner.schemes.versions.values()),
    }
