"""Putting money into a pool, keeping some back, dividing it over budgets, and paying back what parties lent it.

Every change of a pool is one conditional update of its counters; the constraints of the tables are the backstop.
"""

from collections.abc import Mapping
from datetime import date

from celery import shared_task
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from funding.budgets.changing import move_ceiling
from funding.budgets.enums import TransferState
from funding.budgets.models import BudgetTransfer
from funding.pools.dividing import Member, distribution
from funding.pools.enums import Kind, State
from funding.pools.errors import (
    AllotmentGone,
    LoanNotAgreed,
    NoLongerIn,
    NotFromThePool,
    NothingToDivide,
    NotInThePool,
    TakesTwoHere,
)
from funding.pools.lending import hand_out
from funding.pools.models import Allotment, AllotmentPart, Contribution, Loan, Pool, PoolMember, Repayment, Reserve
from funding.pools.rights import allow
from funding.settling.actions import months_on, split
from portal.people.enums import Role
from portal.people.models import User
from portal.record.audit import record


@transaction.atomic
def contribute(
    pool: Pool, party: str, kind: Kind, cents: int, by: User, terms: int = 0, first: date | None = None
) -> None:
    """Money of a party comes in; of a loan with its monthly terms, the first on a day. Raises NotTheirBudget."""
    allow(pool.fund_id, Role.FUND_ADMINISTRATOR, by)
    made = Contribution.objects.create(pool=pool, party=party, kind=kind, cents=cents, by=by)
    if kind == Kind.LOAN and first:
        Repayment.objects.bulk_create(
            Repayment(contribution=made, number=number, due=months_on(first, number - 1), cents=part)
            for number, part in enumerate(split(cents, terms), start=1)
        )
    Pool.objects.filter(pk=pool.pk).update(contributed=F("contributed") + cents)
    record(by, "contribute", made, chain=pool.fund_id, cents=cents, kind=kind.value)


@transaction.atomic
def repay(repayment: Repayment, on: date, by: User) -> bool:
    """Pay one term back out of what is free in the pool, once; False when that was done.

    ``repayment`` comes with contribution and pool. Raises NotInThePool, NotTheirBudget.
    """
    pool = repayment.contribution.pool
    allow(pool.fund_id, Role.FUND_ADMINISTRATOR, by)
    if not Repayment.objects.filter(pk=repayment.pk, paid=None).update(paid=on, by=by):
        return False
    _take(pool, repayment.cents, "contributed")
    Contribution.objects.filter(pk=repayment.contribution_id).update(repaid=F("repaid") + repayment.cents)
    record(by, "repay", repayment.contribution, chain=pool.fund_id, cents=repayment.cents, number=repayment.number)
    return True


@transaction.atomic
def keep_back(pool: Pool, cents: int, release_on: date, by: User) -> None:
    """Keep some of what is free until a day. Raises NotInThePool, NotTheirBudget."""
    allow(pool.fund_id, Role.FUND_ADMINISTRATOR, by)
    _take(pool, cents, "held")
    made = Reserve.objects.create(pool=pool, cents=cents, release_on=release_on, by=by)
    record(by, "keep_back", pool, chain=pool.fund_id, cents=cents, until=made.release_on.isoformat())


@shared_task(name="funding.release_reserves")
def release_reserves() -> None:
    """What was kept until today, or before, can be divided now; harmless more often."""
    today = timezone.localdate()
    for reserve in Reserve.objects.filter(released=None, release_on__lte=today).select_related("pool"):
        with transaction.atomic():
            if Reserve.objects.filter(pk=reserve.pk, released=None).update(released=today):
                Pool.objects.filter(pk=reserve.pool_id).update(held=F("held") - reserve.cents)
                record(None, "release_reserve", reserve.pool, chain=reserve.pool.fund_id, cents=reserve.cents)


@transaction.atomic
def propose_division(pool: Pool, cents: int, needs: Mapping[int, int], reason: str, by: User) -> Allotment:
    """Ask to divide so many cents by the rules of the pool; nothing moves yet.

    ``needs``: cents that each member (pk) is short of. Raises NothingToDivide, NotInThePool, NotTheirBudget.
    """
    allow(pool.fund_id, Role.FUND_ADMINISTRATOR, by)
    members = list(pool.members.filter(accepted__isnull=False, left=None))
    if cents > pool.free:
        raise NotInThePool
    fixed = pool.fixed_percent if any(member.weight for member in members) else 0
    amounts = distribution(cents, fixed, [Member(one.weight, needs.get(one.pk, 0)) for one in members])
    parts = {member.pk: amount for member, amount in zip(members, amounts, strict=True) if amount}
    if not parts:
        raise NothingToDivide
    return _propose(pool, parts, reason, by)


@transaction.atomic
def propose_move(source: PoolMember, target: PoolMember | None, cents: int, reason: str, by: User) -> Allotment:
    """Ask to move pool money from one budget to another (or, without one, back into the pool); nothing moves yet.

    Members come with pool. Raises NotFromThePool for more than the source has of the pool, NotTheirBudget.
    """
    allow(source.pool.fund_id, Role.FUND_ADMINISTRATOR, by)
    if cents > source.allotted - source.lent:  # a loan comes back by its terms
        raise NotFromThePool
    return _propose(source.pool, {source.pk: -cents} | ({target.pk: cents} if target else {}), reason, by)


@transaction.atomic
def carry_out(allotment: Allotment, by: User) -> None:
    """Move the money, as a second person; all of it or nothing. ``allotment`` comes with pool.

    Raises TakesTwoHere, AllotmentGone, NotInThePool, NotFromThePool, NoLongerIn, NotTheirBudget; LoanNotAgreed before
    the fund of the budget agreed to a loan; BelowWhatIsUsed when a budget that gives has not so much free any more.
    """
    pool = allotment.pool
    allow(pool.fund_id, Role.APPROVER, by)
    if allotment.proposed_by_id == by.pk:
        raise TakesTwoHere
    loan = Loan.objects.filter(allotment=allotment).first()
    if loan and loan.agreed is None:
        raise LoanNotAgreed
    _end(allotment, State.DONE, by)
    parts = list(allotment.parts.select_related("member__budget__scheme"))
    _take(pool, sum(part.cents for part in parts), "allotted")
    reason = f"{pool.name}: {allotment.reason}"[:500]
    # Budgets in the order of their ids, as everything that moves more than one.
    for part in sorted(parts, key=lambda one: str(one.member.budget_id)):
        inside = PoolMember.objects.filter(pk=part.member_id, accepted__isnull=False, left=None)
        if not inside.filter(allotted__gte=F("lent") - part.cents).update(allotted=F("allotted") + part.cents):
            raise NotFromThePool if inside.exists() else NoLongerIn
        move_ceiling(part.member.budget, part.cents, _transfer_of(part, allotment, reason, by), by)
    if loan:
        hand_out(loan)
    record(by, "carry_out", allotment, chain=pool.fund_id, cents={str(p.member.budget_id): p.cents for p in parts})


def _transfer_of(part: AllotmentPart, allotment: Allotment, reason: str, by: User) -> BudgetTransfer:
    """What the budget's own history tells of this part: a transfer by the same two people, from or to the pool."""
    budget = part.member.budget
    return BudgetTransfer.objects.create(
        source=budget if part.cents < 0 else None,
        target=budget if part.cents > 0 else None,
        cents=abs(part.cents),
        reason=reason,
        state=TransferState.DONE,
        proposed_by_id=allotment.proposed_by_id,
        proposed=allotment.proposed,
        decided_by=by,
        decided=timezone.now(),
    )


@transaction.atomic
def cancel(allotment: Allotment, by: User) -> None:
    """Give up what nobody carried out. ``allotment`` comes with pool. Raises AllotmentGone, NotTheirBudget."""
    allow(allotment.pool.fund_id, Role.FUND_ADMINISTRATOR, by)
    _end(allotment, State.CANCELLED, by)
    record(by, "cancel_allotment", allotment, chain=allotment.pool.fund_id)


def _propose(pool: Pool, parts: Mapping[int, int], reason: str, by: User) -> Allotment:
    made = Allotment.objects.create(pool=pool, reason=reason, proposed_by=by)
    AllotmentPart.objects.bulk_create(
        AllotmentPart(allotment=made, member_id=member, cents=cents) for member, cents in parts.items()
    )
    record(by, "propose_allotment", made, chain=pool.fund_id, cents=sum(parts.values()))
    return made


def _take(pool: Pool, cents: int, counter: str) -> None:
    """Take cents out of what is free, for ``held`` or ``allotted``, or (``contributed``) out of the pool.

    Raises NotInThePool when not so much is free.
    """
    change = F(counter) - cents if counter == "contributed" else F(counter) + cents
    free = Pool.objects.filter(pk=pool.pk, contributed__gte=F("held") + F("allotted") + cents)
    if not free.update(**{counter: change}):
        raise NotInThePool


def _end(allotment: Allotment, state: State, by: User) -> None:
    waiting = Allotment.objects.filter(pk=allotment.pk, state=State.PROPOSED)
    if not waiting.update(state=state, decided_by=by, decided=timezone.now()):
        raise AllotmentGone
