"""Samples of a fund: draws for who works there, and the lines in them, never of one's own applications."""

from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest

from funding.fund_access import lines
from funding.sampling.models import SampleCase, SampleDraw
from portal.access import page_of, person, refuse
from portal.people.enums import FUND_ROLES, Role
from portal.people.models import Fund


def funds(request: HttpRequest) -> QuerySet[Fund]:
    """Where this person may draw."""
    return Fund.objects.filter(pk__in=person(request).funds(Role.FUND_ADMINISTRATOR), decides_here=True)


def draws(request: HttpRequest) -> "Page[SampleDraw]":
    """The draws of this person's funds, newest first, with how many lines are drawn and done ("drawn", "finished")."""
    found = SampleDraw.objects.filter(fund__in=person(request).funds(*FUND_ROLES)).select_related("fund", "drawn_by")
    counted = found.annotate(drawn=Count("cases"), finished=Count("cases", filter=Q(cases__done__isnull=False)))
    return page_of(request, counted.defer("population").order_by("-at"))


def draw(request: HttpRequest, pk: UUID) -> SampleDraw:
    """One draw of a fund where this person works, or 404."""
    found = SampleDraw.objects.filter(pk=pk, fund__in=person(request).funds(*FUND_ROLES))
    return found.select_related("fund", "drawn_by").first() or refuse(request, "sample draw", pk)


def cases(request: HttpRequest, of: SampleDraw) -> "Page[SampleCase]":
    """The drawn lines that this person may see: what is open first."""
    found = of.cases.filter(line__in=lines(person(request), *FUND_ROLES))
    rows = found.select_related("line__application").order_by(F("done").asc(nulls_first=True), "until", "pk")
    return page_of(request, rows)


def case(request: HttpRequest, pk: UUID, *roles: Role) -> SampleCase:
    """One drawn line of a fund where this person has one of these roles (any: to read), with its file, or 404."""
    seen = lines(person(request), *(roles or FUND_ROLES))
    found = SampleCase.objects.filter(pk=pk, line__in=seen).select_related(
        "draw",
        "asked_by",
        "concluded_by",
        "approved_by",
        "line__fund",
        "line__scheme_version__scheme",
        "line__application__learner",
        "line__application__session",
    )
    return found.first() or refuse(request, "sample case", pk)


def own_case(request: HttpRequest, pk: UUID, case_pk: UUID) -> SampleCase:
    """What a fund asks this learner about an application of theirs, or 404."""
    found = SampleCase.objects.filter(
        pk=case_pk, line__application=pk, line__application__learner=person(request).user, asked__isnull=False
    )
    return found.select_related("line__fund", "line__application").first() or refuse(request, "sample case", case_pk)


def asked_of(application_pk: UUID) -> list[SampleCase]:
    """What funds ask the learner of this application and have not finished."""
    found = SampleCase.objects.filter(line__application=application_pk, asked__isnull=False, outcome="", done=None)
    return list(found.select_related("line__fund"))
