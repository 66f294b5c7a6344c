"""Keeping courses and searches, and telling what is new in a search."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from courses.models import Course
from courses.saved.models import SavedCourse, SavedSearch
from courses.search import query
from courses.search.columns import snapshot
from courses.search.criteria import Criteria
from courses.search.places import place_meant
from courses.shortages.columns import short_of_people
from portal.mail.actions import send_mail
from portal.people.models import User

#: In the session of a visitor: keys of courses, the latest first.
IN_SESSION = "saved_courses"
MOST_COURSES = 50
MOST_SEARCHES = 20
#: So many courses stand in one mail; the rest is behind the link.
MOST_TOLD = 10


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


def drop(course: Course, user: User | None, session: SessionBase) -> None:
    """No longer save a course."""
    if user is None:
        session[IN_SESSION] = [str(pk) for pk in in_session(session) if pk != course.pk]
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


def stop(token: UUID) -> bool:
    """No more mails of a search; whether there was one."""
    return SavedSearch.objects.filter(token=token).delete()[0] > 0


def look() -> None:
    """Mail who waits for it what is new since they last heard; every day."""
    newest = Course.objects.aggregate(newest=Max("first_seen"))["newest"]
    if newest is None:
        return
    for one in SavedSearch.objects.filter(told__lt=newest).select_related("user").iterator(chunk_size=100):
        with transaction.atomic():
            _look(one, newest)


def _look(one: SavedSearch, newest: datetime) -> None:
    """Up to the newest course that there was when looking began, so that no clock comes into it."""
    today = timezone.localdate()
    criteria = Criteria.of(QueryDict(one.query))
    municipality = place_meant(criteria.place)[0] if criteria.place else None
    columns = snapshot(today)
    found = query.search(
        criteria,
        today,
        criteria.regions or None,
        municipality=municipality.code if municipality else None,
        short=short_of_people(columns, today, criteria.regions or None) if criteria.shortage else None,
        columns=columns,
    ).ranking
    new = Course.objects.listed(today).filter(first_seen__gt=one.told, first_seen__lte=newest)
    fresh = {course.pk: course for course in new.select_related("provider").order_by("-first_seen", "pk")}
    told = [fresh[pk] for pk in found.those_of(list(fresh))]
    # Whoever looks at the same time tells it once: only one of them moves the moment.
    if not SavedSearch.objects.filter(pk=one.pk, told=one.told).update(told=newest) or not told:
        return
    stop_path = reverse("courses:stop_search", args=[one.token])
    send_mail(
        "new_courses",
        to=one.user.email,
        context={
            "name": one.user.name,
            "courses": [
                {"title": course.title, "provider": course.provider.name, "path": course.get_absolute_url()}
                for course in told[:MOST_TOLD]
            ],
            "number": len(told),
            "origin": one.origin,
            "path": f"{reverse('courses:catalogue')}?{one.query}",
            "stop": stop_path,
        },
        language=one.user.language,
        unsubscribe=f"{one.origin}{stop_path}",
    )
