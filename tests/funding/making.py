"""A learner, a course and the shipped schemes, for tests about money."""

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone

from courses.models import Course, PriceLine, Session
from funding.applications.actions import begin, describe, join_waiting_lists, plan_digest, submit
from funding.applications.models import Application
from funding.budgets.models import Budget
from funding.check.assessing import assess_course, known, schemes_on
from funding.engine.assessment import Assessment
from intake.profile.actions import answer, new_visitor, profile_of_user
from intake.profile.enums import Source
from intake.profile.models import Answer, Profile
from intake.profile.questions import QUESTIONS
from intake.profile.values import checked
from intake.profile.visitors import keep_key, key_of
from portal.people.models import User
from tests.courses.feeds import program, read_programs, run
from tests.people import make_user

#: Somebody in Assen (Drenthe, outside the JTF area) for whom Het Noorden Leert Door pays; all that is ever asked.
ANSWERS: dict[str, Any] = {
    "birth_date": "1984-05-17",
    "residence": "GM0106",
    "employment": "employee",
    "work_municipality": "GM0106",
    "benefit": "none",
    "cao": "other",
    "education": "mbo_2",
    "legally_required": False,
    "job_guarantee": False,
    "employer_contribution": 0,
    "enrolled": False,
    "advice_given": False,
}


def make_course(
    folder: Path, cents: int = 140_000, *, key: str = "p1", runs: str | None = None, beside: str = ""
) -> Course:
    """A welding course on mbo 2, ten weeks, that starts on 1 March 2027 in Groningen; ``cents`` of tuition, no VAT.

    ``beside`` is the key of one more course like it in the same feed.
    """
    folder.mkdir(exist_ok=True)
    keys = [key, beside] if beside else [key]
    read_programs(folder, *(program(one, runs=run() if runs is None else runs) for one in keys))
    Course.objects.filter(provider_key__in=keys).update(
        sector="metal",
        level="mbo_2",
        outcome="sector_certificate",
        duration_amount=10,
        duration_unit="week",
        duration_weeks=10,
        total_cents=cents,
    )
    PriceLine.objects.filter(course__provider_key__in=keys).update(net_cents=cents, vat_cents=0, vat_percent=0)
    return get_course(key)


def get_course(key: str = "p1") -> Course:
    """The course with what the actions read of it."""
    return Course.objects.select_related("provider").prefetch_related("price_lines").get(provider_key=key)


def first_session(course: Course, day: date | None = None) -> Session | None:
    """The first session, on a ``day`` the first that can still be joined; None when there is none."""
    sessions = Session.objects.still_open(day) if day else Session.objects.all()
    return sessions.select_related("municipality").prefetch_related("price_lines").filter(course=course).first()


def tell(profile: Profile, course: Course, **changes: Any) -> None:
    """Answer every question for this course: one by one where some were answered before, else all at once."""
    told = ANSWERS | changes
    if profile.answers.exists():
        for fact, value in told.items():
            answer(profile, fact, value, course=course)
        return
    now = timezone.now()
    Answer.objects.bulk_create(
        Answer(
            profile=profile,
            fact=fact,
            course=course if QUESTIONS[fact].about_course else None,
            value=checked(fact, value),
            source=Source.LEARNER,
            answered=now,
        )
        for fact, value in told.items()
    )


def answer_all(client: Client, course: Course, **changes: Any) -> None:
    """Tell the answers to every question for this course, as a visitor or as whoever is logged in.

    As if they were answered on the pages, which tests/funding/test_check_pages.py does.
    """
    request = HttpRequest()
    request.COOKIES = {name: cookie.value for name, cookie in client.cookies.items()}
    user = get_user(client) if settings.SESSION_COOKIE_NAME in client.cookies else None
    if isinstance(user, User):
        profile = profile_of_user(user)
    elif key := key_of(request):
        profile = Profile.objects.get(visitor_key=key)
    else:
        profile = new_visitor()
        answer_with_key = HttpResponse()
        keep_key(answer_with_key, str(profile.visitor_key))
        client.cookies.update(answer_with_key.cookies)
    tell(profile, course, **changes)


def assessed(
    profile: Profile, course: Course, day: date, learner: User | None = None, waits: bool = False
) -> Assessment:
    """What the check page would show."""
    schemes = schemes_on(day, learner)
    return assess_course(known(profile.known(course)), course, first_session(course), schemes, day)


def make_draft(learner: User, course: Course, **changes: Any) -> Application:
    """A draft with every answer given and the details filled in."""
    profile = profile_of_user(learner)
    tell(profile, course, **changes)
    draft = begin(profile, course, first_session(course))
    describe(draft, learner.name or "Lena de Vries", "", learner)
    return load(draft)


def load(application: Application) -> Application:
    """The application as its pages load it."""
    return Application.objects.with_everything().select_related("profile").get(pk=application.pk)


def send(draft: Application, learner: User, day: date) -> Application:
    """Send the plan that is there today."""
    assert draft.profile
    course = get_course(draft.course.provider_key)
    draft.course = course
    schemes = schemes_on(day, learner, waits=draft.waits).without(draft.left_out)
    found = assess_course(known(draft.profile.known(course)), course, first_session(course), schemes, day)
    seen = plan_digest(found, draft.insists)
    return submit(draft, learner, seen=seen, origin="http://testserver")


def make_application(
    course: Course, day: date, name: str = "Lena", *, waits: bool = False, **changes: Any
) -> Application:
    """Somebody who applied; with ``waits`` also where the budget is full."""
    learner = make_user(name)
    draft = make_draft(learner, course, **changes)
    if waits:
        join_waiting_lists(draft, waits)
    return load(send(draft, learner, day))


def budget_of(scheme: str) -> Budget:
    return Budget.objects.get(scheme=scheme)
