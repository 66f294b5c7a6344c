"""Ceilings that change and money that moves between budgets, by two people. What was promised is never touched."""

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from funding.applications.steps import money_came_back
from funding.budgets.enums import TransferState
from funding.budgets.errors import (
    AlreadyProposed,
    BelowWhatIsUsed,
    NotTheirBudget,
    SameCeiling,
    SameFundOnly,
    TakesTwo,
    TransferGone,
)
from funding.budgets.models import Budget, BudgetTransfer, CeilingChange, Earmark
from portal.people.enums import Role
from portal.people.models import Membership, User
from portal.record.audit import record


@transaction.atomic
def propose_ceiling(budget: Budget, cents: int, reason: str, by: User) -> BudgetTransfer:
    """Ask to set the ceiling to ``cents``; nothing changes yet. ``budget`` comes with scheme.

    Raises BelowWhatIsUsed when so much is not free now, SameCeiling, NotTheirBudget, and AlreadyProposed while another
    change waits: what is asked is how much more or less, and two would add up.
    """
    _allow(budget, Role.FUND_ADMINISTRATOR, by)
    Budget.objects.select_for_update().get(pk=budget.pk)
    budget.refresh_from_db(fields=["ceiling", "reserved", "committed", "paid", "kept"])
    waiting = BudgetTransfer.objects.filter(state=TransferState.PROPOSED)
    if waiting.filter(Q(source=budget, target=None) | Q(target=budget, source=None)).exists():
        raise AlreadyProposed
    more = cents - budget.ceiling
    if more == 0:
        raise SameCeiling
    if -more > budget.left:
        raise BelowWhatIsUsed
    ends = {"target": budget} if more > 0 else {"source": budget}
    found = BudgetTransfer.objects.create(**ends, cents=abs(more), reason=reason, proposed_by=by)
    record(by, "propose_ceiling", budget, chain=budget.scheme.fund_id, before=budget.ceiling, after=cents)
    return found


@transaction.atomic
def propose_transfer(source: Budget, target: Budget, cents: int, reason: str, by: User) -> BudgetTransfer:
    """Ask to move money to another budget of the fund; nothing moves yet. Both come with scheme.

    Raises SameFundOnly, BelowWhatIsUsed when the source has not so much free now, NotTheirBudget, and AlreadyProposed
    when the same waits already.
    """
    _allow(source, Role.FUND_ADMINISTRATOR, by)
    if source.scheme.fund_id != target.scheme.fund_id:
        raise SameFundOnly
    if cents > source.left:
        raise BelowWhatIsUsed
    try:
        with transaction.atomic():
            found = BudgetTransfer.objects.create(
                source=source, target=target, cents=cents, reason=reason, proposed_by=by
            )
    except IntegrityError as error:
        raise AlreadyProposed from error
    record(by, "propose_transfer", found, chain=source.scheme.fund_id, cents=cents)
    return found


@transaction.atomic
def transfer(asked: BudgetTransfer, by: User) -> None:
    """Move the money, as a second person. ``asked`` comes with its budgets and their schemes.

    Raises TakesTwo, TransferGone, BelowWhatIsUsed when the source has not so much free any more, NotTheirBudget.
    Who waits for money is served after the commit.
    """
    _allow(asked.here, Role.APPROVER, by)
    if asked.proposed_by_id == by.pk:
        raise TakesTwo
    _end(asked, TransferState.DONE, by)
    ends = [(budget, cents) for budget, cents in ((asked.source, -asked.cents), (asked.target, asked.cents)) if budget]
    # Both budgets in the order of their ids, as everything that moves more than one.
    for budget, cents in sorted(ends, key=lambda end: str(end[0].pk)):
        move_ceiling(budget, cents, asked, by)
    record(by, "transfer", asked, chain=asked.here.scheme.fund_id, cents=asked.cents)


@transaction.atomic
def cancel_transfer(asked: BudgetTransfer, by: User) -> None:
    """Give up a transfer that nobody did. Raises TransferGone, NotTheirBudget."""
    _allow(asked.here, Role.FUND_ADMINISTRATOR, by)
    _end(asked, TransferState.CANCELLED, by)
    record(by, "cancel_transfer", asked, chain=asked.here.scheme.fund_id)


@transaction.atomic
def keep_apart(
    budget: Budget, name: str, sectors: list[str], municipalities: list[str], cents: int, by: User
) -> Earmark:
    """Keep a part of what is free for some: announced before people apply (Awb 4:26). ``budget`` comes with scheme.

    Raises BelowWhatIsUsed when not so much is free, NotTheirBudget.
    """
    _allow(budget, Role.FUND_ADMINISTRATOR, by)
    unclaimed = F("ceiling") - F("reserved") - F("committed") - F("paid") - F("kept")
    rows = Budget.objects.annotate(unclaimed=unclaimed).filter(pk=budget.pk, unclaimed__gte=cents)
    if not rows.update(kept=F("kept") + cents):
        raise BelowWhatIsUsed
    found = Earmark.objects.create(
        budget=budget, name=name, sectors=sectors, municipalities=municipalities, cents=cents, by=by
    )
    record(by, "keep_apart", found, chain=budget.scheme.fund_id, cents=cents)
    return found


@transaction.atomic
def let_go(earmark: Earmark, by: User) -> None:
    """Give what an earmark has left to everybody; it comes with budget and scheme. Raises NotTheirBudget."""
    budget = earmark.budget
    _allow(budget, Role.FUND_ADMINISTRATOR, by)
    locked = Earmark.objects.select_for_update().get(pk=earmark.pk)
    left = locked.left
    if left:
        Earmark.objects.filter(pk=earmark.pk).update(cents=F("used"))
        Budget.objects.filter(pk=budget.pk).update(kept=F("kept") - left)
        money_came_back(budget.pk)
    record(by, "let_go", earmark, chain=budget.scheme.fund_id, cents=left)


def _end(asked: BudgetTransfer, state: TransferState, by: User) -> None:
    waiting = BudgetTransfer.objects.filter(pk=asked.pk, state=TransferState.PROPOSED)
    if not waiting.update(state=state, decided_by=by, decided=timezone.now()):
        raise TransferGone


def move_ceiling(budget: Budget, cents: int, of: BudgetTransfer, by: User) -> None:
    """Move a ceiling by so many cents in one conditional statement, and write it down. Raises BelowWhatIsUsed.

    ``of``: the transfer that two people did; who may do so is for the caller.
    """
    used = F("reserved") + F("committed") + F("paid") + F("kept")
    if not Budget.objects.filter(pk=budget.pk, ceiling__gte=used - cents).update(ceiling=F("ceiling") + cents):
        raise BelowWhatIsUsed
    after = Budget.objects.values_list("ceiling", flat=True).get(pk=budget.pk)
    if cents > 0:
        money_came_back(budget.pk)
    CeilingChange.objects.create(
        budget=budget, before_cents=after - cents, after_cents=after, reason=of.reason, transfer=of, by=by
    )


def _allow(budget: Budget, role: Role, by: User) -> None:
    roles = Membership.objects.filter(user=by, fund=budget.scheme.fund_id, role=role)
    if not roles.valid_on(timezone.localdate()).exists():
        raise NotTheirBudget
