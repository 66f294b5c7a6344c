"""What the engine said of a scheme to this visitor, for one course or for none."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from courses.models import Course
from funding.check.asking import check_of
from funding.entitlements.page import Entitlements
from intake.profile.questions import QUESTIONS
from intake.profile.values import shown_all


@dataclass(frozen=True, slots=True)
class Told:
    """The course it was about, the verdict on the scheme ("" when it was not judged), and what was known (JSON)."""

    course: Course | None
    verdict: str
    facts: dict[str, Any]


def told_to(request: HttpRequest, slug: str, course_text: str) -> Told:
    """``course_text`` is the id of a course as it stands in an address; anything else is none. 404 for another id."""
    try:
        pk = UUID(course_text)
    except ValueError:
        pk = None
    if pk is not None and (check := check_of(request, pk)).assessment is not None:
        rows = {row.scheme.slug: row.outcome.verdict.value for row in check.assessment.rows}
        return Told(check.course, rows.get(slug, ""), check.assessment.facts.to_document())
    entitlements = Entitlements.of(request)
    verdicts = {row.scheme.slug: row.outcome.verdict.value for row in entitlements.found.rows}
    return Told(None, verdicts.get(slug, ""), entitlements.found.facts.to_document())


def fact_rows(document: dict[str, Any] | None) -> list[dict[str, str]]:
    """What was sent along, for the component "answers": what people tell; the rest follows from the course."""
    if document is None:
        return []
    asked = {fact: value for fact, value in document["values"].items() if fact in QUESTIONS}
    return [
        {"question": str(QUESTIONS[fact].on_file or QUESTIONS[fact].label), "answer": text}
        for fact, text in shown_all(asked).items()
    ]
