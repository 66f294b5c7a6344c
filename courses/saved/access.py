"""What somebody keeps: courses, of a visitor in their session, and searches of which they hear by mail."""

from uuid import UUID

from django.http import HttpRequest

from courses.access import courses_in_order
from courses.models import Course, SavedCourse, SavedSearch
from courses.saved.actions import in_session
from portal.access import person
from portal.pages.remembering import OncePerRequest


def saved_courses(request: HttpRequest) -> list[Course]:
    """What this person saved, the latest first, as far as it can be seen; of a visitor what is in their session."""
    return courses_in_order(saved_keys(request))


@OncePerRequest
def saved_keys(request: HttpRequest) -> list[UUID]:
    """The keys of what this person saved, the latest first; asked of the database once per request."""
    who = person(request).user
    mine = SavedCourse.objects.filter(user=who).values_list("course", flat=True)
    return list(mine) if who else in_session(request.session)


def is_saved(request: HttpRequest, course: Course) -> bool:
    """Whether this person saved it."""
    who = person(request).user
    if who is None:
        return course.pk in in_session(request.session)
    return SavedCourse.objects.filter(user=who, course=course).exists()


def saved_searches(request: HttpRequest) -> list[SavedSearch]:
    """The searches of which this person hears by mail."""
    who = person(request).user
    return list(SavedSearch.objects.filter(user=who)) if who else []


def search_of_link(token: UUID) -> SavedSearch | None:
    """The search that the link of a mail is about, for whoever has the link; None when it was stopped."""
    return SavedSearch.objects.filter(token=token).first()
