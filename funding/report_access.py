"""What a report may count: every sent application of one's own fund; nobody is named in it."""

from uuid import UUID

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.reports.enums import ReportKind
from funding.reports.models import ReportFile, ReportSchedule
from funding.schemes.models import Scheme
from portal.access import page_of, person, refuse
from portal.people.enums import FUND_ROLES, Role
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
    return found.exclude(state__in=[LineState.PROPOSED, LineState.WITHDRAWN, LineState.FORWARDED])


def schedules(request: HttpRequest) -> QuerySet[ReportSchedule]:
    """The reports that are made by themselves at the funds that this person administers; lists with people in them
    only for who asked for them.
    """
    who = person(request)
    mine = ReportSchedule.objects.filter(fund__in=who.funds(Role.FUND_ADMINISTRATOR))
    found = mine.filter(Q(kind=ReportKind.FIGURES) | Q(by=who.user))
    return found.select_related("fund", "scheme", "by").order_by("ended", "funder", "pk")


def schedule(request: HttpRequest, pk: UUID) -> ReportSchedule:
    """One of those, or 404."""
    return schedules(request).filter(pk=pk).first() or refuse(request, "report schedule", pk)


def files(request: HttpRequest) -> "Page[ReportFile]":
    """What was made of those, the newest first, without the files themselves."""
    found = ReportFile.objects.filter(schedule__in=schedules(request).values("pk")).defer("content")
    return page_of(request, found.select_related("schedule__fund", "schedule__scheme").order_by("-first", "-made"))


def file(request: HttpRequest, pk: UUID) -> ReportFile:
    """One file, or 404."""
    found = ReportFile.objects.filter(pk=pk, schedule__in=schedules(request).values("pk"))
    return found.select_related("schedule").first() or refuse(request, "report", pk)


def administered(request: HttpRequest) -> QuerySet[Fund]:
    """Funds for which this person can ask for reports."""
    return Fund.objects.filter(pk__in=person(request).funds(Role.FUND_ADMINISTRATOR), decides_here=True).order_by(
        "name"
    )


def schemes(request: HttpRequest) -> QuerySet[Scheme]:
    """Their schemes."""
    return Scheme.objects.filter(fund__in=administered(request).values("pk")).order_by("name")
