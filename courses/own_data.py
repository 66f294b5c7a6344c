"""What the catalogue holds of a person: kept courses and searches, and questions to providers."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from courses.models import CourseQuestion, SavedCourse, SavedSearch
from courses.telling import on_one_line
from portal.own_data.holding import Sheet
from portal.people.models import User


def sheets(user: User) -> Iterable[Sheet]:
    """Kept courses, searches that are followed, and questions."""
    kept = SavedCourse.objects.filter(user=user).select_related("course__provider")
    columns = {"title": _("Opleiding"), "provider": _("Opleider"), "at": _("Bewaard op")}
    rows = [{"title": one.course.title, "provider": one.course.provider.name, "at": one.at} for one in kept]
    yield Sheet("saved_courses", _("Bewaarde opleidingen"), columns, rows)
    searches = list(SavedSearch.objects.filter(user=user))
    lines = on_one_line([one.query for one in searches])
    columns = {"search": _("Zoekopdracht"), "query": _("Adres"), "at": _("Gevolgd sinds")}
    yield Sheet(
        "saved_searches",
        _("Zoekopdrachten die je volgt"),
        columns,
        [{"search": line, "query": one.query, "at": one.at} for one, line in zip(searches, lines, strict=True)],
    )
    mine = Q(user=user) | Q(email__iexact=user.email)
    asked = CourseQuestion.objects.filter(mine).select_related("course")
    columns = {"course": _("Opleiding"), "text": _("Je vraag"), "at": _("Gesteld op")}
    rows = [{"course": one.course.title, "text": one.text, "at": one.at} for one in asked]
    yield Sheet("course_questions", _("Vragen aan opleiders"), columns, rows)


def erase(user: User) -> None:
    """All of it goes."""
    SavedCourse.objects.filter(user=user).delete()
    SavedSearch.objects.filter(user=user).delete()
    CourseQuestion.objects.filter(Q(user=user) | Q(email__iexact=user.email)).delete()


def came(user: User) -> Iterable[tuple[datetime, str]]:
    """Where they follow searches."""
    return SavedSearch.objects.filter(user=user).values_list("at", "origin")
