"""The survey behind a signed link, and what was answered, counted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from funding.figures.models import FigureCase
from funding.surveys.actions import read
from funding.surveys.enums import Outcome
from funding.surveys.models import Survey


def survey(token: str) -> Survey | None:
    """What a link asks; None for one that is not ours or no longer works."""
    pk = read(token)
    found = Survey.objects.filter(pk=pk, application__learner__is_active=True) if pk else Survey.objects.none()
    return found.select_related("application__course").first()


def course_of(of: Survey) -> str:
    """The name of the course that is asked about; "" when it is gone."""
    course = of.application.course
    return course.title if course else ""


def outcomes(fund: str, region: str, since: date) -> list[Mapping[str, Any]]:
    """Per number of months: how many were asked since a day, and answered what; of a fund, a region, or everywhere."""
    found: QuerySet[Survey] = Survey.objects.filter(asked__date__gte=since)
    if fund or region:
        # Where learners live stands in a document; the counters have it beside the application.
        cases = FigureCase.objects.filter(fund=fund)
        cases = cases.filter(region=region) if region else cases
        found = found.filter(application__in=cases.values("application"))
    counts = {value: Count("pk", filter=Q(outcome=value), distinct=True) for value in Outcome.values}
    rows = found.values("months").annotate(
        asked_of=Count("pk", distinct=True), help=Count("pk", filter=Q(wants_help=True), distinct=True), **counts
    )
    return list[Mapping[str, Any]](rows.order_by("months"))
