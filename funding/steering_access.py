"""What who works at a fund may see of steering: proposals for the budgets of their own funds only."""

from collections.abc import Iterable
from uuid import UUID

from django.core.paginator import Page
from django.http import HttpRequest
from django.utils import timezone

from funding.budgets.models import Budget
from funding.fund_access import lines
from funding.steering.models import Adoption, Choice, RunBudget, SteeringRun
from portal.access import page_of, person, refuse
from portal.people.enums import FUND_ROLES, Role


def runs(request: HttpRequest) -> "Page[SteeringRun]":
    """Proposals of which every fund is one of this person's, newest first."""
    funds = sorted(person(request).funds(*FUND_ROLES))
    found = SteeringRun.objects.filter(funds__contained_by=funds).select_related("asked_by")
    return page_of(request, found.defer("result"))


def run(request: HttpRequest, pk: UUID, *roles: Role) -> SteeringRun:
    """A proposal of which every fund is one where this person has one of these roles (any: to read), or 404."""
    funds = sorted(person(request).funds(*(roles or FUND_ROLES)))
    found = SteeringRun.objects.filter(funds__contained_by=funds, pk=pk).select_related("asked_by").first()
    return found or refuse(request, "steering run", pk)


def budgets_of(run: SteeringRun) -> list[RunBudget]:
    """The budgets of a proposal as they were, with the budget as it is now and its scheme and fund."""
    found = RunBudget.objects.filter(run=run).select_related("budget__scheme__fund")
    return list(found.order_by("budget__scheme__name"))


def adoptions_of(run: SteeringRun) -> list[Adoption]:
    """What was set ready or taken over of a proposal."""
    return list(Adoption.objects.filter(run=run).select_related("budget__scheme", "prepared_by", "adopted_by"))


def choices_of(request: HttpRequest, run: SteeringRun, *, only_changed: bool) -> "Page[Choice]":
    """A page of what a proposal says of each application; ``only_changed``: where order of receipt says otherwise.

    Never applications of the person who looks, or of somebody they are involved with.
    """
    seen = lines(person(request), *FUND_ROLES).values("application")
    found = Choice.objects.filter(run=run, application__in=seen).select_related("application")
    if only_changed:
        found = found.filter(served=True, by_receipt=False) | found.filter(served=False, by_receipt=True)
    return page_of(request, found.order_by("place"), size=50)


def files_of(request: HttpRequest, choices: Iterable[Choice]) -> dict[UUID, UUID]:
    """Application -> the file (plan line) of it that this person may open."""
    seen = lines(person(request), *FUND_ROLES).filter(application__in=[one.application_id for one in choices])
    return dict(seen.order_by("-position").values_list("application", "pk"))


def steerable(request: HttpRequest) -> list[Budget]:
    """The budgets of today of the funds that this person administers."""
    funds = person(request).funds(Role.FUND_ADMINISTRATOR)
    found = Budget.objects.on(timezone.localdate()).filter(scheme__fund__in=funds)
    return list(found.select_related("scheme__fund").order_by("scheme__name"))
