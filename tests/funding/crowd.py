"""Many learners with a whole draft and an open session, made inside a running portal: ready to press the button."""

import json
from datetime import timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from courses.models import Course, Session
from funding.applications.actions import begin, describe
from funding.budgets.models import Budget
from intake.profile.actions import profile_of_user
from intake.profile.models import Answer
from portal.people.models import User
from tests.funding.making import first_session, get_course, tell
from tests.people import make_user

COURSE = "D13"  # in the demo feed, with sessions until its end in November 2028


def session_of(user: User) -> str:
    """The key of a session in which this user is logged in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def prepare(names: list[str], number: int) -> str:
    """JSON: by name of a crowd, for each of its learners the session key, the address of the last page, the mail.

    The session can also be chosen tomorrow: midnight may pass before they press.
    """
    _let_budgets_go_on()
    course = get_course(COURSE)
    session = first_session(course, timezone.localdate() + timedelta(days=1))
    first = profile_of_user(make_user("everybody"))
    tell(first, course)
    told = list(first.answers.all())
    with transaction.atomic():
        crowds = {name: [_learner(name, place, course, session, told) for place in range(number)] for name in names}
    return json.dumps(crowds)


def _let_budgets_go_on() -> None:
    """The shipped budgets end with 2027; a crowd finds money on every day."""
    end = timezone.localdate() + timedelta(days=366)
    for budget in Budget.objects.filter(period__endswith__lt=end):
        budget.period = DateRange(budget.period.lower, end)
        budget.save(update_fields=["period"])


def _learner(name: str, place: int, course: Course, session: Session | None, told: list[Answer]) -> dict[str, str]:
    learner = make_user(f"{name.replace(' ', '-')}{place}")
    profile = profile_of_user(learner)
    for one in told:  # everybody told the same
        one.pk, one.profile = None, profile
    Answer.objects.bulk_create(told)
    draft = begin(profile, course, session)
    describe(draft, f"Deelnemer {place}", "", learner)
    return {
        "session": session_of(learner),
        "path": f"/aanvragen/{draft.pk}/controleren/",
        "email": learner.email,
    }
