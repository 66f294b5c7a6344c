"""One visitor and one course: what was answered, what the engine says, and the addresses of the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Course, Session
from funding import access
from funding.applications.forms import LATER
from funding.applications.models import Application
from funding.check.assessing import Schemes, assess_course, known, schemes_on
from funding.engine.assessment import Assessment
from funding.engine.outcome import Verdict
from funding.engine.scheme import State
from intake import access as intake
from intake.profile.actions import answer
from intake.profile.questions import QUESTIONS
from intake.profile.values import Value, shown_all
from intake.together_access import learner
from portal.templatetags.portal import day


@dataclass(frozen=True, slots=True)
class Check:
    """``start_known``: a session was chosen, or the person does not know yet, or there is nothing to choose.

    ``stored`` are the answers in the order of answering (``told``); ``assessment`` is None without a price.
    """

    course: Course
    session: Session | None
    start_known: bool
    schemes: Schemes
    stored: dict[str, Value]
    assessment: Assessment | None

    @property
    def told(self) -> list[str]:
        return list(self.stored)

    def url(self, page: str, fact: str = "", **more: str) -> str:
        """The address of a page of this check, with the chosen session; ``more`` goes in the query."""
        start = str(self.session.pk) if self.session else LATER if self.start_known else ""
        query = ({"sessie": start} if start else {}) | more
        args: list[Any] = [self.course.pk, fact] if fact else [self.course.pk]
        path = reverse(f"funding:{page}", args=args)
        return f"{path}?{urlencode(query)}" if query else path

    def start_row(self) -> dict[str, str]:
        """Which start this is worked out for, as the first of ``answer_rows``."""
        start = self.session and f"{day(self.session.starts)}, {self.session.place or _('online')}"
        return {
            "question": _("Wanneer wil je beginnen?"),
            "answer": start or _("Dat weet ik nog niet"),
            "url": reverse("funding:choose_start", args=[self.course.pk]),
            "about": _("wanneer je wilt beginnen"),
        }

    def answer_rows(self, back: str) -> list[dict[str, str]]:
        """What was answered, for the component "answers"; ``back``: where "Wijzig" returns, "outcome" or a draft."""
        shown = shown_all(self.stored)
        return [
            {
                "question": str(QUESTIONS[fact].label),
                "answer": text,
                "url": self.url("question", fact, naar="uitkomst" if back == "outcome" else back),
                "about": str(QUESTIONS[fact].label).lower(),
            }
            for fact, text in shown.items()
        ]


def check_of(request: HttpRequest, pk: UUID, query: QueryDict | None = None) -> Check:
    """The check of this visitor for a course (404 when there is none) and the session in the address, if it is open.

    ``query``: that of another address than the one that was asked for.
    """
    course = access.course(request, pk)
    start = (request.GET if query is None else query).get("sessie") or _kept_start(request, pk)
    session = None if start == LATER else access.session(request, course, start)
    return check_for(request, course, session, start_known=start == LATER)


#: Where a session keeps which start somebody has in mind, per course, and of how many courses.
STARTS, MOST_STARTS = "starts", 20


def keep_start(request: HttpRequest, pk: UUID, start: str) -> None:
    """Remember which start of a course this visitor has in mind, LATER for none yet: nothing is asked twice."""
    others = {key: value for key, value in request.session.get(STARTS, {}).items() if key != str(pk)}
    newest = list(others.items())[1 - MOST_STARTS :]
    request.session[STARTS] = dict([*newest, (str(pk), start)])


def _kept_start(request: HttpRequest, pk: UUID) -> str | None:
    start: str | None = request.session.get(STARTS, {}).get(str(pk))
    return start


def check_for(
    request: HttpRequest,
    course: Course,
    session: Session | None,
    *,
    start_known: bool = True,
    draft: Application | None = None,
) -> Check:
    """The check of this visitor or learner for a course and a session that were found already.

    With a ``draft``: as it chose, on waiting lists or not, and without what it leaves out.
    """
    today = timezone.localdate()
    schemes = schemes_on(today, learner(request), waits=bool(draft and draft.waits))
    if draft:
        schemes = schemes.without(draft.left_out)
    stored = intake.answers(request, course)
    assessment = None
    if course.total_for(session) is not None:
        assessment = assess_course(known(stored), course, session, schemes, today)
    known_start = start_known or session is not None or not access.open_sessions(request, course)
    return Check(course, session, known_start, schemes, stored, assessment)


def check_of_draft(request: HttpRequest, draft: Application) -> tuple[Check, bool]:
    """The check of a draft, and whether its start is no longer possible."""
    session = access.session(request, draft.course, str(draft.session_id)) if draft.session_id else None
    return check_for(request, draft.course, session, draft=draft), bool(draft.session_id and not session)


def changed_since(check: Check, before: Mapping[str, Any]) -> list[dict[str, str]]:
    """What this person tells otherwise than the last time, for the component "answers"; nothing the first time."""
    if not before:
        return []
    then = shown_all({fact: value for fact, value in before.items() if fact in QUESTIONS})
    now = shown_all(check.stored)
    told_of_course = any(QUESTIONS[fact].about_course for fact in then)  # else the last time was another course
    words = _("%(now)s (vorige keer: %(then)s)")
    return [
        {"question": str(QUESTIONS[fact].label), "answer": words % {"now": text, "then": then.get(fact, "–")}}
        for fact, text in now.items()
        if then.get(fact) != text and (told_of_course or not QUESTIONS[fact].about_course)
    ]


def full_budgets(check: Check) -> list[str]:
    """Names of schemes that decide here, whose conditions are met and whose money ran out: one can wait for them."""
    if check.assessment is None:
        return []
    return [
        row.scheme.name
        for row in check.assessment.rows
        if row.state is State.FULL
        and row.scheme.slug in check.schemes.budgets
        and row.outcome.verdict is not Verdict.NO
    ]


def keep_answer(request: HttpRequest, course: Course | None, fact: str, value: Value) -> None:
    """Keep an answer of this visitor: about themselves, or about this course when the question is about a course.

    Raises NotAnAnswer for a question about a course without one.
    """
    answer(intake.profile(request), fact, value, intake.source(request), course=course)


def previous(told: list[str], fact: str) -> str | None:
    """The question that was answered before this one: the last one, or the one before it when it is answered."""
    before = told[: told.index(fact)] if fact in told else told
    return before[-1] if before else None
