"""How long staff stay logged in: half an hour without asking anything, and twelve hours in all (OWASP ASVS 5.0, 7.3).

Learners stay in for two weeks (settings.SESSION_COOKIE_AGE): a phone is their own, and they see only themselves. Staff
see the files of others, often on a computer that somebody else sits down at. A session of staff without a second factor
reaches nothing, and lasts as that of a learner.

What staff were typing when it ended is kept as for learners (``portal.access.staff_only``): after the log-in they are
back at their form, with what they typed in it.
"""

import time
from collections.abc import Callable
from datetime import timedelta

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.access import Person, person
from portal.people.factor import has_second_factor

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=12)
#: Session key: when (seconds since 1970) staff last asked something, written once in so many seconds at most.
SEEN, WRITTEN_EVERY = "staff_seen", 60
#: Header of what a page asks while nobody does anything: "is it ready?". That is no sign of somebody there.
BY_ITSELF = "X-By-Itself"


class EndStaffSessions:
    """Log staff out whose time is over, before anything is done for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and _is_over(request):
            logout(request)
            person.keep(request, Person(None))
            told = _(
                "Je bent uitgelogd: je deed een half uur niets, of je was al twaalf uur ingelogd. Log opnieuw in, dan"
                " kom je terug waar je was."
            )
            messages.info(request, told)
        return self.get_response(request)


def _is_over(request: HttpRequest) -> bool:
    now = time.time()
    records = get_authentication_records(request, request.user)
    since = min((float(record["at"]) for record in records), default=now)
    seen = max(since, float(request.session.get(SEEN, since)))
    # Who was here a moment ago costs no question, nor a write.
    if now - seen < WRITTEN_EVERY or not has_second_factor(request) or not person(request).memberships:
        return False
    if now - seen >= IDLE.total_seconds() or now - since >= LONGEST.total_seconds():
        return True
    if BY_ITSELF not in request.headers:
        request.session[SEEN] = now
    return False
