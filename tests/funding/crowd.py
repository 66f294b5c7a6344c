"""Many learners with a whole draft and an open session, made inside a running portal: ready to press the button."""

import json
from datetime import date
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from funding.applications.actions import begin, describe, plan_digest
from funding.check.assessing import assess_course, known, schemes_on
from intake.profile.actions import profile_of_user
from portal.people.models import User
from tests.funding.making import first_session, get_course, tell
from tests.people import make_user

COURSE = "D14"  # MIG/MAG-lassen niveau 1, in the demo feed


def session_of(user: User) -> str:
    """The key of a session in which this user is logged in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def prepare(name: str, number: int) -> str:
    """JSON: for each learner the session key, the address of the last page, and the digest of the plan on it."""
    today: date = timezone.localdate()
    course = get_course(COURSE)
    session = first_session(course, today)
    ready: list[dict[str, Any]] = []
    for place in range(number):
        learner = make_user(f"{name}{place}")
        profile = profile_of_user(learner)
        tell(profile, course)
        draft = begin(profile, course, session)
        describe(draft, f"Deelnemer {place}", "", learner)
        plan = assess_course(known(profile.known(course)), course, session, schemes_on(today, learner), today)
        ready.append(
            {
                "session": session_of(learner),
                "path": f"/aanvragen/{draft.pk}/controleren/",
                "seen": plan_digest(plan),
                "email": learner.email,
            }
        )
    return json.dumps(ready)
