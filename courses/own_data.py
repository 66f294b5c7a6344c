"""What the catalogue holds of a person: kept courses and searches, and questions to providers."""

from collections.abc import Iterable

from django.http import QueryDict
from django.utils.translation import gettext as _

from courses import filters
from courses.models import CourseQuestion, SavedCourse, SavedSearch
from courses.search.criteria import Criteria
from portal.own_data.holding import Sheet
from portal.people.models import User


def sheets(user: User) -> Iterable[Sheet]:
    """Kept courses, searches that are followed, and questions."""
    kept = SavedCourse.objects.filter(user=user).select_related("course__provider")
    columns = {"title": _("Opleiding"), "provider": _("Opleider"), "at": _("Bewaard op")}
    rows = [{"title": one.course.title, "provider": one.course.provider.name, "at": one.at} for one in kept]
    yield Sheet("saved_courses", _("Bewaarde opleidingen"), columns, rows)
    searches = SavedSearch.objects.filter(user=user)
    columns = {"search": _("Zoekopdracht"), "query": _("Adres"), "at": _("Gevolgd sinds")}
    yield Sheet(
        "saved_searches",
        _("Zoekopdrachten die je volgt"),
        columns,
        [
            {"search": filters.in_words(Criteria.of(QueryDict(one.query))), "query": one.query, "at": one.at}
            for one in searches
        ],
    )
    asked = CourseQuestion.objects.filter(user=user).select_related("course")
    columns = {"course": _("Opleiding"), "text": _("Je vraag"), "at": _("Gesteld op")}
    rows = [{"course": one.course.title, "text": one.text, "at": one.at} for one in asked]
    yield Sheet("course_questions", _("Vragen aan opleiders"), columns, rows)


def erase(user: User) -> None:
    """All of it goes."""
    SavedCourse.objects.filter(user=user).delete()
    SavedSearch.objects.filter(user=user).delete()
    CourseQuestion.objects.filter(user=user).delete()
    CourseQuestion.objects.filter(email=user.email).delete()
