"""Taking over a proposal, per budget: one person sets it ready, another agrees, and then the people get their money."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.applications.steps import StepGone, lock
from funding.applications.waiting import serve
from funding.budgets.enums import Order
from funding.budgets.errors import BudgetExhausted
from funding.budgets.models import Budget
from funding.steering import errors
from funding.steering.enums import RunState
from funding.steering.models import Adoption, Choice, RunBudget, SteeringRun
from portal.people.models import User
from portal.record.audit import record


@transaction.atomic
def prepare(run: SteeringRun, budgets: Iterable[Budget], by: User) -> list[Adoption]:
    """Set these budgets of a proposal ready for a second person: all of them, or none.

    Raises CannotAdopt when the proposal is not there (any more), or a scheme does not leave the choice to its fund.
    """
    found = []
    wanted = Budget.objects.filter(pk__in=[budget.pk for budget in budgets]).select_related("scheme")
    for budget in wanted.order_by("pk"):
        _check(run, budget)
        if not lines_of(run, budget):
            raise errors.nothing_to_adopt()
        adoption, made = Adoption.objects.get_or_create(run=run, budget=budget, defaults={"prepared_by": by})
        if made:
            record(by, "prepare_adoption", adoption, chain=budget.scheme.fund_id, run=str(run.pk))
        found.append(adoption)
    return found


@transaction.atomic
def adopt(adoptions: Iterable[Adoption], by: User) -> int:
    """Agree with what another person set ready, and give everybody in it their money; returns how many lines.

    All of it or nothing. Raises CannotAdopt for one's own preparation, or when money moved or somebody left meanwhile.
    """
    total = 0
    ready = Adoption.objects.filter(pk__in=[one.pk for one in adoptions]).select_related("run", "budget")
    for adoption in ready.order_by("budget"):
        if adoption.prepared_by_id == by.pk:
            raise errors.own_preparation()
        total += _adopt(adoption, by)
    return total


def lines_of(run: SteeringRun, budget: Budget) -> list[PlanLine]:
    """The lines on the waiting list of a budget that a run gives exactly what they asked, in order of application."""
    chosen = [
        choice.application_id
        for choice in Choice.objects.filter(run=run, served=True).only("application_id", "lines")
        if any(line["budget"] == str(budget.pk) and line["as_asked"] for line in choice.lines)
    ]
    lines = PlanLine.objects.filter(application__in=chosen, budget=budget, state=LineState.WAITING)
    return list(lines.select_related("fund", "application__learner").order_by("application_id"))


def _adopt(adoption: Adoption, by: User) -> int:
    if adoption.adopted is not None:
        return 0
    run, lines = adoption.run, lines_of(adoption.run, adoption.budget)
    # Applications first, then the budget: whoever takes both locks takes them in this order.
    for line in lines:
        lock(line.application_id)
    budget = Budget.objects.select_for_update().select_related("scheme").get(pk=adoption.budget_id)
    _check(run, budget)
    if not lines:
        raise errors.nothing_to_adopt()
    # The trigger judges the budget as it is now, so this comes before money moves.
    adopted = Adoption.objects.filter(pk=adoption.pk, adopted=None).update(
        adopted=timezone.now(), adopted_by=by, people=len(lines), cents=sum(line.cents for line in lines)
    )
    if not adopted:
        return 0  # somebody was first
    for line in lines:
        try:
            serve(budget, line, by)
        except (StepGone, BudgetExhausted) as gone:
            raise errors.stale() from gone
    record(by, "adopt", adoption, chain=budget.scheme.fund_id, run=str(run.pk), people=len(lines))
    return len(lines)


def _check(run: SteeringRun, budget: Budget) -> None:
    if budget.order != Order.FREE:
        raise errors.in_order()
    seen = RunBudget.objects.filter(run=run, budget=budget).first()
    if run.state != RunState.READY or seen is None or not seen.is_as_it_was(budget):
        raise errors.stale()
