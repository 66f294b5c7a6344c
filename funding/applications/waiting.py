"""The waiting list of a budget: who comes first, and moving up when money comes back."""

from uuid import UUID

from django.db import transaction

from funding.applications.mails import tell_learner
from funding.applications.models import PlanLine
from funding.applications.queries import PlanLineQuerySet
from funding.applications.states import LINE
from funding.applications.steps import StepGone, follow, lock, money_came_back, take
from funding.budgets import ledger
from funding.budgets.enums import Order
from funding.budgets.errors import BudgetExhausted
from funding.budgets.models import Budget, Earmark
from portal.people.models import User
from portal.record.audit import record
from portal.record.outbox import consumes


def waiting_for(budget: Budget) -> PlanLineQuerySet[PlanLine]:
    """Lines that wait for money of this budget, in the order that it says."""
    return PlanLine.objects.waiting_for(budget)


def is_first(line: PlanLine) -> bool:
    """Whether nobody comes before this line; in a budget where the fund chooses, everybody may be first."""
    budget = line.budget
    if budget is None or budget.order == Order.FREE:
        return True
    first = waiting_for(budget).first()
    return first is None or first.pk == line.pk


def place_of(line: PlanLine) -> int | None:
    """The place on the waiting list, from 1; None where there is no order."""
    if line.budget is None or line.budget.order == Order.FREE:
        return None
    places = list(waiting_for(line.budget).values_list("pk", flat=True))
    return places.index(line.pk) + 1 if line.pk in places else None


@consumes("funding.move_up")
def move_up(budget_id: str) -> None:
    """Give the first of the waiting list its money, if there is enough for all it asked; then look again.

    One line a transaction: two lines of two applications in one could wait for a decision that waits for them.
    """
    budget = Budget.objects.get(pk=UUID(budget_id))
    if budget.order == Order.FREE:
        return
    # Who has a part of the budget kept for them does not wait behind who has not.
    marks = [None, *Earmark.objects.filter(budget=budget).values_list("pk", flat=True)] if budget.kept else [None]
    for mark in marks:
        waiting = waiting_for(budget)
        first = (waiting.filter(earmark=mark) if mark else waiting).first()
        if first and _serve(budget, first):
            money_came_back(budget.pk)
            return


def _serve(budget: Budget, line: PlanLine) -> bool:
    lock(line.application_id)
    try:
        serve(budget, line)
    except StepGone:
        return True  # withdrawn or served meanwhile: look at the next
    except BudgetExhausted:
        return False
    return True


def serve(budget: Budget, line: PlanLine, by: User | None = None) -> None:
    """Hold money for a line of the waiting list and tell the learner; its application is locked.

    ``by``: who chose it, where the scheme leaves that to the fund. Raises StepGone, BudgetExhausted.
    """
    with transaction.atomic():
        take(line, LINE.step("move_up"))
        ledger.reserve(budget.pk, line.pk, line.cents, f"moved:{line.version}")
    follow(line.application_id)
    record(by, "move_up", line, chain=line.fund_id, cents=line.cents)
    _tell(line)


def _tell(line: PlanLine) -> None:
    tell_learner(line.application, "moved_up", sender=line.fund.name)
