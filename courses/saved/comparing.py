"""Courses beside each other: what differs, in the words of their pages."""

from collections.abc import Collection, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from courses import cards, words
from courses.estimates import estimator
from courses.models import Course

#: More do not fit beside each other.
MOST = 4


def table(request: HttpRequest, courses: Sequence[Course], regions: Collection[str]) -> dict[str, Any]:
    """Rows of {"label", "values", "lang"}: a value per course, in their order; rows without any are left out. What
    providers wrote is Dutch in any language of ours.

    "checks": where to find out what a course costs this visitor, of those with a price of which that is not certain.
    "assumed": whether an amount counts on what nearly everybody would answer.
    """
    teller = estimator()
    estimates = teller.for_courses(request, courses) if teller and courses else {}
    rows = [
        _row(_("Jij betaalt"), [cards.money_in_words(estimates.get(course.pk)) for course in courses]),
        _row(_("Prijs"), [words.price(course) for course in courses]),
        _row(_("Start"), [_start(course, regions) for course in courses]),
        _row(_("Waar"), [words.places(course, regions) for course in courses]),
        _row(_("Duur"), [words.length(course) for course in courses]),
        _row(_("Wanneer"), [", ".join(filter(None, (words.hours_a_week(c), words.times(c)))) for c in courses]),
        _row(_("Je krijgt"), [words.outcome(course) for course in courses]),
        _row(_("Niveau"), [words.level(course) for course in courses]),
        _row(_("Taal"), [words.language(course.language) for course in courses]),
        _row(_("Wat heb je nodig?"), [course.entry_requirements for course in courses], language="nl"),
        _row(_("Opleider"), [course.provider.name for course in courses], language="nl"),
        _row(_("Keurmerk van de opleider"), [words.listed(course.provider.recognition_labels) for course in courses]),
    ]
    return {
        "courses": [{"title": course.title, "url": course.get_absolute_url()} for course in courses],
        "checks": [
            {"title": course.title, "url": teller.check_url(course, None)}
            for course in courses
            if (known := estimates.get(course.pk)) and (known.own_cents is None or known.assumed)
        ]
        if teller
        else [],
        "assumed": any(estimate.assumed for estimate in estimates.values()),
        "rows": [row for row in rows if any(row["values"])],
    }


def _row(label: str, values: list[str], *, language: str = "") -> dict[str, Any]:
    return {"label": label, "values": values, "lang": language}


def _start(course: Course, regions: Collection[str]) -> str:
    session = words.next_session(course, regions) or words.not_yet(course, regions)
    return words.start(session) if session else words.start_without_date(course)
