"""What the learner's page shows of the catalogue: courses with what they cost now, and searches that are kept.

Other packages put courses on that page too. They register which, so that all of them are read and worked out at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from courses import access
from courses.cards import own_in_words
from courses.estimates import estimator
from courses.models import Course
from courses.saved import access as mine
from courses.telling import on_one_line
from portal.pages.remembering import OncePerRequest
from portal.people.route import Part

#: So many of each stand on the page; the rest is behind a link.
MOST = 3


@dataclass(frozen=True, slots=True)
class Shown:
    """A course and what this learner would pay for it now, in words ("" when nobody tells), and whether that counts on
    what nearly everybody would answer."""

    course: Course
    money: str
    assumed: bool


type Wanted = Callable[[HttpRequest], Sequence[UUID]]

_wanted: list[Wanted] = []


def shows_courses(wanted: Wanted) -> Wanted:
    """Register which courses (a few) a part of the page shows; ``AppConfig.ready`` calls this."""
    _wanted.append(wanted)
    return wanted


@OncePerRequest
def shown_courses(request: HttpRequest) -> dict[UUID, Shown]:
    """Every course that the page shows and that can be seen now; read once per request."""
    keys = dict.fromkeys(pk for wanted in _wanted for pk in wanted(request))
    courses, teller = access.courses_to_compare(request, [str(pk) for pk in keys]), estimator()
    estimates = teller.for_courses(request, courses) if teller and courses else {}
    found = [(one, estimates.get(one.pk)) for one in courses]
    return {one.pk: Shown(one, own_in_words(told), told is not None and told.assumed) for one, told in found}


def saved(request: HttpRequest) -> list[UUID]:
    """The latest courses that this learner keeps."""
    return mine.saved_keys(request)[:MOST]


def saved_part(request: HttpRequest) -> Part | None:
    """The latest courses and searches that this learner keeps."""
    courses, searches = mine.saved_keys(request), mine.saved_searches(request)
    shown = [one for pk, one in shown_courses(request).items() if pk in courses[:MOST]]
    if not shown and not searches:
        return None
    latest = [one.query for one in searches[:MOST]]
    context = {
        "courses": shown,
        "assumed": any(one.assumed for one in shown),
        "searches": [
            {"label": label, "query": query} for query, label in zip(latest, on_one_line(latest), strict=True)
        ],
        "number": len(courses) + len(searches),
        "more": len(courses) > MOST or len(searches) > MOST,
    }
    return Part(50, "courses/route_saved.html", context)
