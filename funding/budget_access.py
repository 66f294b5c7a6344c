"""What who works at a fund may see of its budgets."""

from collections.abc import Iterable
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest

from funding.budgets.enums import TransferState
from funding.budgets.models import Budget, BudgetTransfer, CeilingChange, Earmark
from portal.access import page_of, person, refuse
from portal.people.enums import FUND_ROLES, Role

BOTH = ("source__scheme__fund", "target__scheme__fund", "proposed_by", "decided_by")


def budgets(request: HttpRequest) -> "Page[Budget]":
    """Budgets of the funds of this person, by fund and scheme, the last period first."""
    found = _of(request, *FUND_ROLES)
    return page_of(request, found.order_by("scheme__fund__name", "scheme__name", "-period", "pk"))


def totals(request: HttpRequest) -> dict[str, int]:
    """Cents of all those budgets together: "ceiling", "reserved", "committed", "paid" and "left"."""
    names = ("ceiling", "reserved", "committed", "paid", "kept")
    found = _of(request, *FUND_ROLES).aggregate(**{f"all_{name}": Sum(name, default=0) for name in names})
    sums = {name: int(found[f"all_{name}"]) for name in names}
    return sums | {"left": sums["ceiling"] - sum(sums[name] for name in names if name != "ceiling")}


def budget(request: HttpRequest, pk: UUID, *roles: Role) -> Budget:
    """A budget of a fund where this person has one of these roles (any: to read), or 404."""
    return _of(request, *(roles or FUND_ROLES)).filter(pk=pk).first() or refuse(request, "budget", pk)


def others_of_fund(request: HttpRequest, of: Budget) -> QuerySet[Budget]:
    """The other budgets of the same fund, to move money to."""
    found = _of(request, Role.FUND_ADMINISTRATOR).filter(scheme__fund=of.scheme.fund_id).exclude(pk=of.pk)
    return found.order_by("scheme__name", "-period")


def changes(request: HttpRequest, of: Budget) -> "Page[CeilingChange]":
    """How the ceiling of a budget, reached already, changed; newest first."""
    return page_of(request, CeilingChange.objects.filter(budget=of).select_related("by", "transfer"))


def open_transfers(of: Budget) -> list[BudgetTransfer]:
    """Transfers from or to a budget, reached already, and changes of its ceiling, that wait for a second person."""
    found = of.transfers_out.all() | of.transfers_in.all()
    return list(found.filter(state=TransferState.PROPOSED).select_related(*BOTH).order_by("proposed")[:50])


def earmarks(of: Budget) -> list[Earmark]:
    """The parts of a budget, reached already, that are only for some."""
    return list(Earmark.objects.filter(budget=of))


def earmark(request: HttpRequest, pk: UUID) -> Earmark:
    """A part of a budget of a fund that this person administers, or 404."""
    mine = person(request).funds(Role.FUND_ADMINISTRATOR)
    found = Earmark.objects.filter(pk=pk, budget__scheme__fund__in=mine).select_related("budget__scheme").first()
    return found or refuse(request, "earmark", pk)


def transfer(request: HttpRequest, pk: UUID, role: Role) -> BudgetTransfer:
    """A transfer at a fund where this person has this role, or 404."""
    found = _transfers(person(request).funds(role)).filter(pk=pk)
    return found.select_related(*BOTH).first() or refuse(request, "transfer", pk)


def transfers_to_do(request: HttpRequest) -> int:
    """How many transfers wait for this person as the second one."""
    who = person(request)
    found = _transfers(who.funds(Role.APPROVER)).filter(state=TransferState.PROPOSED)
    return found.exclude(proposed_by=who.user).count()


def _transfers(funds: Iterable[str]) -> QuerySet[BudgetTransfer]:
    """Of these funds; with both ends here they are of one fund."""
    return BudgetTransfer.objects.filter(Q(source__scheme__fund__in=funds) | Q(target__scheme__fund__in=funds))


def _of(request: HttpRequest, *roles: Role) -> QuerySet[Budget]:
    return Budget.objects.filter(scheme__fund__in=person(request).funds(*roles)).select_related("scheme__fund")
