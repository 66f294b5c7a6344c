"""How the funds of a person decide and pay, and what waits for a second person."""

from uuid import UUID

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest

from funding.fund_settings.enums import ChangeState
from funding.fund_settings.models import FundChange
from portal.access import page_of, person, refuse
from portal.people.enums import FUND_ROLES, Role
from portal.people.models import Fund


def funds(request: HttpRequest, *roles: Role) -> QuerySet[Fund]:
    """The funds that decide here where this person has one of these roles (any: to read), by name."""
    return Fund.objects.filter(pk__in=person(request).funds(*(roles or FUND_ROLES)), decides_here=True)


def fund(request: HttpRequest, slug: str, *roles: Role) -> Fund:
    """One of them, or 404."""
    return funds(request, *roles).filter(pk=slug).first() or refuse(request, "fund", slug)


def changes(request: HttpRequest, of: Fund) -> "Page[FundChange]":
    """What was proposed at a fund that was reached already, newest first."""
    return page_of(request, FundChange.objects.filter(fund=of).select_related("proposed_by", "decided_by"))


def waiting(of: Fund) -> FundChange | None:
    """What waits for a second person at a fund that was reached already."""
    return FundChange.objects.filter(fund=of, state=ChangeState.PROPOSED).select_related("proposed_by", "fund").first()


def change(request: HttpRequest, pk: UUID, role: Role) -> FundChange:
    """A proposal at a fund where this person has this role, or 404."""
    found = FundChange.objects.filter(pk=pk, fund__in=funds(request, role)).select_related("fund").first()
    return found or refuse(request, "fund change", pk)


def to_do(request: HttpRequest) -> int:
    """How many proposals wait for this person as the second one."""
    found = FundChange.objects.filter(fund__in=funds(request, Role.APPROVER), state=ChangeState.PROPOSED)
    return found.exclude(proposed_by=person(request).user).count()
