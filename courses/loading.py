"""Courses with what a page shows of them, in a number of questions that does not grow with the courses."""

from datetime import date

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from courses.models import Course, CoursePlace, Session

#: Where prefetching leaves the sessions to come: Course.coming.
COMING: str = "coming"
#: Long texts, and what only searching and importing need: a page of cards reads none of them.
NOT_ON_CARDS = ("search", "digest", "description", "keywords", "contact_email", "hidden_reason")


def for_cards(courses: QuerySet[Course], today: date) -> list[Course]:
    """Courses for cards, in any order, with parts but without their long texts.

    Twenty courses have hundreds of sessions, as a rule at the course's price: price lines are read of the others.
    """
    found = list(_with_parts(courses.defer(*NOT_ON_CARDS), Session.objects.to_come(today)))
    prefetch_related_objects([s for one in found for s in one.coming if s.total_cents is not None], "price_lines")
    return found


def whole(courses: QuerySet[Course], today: date) -> QuerySet[Course]:
    """Courses for their own page or a file, with parts and the price lines of every session: five questions in all."""
    return _with_parts(courses, Session.objects.to_come(today).prefetch_related("price_lines"))


def _with_parts(courses: QuerySet[Course], coming: QuerySet[Session]) -> QuerySet[Course]:
    """With provider, prices, places, and these sessions (``coming``)."""
    return courses.select_related("provider").prefetch_related(
        Prefetch("sessions", coming.defer("digest").select_related("municipality"), to_attr=COMING),
        Prefetch("places", CoursePlace.objects.select_related("municipality")),
        "price_lines",
    )
