"""Keeping courses and searches; courses.saved.mailing mails what is new in a search."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest

from courses.models import Course
from courses.saved.models import SavedCourse, SavedSearch
from courses.search.criteria import Criteria
from portal.people.models import User

#: In the session of a visitor: keys of courses, the latest first.
IN_SESSION = "saved_courses"
MOST_COURSES = 50
MOST_SEARCHES = 20


def in_session(session: SessionBase) -> list[UUID]:
    """The courses that a visitor saved on this device, the latest first."""
    return [UUID(pk) for pk in session.get(IN_SESSION, [])]


def keep(course: Course, user: User | None, session: SessionBase) -> None:
    """Save a course; more than fifty are too many to choose from, so then the oldest goes."""
    if user is None:
        others = [str(pk) for pk in in_session(session) if pk != course.pk]
        session[IN_SESSION] = [str(course.pk), *others][:MOST_COURSES]
        return
    SavedCourse.objects.get_or_create(user=user, course=course)
    old = SavedCourse.objects.filter(user=user)[MOST_COURSES:].values_list("pk", flat=True)
    SavedCourse.objects.filter(pk__in=list(old)).delete()


def drop(course: UUID, user: User | None, session: SessionBase) -> None:
    """No longer save the course with this key, also when it is gone by now."""
    if user is None:
        session[IN_SESSION] = [str(pk) for pk in in_session(session) if pk != course]
    else:
        SavedCourse.objects.filter(user=user, course=course).delete()


def move_along(request: HttpRequest, user: User, **_signal: Any) -> None:
    """What a visitor saved is theirs after they logged in, on every device."""
    session: Any = getattr(request, "session", None)
    if session is None or IN_SESSION not in session:
        return
    there = Course.objects.filter(pk__in=in_session(session)).values_list("pk", flat=True)
    SavedCourse.objects.bulk_create([SavedCourse(user=user, course_id=pk) for pk in there], ignore_conflicts=True)
    del session[IN_SESSION]


@transaction.atomic
def watch(user: User, criteria: Criteria, regions: Sequence[str], origin: str) -> SavedSearch | None:
    """Mail this person what is new in a search in these regions; None when they have twenty already."""
    where = criteria if criteria.everywhere or criteria.radius else criteria.with_regions(regions)
    kept = where.but(own=None).query().removeprefix("?")[:2000]
    found = SavedSearch.objects.filter(user=user, query=kept).first()
    if found is None and SavedSearch.objects.filter(user=user).count() < MOST_SEARCHES:
        found = SavedSearch.objects.create(user=user, query=kept, origin=origin.rstrip("/"))
    return found


def stop(found: SavedSearch) -> None:
    """No more mails of a search."""
    SavedSearch.objects.filter(pk=found.pk).delete()
