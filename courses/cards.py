"""A course in a list, as templates/components/card.html wants it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses import words
from courses.estimates import Estimate, estimator
from courses.models import Course


def cards(request: HttpRequest, courses: Sequence[Course], regions: Collection[str]) -> list[dict[str, Any]]:
    """One card per course: places and start in these regions, and what it costs this visitor when that is known."""
    teller = estimator()
    estimates: Mapping[UUID, Estimate] = teller.for_courses(request, courses) if teller and courses else {}
    return [_card(course, regions, estimates.get(course.pk)) for course in courses]


def money(estimate: Estimate | None) -> dict[str, Any]:
    """The line of money on a card: an amount with who pays the rest, or how to find out; nothing when unknown."""
    if estimate is None:
        return {}
    if estimate.own_cents is not None:
        note = _("%(payers)s betaalt mee") if len(estimate.payers) == 1 else _("%(payers)s betalen mee")
        notes = [note % {"payers": words.listed(estimate.payers)}] if estimate.payers else []
        notes += [_("voorbeeld")] if estimate.example else []
        return {"money_label": _("Voor jou:"), "money": estimate.own_cents, "money_note": " · ".join(notes)}
    if not estimate.questions_left:
        return {"money_text": _("Zie wat jij betaalt")}
    text = ngettext(
        "Beantwoord %(number)s vraag en zie wat jij betaalt",
        "Beantwoord %(number)s vragen en zie wat jij betaalt",
        estimate.questions_left,
    )
    return {"money_text": text % {"number": estimate.questions_left}}


def _card(course: Course, regions: Collection[str], estimate: Estimate | None) -> dict[str, Any]:
    session = words.next_session(course, regions)
    start = _("Start %(day)s") % {"day": words.start(session)} if session else words.start_without_date(course)
    facts = [
        {"icon": "calendar", "text": start},
        {"icon": "monitor" if course.online else "map-pin", "text": words.places(course, regions)},
        {"icon": "clock", "text": words.rhythm(course)},
        {"icon": "euro", "text": words.price(course)},
    ]
    return {
        "pk": course.pk,
        "url": course.get_absolute_url(),
        "title": course.title,
        "provider": course.provider.name,
        "summary": course.summary,
        "facts": [fact for fact in facts if fact["text"]],
        "tags": [tag for tag in (words.level(course), words.outcome(course)) if tag],
        **money(estimate),
    }
