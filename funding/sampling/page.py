"""What the pages of samples show."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from funding import sampling_access
from funding.documents.page import document_row
from funding.sampling.actions import drawn_again
from funding.sampling.enums import Outcome
from funding.sampling.models import SampleCase, SampleDraw
from portal.templatetags.portal import day, euros


def draw_page(request: HttpRequest, draw: SampleDraw) -> dict[str, Any]:
    """Context for templates/funding/sampling/draw.html."""
    pages = sampling_access.cases(request, draw)
    return {
        "draw": draw,
        "first": draw.period.lower,
        "last": draw.period.upper - timedelta(days=1),
        "population": len(draw.population),
        "same_again": drawn_again(draw),
        "pages": pages,
        "columns": [
            {"label": _("Aanvraag")},
            {"label": _("Waarvoor")},
            {"label": _("Bedrag"), "numeric": True},
            {"label": _("Stand")},
        ],
        "rows": [_row(case) for case in pages],
    }


def _row(case: SampleCase) -> list[Any]:
    line = case.line
    return [
        {"text": line.application.learner_name, "url": reverse("funding:sample_case", args=[case.pk])},
        line.application.course_as_sent["title"],
        euros(stands_of(case)),
        standing_of(case),
    ]


def stands_of(case: SampleCase) -> int:
    """Cents that are fixed, or granted while nothing was fixed."""
    line = case.line
    return (line.granted_cents if line.settled_cents is None else line.settled_cents) or 0


def standing_of(case: SampleCase) -> str:
    """Where a drawn line stands, in words."""
    if case.done:
        return str(Outcome(case.outcome).label)
    if case.outcome:
        return _("wacht op een tweede persoon")
    if case.answered:
        return _("antwoord is binnen")
    if case.until:
        return _("gevraagd tot en met %(day)s") % {"day": day(case.until, "date")}
    return _("nog niets gedaan")


def case_page(case: SampleCase, *, may_approve: bool, by: object) -> dict[str, Any]:
    """Context for templates/funding/sampling/case.html."""
    stands = stands_of(case)
    return {
        "case": case,
        "line": case.line,
        "stands": stands,
        "standing": standing_of(case),
        "documents": [document_row(one) for one in case.line.application.documents.order_by("-added")[:25]],
        "may_approve": may_approve and bool(case.outcome) and not case.done and case.concluded_by_id != by,
    }
