"""Answers between the pages of orienting: in a signed cookie of an hour, so that nothing of them stays with us.

Only who asks for it has them kept (``intake.orientation.actions.keep``).
"""

import json
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from intake.orientation.directions import Answers

#: Somebody may walk away from a computer in a library.
LIFE = timedelta(hours=1)
COOKIE = "__Host-orientation" if settings.HTTPS else "orientation"
SALT = "intake.orientation.draft"


def answers(request: HttpRequest) -> Answers:
    """What was answered in this browser less than an hour ago."""
    text = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LIFE)
    try:
        return Answers.of(json.loads(text or "{}"))
    except ValueError:
        return Answers()


def keep(response: HttpResponse, answers: Answers) -> None:
    """Give the browser these answers, for an hour from now."""
    response.set_signed_cookie(
        COOKIE,
        json.dumps(answers.as_json(), separators=(",", ":")),
        salt=SALT,
        max_age=LIFE,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )


def forget(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")
