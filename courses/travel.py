"""How to get there: where a course is given and about how far that is, in words instead of a map.

From the place that somebody asks from, else from where they told to live. Whoever knows that registers it: the
catalogue itself asks nobody where they live.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from courses import words
from courses.models import Course
from courses.search.columns import snapshot
from courses.search.criteria import place_asked
from courses.search.places import far_from, place_meant
from portal.regions.models import Municipality

#: So many places are told, the nearest first.
MOST_PLACES = 5

type Home = Callable[[HttpRequest], Municipality | None]
_home: list[Home] = []


def lives(home: Home) -> None:
    """Let this one tell where a visitor lives; called once, at start-up."""
    _home[:] = [home]


def home_of(request: HttpRequest) -> Municipality | None:
    """Where this visitor told to live; None when nobody knows."""
    return _home[0](request) if _home else None


@dataclass(frozen=True, slots=True)
class Travel:
    """``places`` in words with their distance. ``asked`` is what was typed, ``start`` the municipality one leaves from
    ("" when that is not known), ``may_be`` the names that the typed place may mean."""

    places: tuple[str, ...]
    more: int = 0
    asked: str = ""
    start: str = ""
    at_home: bool = False
    may_be: tuple[str, ...] = ()


def of(request: HttpRequest, course: Course, regions: Collection[str]) -> Travel | None:
    """The way to this course, in these regions when it is given there; None for what is online or has no place."""
    if course.online:
        return None
    here = regions if words.given_at(course, regions) else ()
    if not words.given_at(course, here):
        return None
    asked = place_asked(request.GET)
    start, may_be = place_meant(asked) if asked else (None, ())
    at_home = start is None and not asked
    if at_home:
        start = home_of(request)
    far = far_from(start, snapshot(timezone.localdate()).places) if start else None
    told = list(words.given_at(course, here, far).items())
    return Travel(
        places=tuple(words.with_distance(name, far(code) if far else None) for name, code in told[:MOST_PLACES]),
        more=max(0, len(told) - MOST_PLACES),
        asked=asked,
        start=start.name if start else "",
        at_home=at_home and start is not None,
        may_be=tuple(one.name for one in may_be),
    )
