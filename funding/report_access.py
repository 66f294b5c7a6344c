"""What a report may count: every sent application of one's own fund; nobody is named in it."""

from django.db.models import QuerySet
from django.http import HttpRequest

from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from portal.access import person, refuse
from portal.people.enums import FUND_ROLES
from portal.people.models import Fund


def funds(request: HttpRequest) -> list[Fund]:
    """The funds where this person works and that decide here."""
    return list(Fund.objects.filter(pk__in=person(request).funds(*FUND_ROLES), decides_here=True))


def fund(request: HttpRequest, slug: str) -> Fund:
    """One of those, or 404."""
    return next((one for one in funds(request) if one.pk == slug), None) or refuse(request, "fund", slug)


def lines_of_year(request: HttpRequest, of: Fund, year: int) -> QuerySet[PlanLine]:
    """The lines of what was sent in a year to a fund that was reached already."""
    found = PlanLine.objects.filter(fund=of, application__submitted__year=year)
    return found.exclude(state__in=[LineState.PROPOSED, LineState.WITHDRAWN])
