"""Money that a pool lends to a budget: agreed by the fund that borrows, carried out by two, paid back in terms."""

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from funding.budgets.changing import move_ceiling
from funding.budgets.enums import TransferState
from funding.budgets.errors import BelowWhatIsUsed
from funding.budgets.models import BudgetTransfer
from funding.pools.enums import State
from funding.pools.errors import AllotmentGone, LentByYou, NotFreeToRepay, NotInThePool, OfferedByYou, PlaceGone
from funding.pools.models import Allotment, AllotmentPart, Loan, LoanTerm, Pool, PoolMember
from funding.pools.rights import allow
from funding.settling.actions import months_on, split
from portal.people.enums import Role
from portal.people.models import User
from portal.record.audit import record


@transaction.atomic
def propose_loan(member: PoolMember, cents: int, terms: int, first_term: date, reason: str, by: User) -> Allotment:
    """Ask to lend money of the pool to a budget, paid back in monthly terms; nothing moves yet.

    The fund of the budget agrees (``agree``), a second person of the keeper carries it out (``actions.carry_out``).
    ``member`` comes with pool. Raises NotInThePool, NotTheirBudget.
    """
    pool = member.pool
    allow(pool.fund_id, Role.FUND_ADMINISTRATOR, by)
    if cents > pool.free:
        raise NotInThePool
    made = Allotment.objects.create(pool=pool, reason=reason, proposed_by=by)
    AllotmentPart.objects.create(allotment=made, member=member, cents=cents)
    Loan.objects.create(allotment=made, member=member, cents=cents, terms=terms, first_term=first_term, asked_by=by)
    record(by, "propose_loan", made, chain=pool.fund_id, cents=cents, terms=terms, first=first_term.isoformat())
    return made


@transaction.atomic
def agree(loan: Loan, by: User) -> None:
    """Agree to a loan, for the fund that borrows. ``loan`` comes with allotment, and the scheme of its budget.

    Raises LentByYou, AllotmentGone, NotTheirBudget.
    """
    fund = loan.member.budget.scheme.fund_id
    allow(fund, Role.FUND_ADMINISTRATOR, by)
    if loan.asked_by_id == by.pk:
        raise LentByYou
    waiting = Loan.objects.filter(pk=loan.pk, agreed=None, allotment__state=State.PROPOSED)
    if not waiting.update(agreed=timezone.now(), agreed_by=by):
        raise AllotmentGone
    record(by, "agree_to_loan", loan, chain=fund, cents=loan.cents, terms=loan.terms)


@transaction.atomic
def refuse(loan: Loan, by: User) -> None:
    """Not borrow: the proposal ends. ``loan`` and errors as ``agree``, without LentByYou."""
    fund = loan.member.budget.scheme.fund_id
    allow(fund, Role.FUND_ADMINISTRATOR, by)
    waiting = Allotment.objects.filter(pk=loan.allotment_id, state=State.PROPOSED)
    if not waiting.update(state=State.CANCELLED, decided_by=by, decided=timezone.now()):
        raise AllotmentGone
    record(by, "refuse_loan", loan, chain=fund, cents=loan.cents)


def hand_out(loan: Loan) -> None:
    """Write down what is lent now, and when it comes back; within the transaction that moves the money."""
    PoolMember.objects.filter(pk=loan.member_id).update(lent=F("lent") + loan.cents)
    LoanTerm.objects.bulk_create(
        LoanTerm(loan=loan, number=number, due=months_on(loan.first_term, number - 1), cents=part)
        for number, part in enumerate(split(loan.cents, loan.terms), start=1)
    )


@transaction.atomic
def offer(term: LoanTerm, by: User) -> None:
    """Say that the fund that borrowed pays this term. ``term`` comes with loan and the scheme of its budget.

    Raises PlaceGone when somebody was first, NotTheirBudget.
    """
    fund = term.loan.member.budget.scheme.fund_id
    allow(fund, Role.FUND_ADMINISTRATOR, by)
    if not LoanTerm.objects.filter(pk=term.pk, offered=None).update(offered=timezone.now(), offered_by=by):
        raise PlaceGone
    record(by, "offer_loan_term", term.loan, chain=fund, cents=term.cents, number=term.number)


@transaction.atomic
def receive(term: LoanTerm, by: User) -> None:
    """Confirm, for who keeps the pool, that a term came back: the ceiling of the budget goes down by it.

    ``term`` as ``offer``, and with the pool. Raises PlaceGone, OfferedByYou, NotFreeToRepay when so much is not free in
    the budget, NotTheirBudget.
    """
    member = term.loan.member
    pool = member.pool
    allow(pool.fund_id, Role.FUND_ADMINISTRATOR, by)
    now = LoanTerm.objects.select_for_update().get(pk=term.pk)
    if now.offered_by_id is None or now.offered is None or now.received is not None:
        raise PlaceGone
    if now.offered_by_id == by.pk:
        raise OfferedByYou
    LoanTerm.objects.filter(pk=term.pk).update(received=timezone.now(), received_by=by)
    Pool.objects.filter(pk=pool.pk).update(allotted=F("allotted") - term.cents)
    PoolMember.objects.filter(pk=member.pk).update(allotted=F("allotted") - term.cents, lent=F("lent") - term.cents)
    told = BudgetTransfer.objects.create(
        source=member.budget,
        cents=term.cents,
        reason=f"{pool.name}: {term.loan.allotment.reason}"[:500],
        state=TransferState.DONE,
        proposed_by_id=now.offered_by_id,
        proposed=now.offered,
        decided_by=by,
        decided=timezone.now(),
    )
    try:
        move_ceiling(member.budget, -term.cents, told, by)
    except BelowWhatIsUsed as error:
        raise NotFreeToRepay from error
    record(by, "receive_loan_term", term.loan, chain=pool.fund_id, cents=term.cents, number=term.number)
