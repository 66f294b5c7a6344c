"""Beginning a pool, and budgets that take part in it: asked, agreed with a share, with another share, and leaving."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from funding.pools.enums import State
from funding.pools.errors import (
    AskedByYou,
    InAnotherPool,
    NameTaken,
    PlaceGone,
    SameShare,
    ShareChanged,
    StillHasMoney,
)
from funding.pools.models import AllotmentPart, Pool, PoolMember
from funding.pools.rights import allow
from portal.people.enums import Role
from portal.people.models import Fund, User
from portal.record.audit import record


@transaction.atomic
def begin_pool(fund: Fund, name: str, fixed_percent: int, by: User) -> Pool:
    """A pool that this fund keeps. Raises NotTheirBudget when ``by`` does not keep the portal, NameTaken."""
    allow(None, Role.PORTAL_MANAGER, by)
    try:
        with transaction.atomic():
            pool = Pool.objects.create(fund=fund, name=name, fixed_percent=fixed_percent, by=by)
    except IntegrityError as error:
        raise NameTaken from error
    record(by, "begin_pool", pool, chain=fund.pk, fixed_percent=fixed_percent)
    return pool


@transaction.atomic
def ask_to_join(pool: Pool, budget_pk: UUID, weight: int, by: User) -> PoolMember:
    """Ask the fund of a budget to take part with a fixed share, or to have another share; it answers (``accept``).

    Until then nothing changes for a budget that takes part. Raises SameShare, InAnotherPool (also when somebody was
    first), and as ``begin_pool``.
    """
    allow(None, Role.PORTAL_MANAGER, by)
    found = PoolMember.objects.select_for_update().filter(budget=budget_pk, left=None).first()
    if found is None:
        try:
            with transaction.atomic():
                found = PoolMember.objects.create(pool=pool, budget_id=budget_pk, weight=weight, asked_by=by)
        except IntegrityError as error:
            raise InAnotherPool from error
    elif found.pool_id != pool.pk:
        raise InAnotherPool
    elif found.accepted is None:
        PoolMember.objects.filter(pk=found.pk).update(weight=weight, asked_by=by, asked=timezone.now())
    elif found.weight == weight:
        raise SameShare
    else:
        PoolMember.objects.filter(pk=found.pk).update(asked_weight=weight, asked_weight_by=by)
    record(by, "ask_to_join_pool", found, chain=pool.fund_id, weight=weight)
    found.refresh_from_db()
    return found


@transaction.atomic
def accept(member: PoolMember, seen_weight: int, by: User) -> None:
    """Let a budget take part, or have another share, for its fund: the share that was on the page.

    From then on the pool can raise its ceiling, and take that back. ``member`` comes with pool and the scheme of its
    budget. Raises AskedByYou, ShareChanged, PlaceGone, NotTheirBudget.
    """
    fund = member.budget.scheme.fund_id
    allow(fund, Role.FUND_ADMINISTRATOR, by)
    now = PoolMember.objects.select_for_update().filter(pk=member.pk, left=None).first()
    if now is None or (now.accepted is not None and now.asked_weight is None):
        raise PlaceGone
    first = now.accepted is None
    if by.pk == (now.asked_by_id if first else now.asked_weight_by_id):
        raise AskedByYou
    if seen_weight != (now.weight if first else now.asked_weight):
        raise ShareChanged
    changed: dict[str, object] = {"weight": seen_weight, "asked_weight": None, "asked_weight_by": None}
    if first:
        changed |= {"accepted": timezone.now(), "accepted_by": by}
    PoolMember.objects.filter(pk=now.pk).update(**changed)
    record(by, "accept_pool" if first else "accept_share", member, chain=fund, weight=seen_weight)


@transaction.atomic
def decline(member: PoolMember, by: User) -> None:
    """Answer that a budget does not take part, or keeps the share it has. ``member`` as ``accept``.

    Raises PlaceGone, NotTheirBudget.
    """
    fund = member.budget.scheme.fund_id
    allow(fund, Role.FUND_ADMINISTRATOR, by)
    now = PoolMember.objects.select_for_update().filter(pk=member.pk, left=None).first()
    if now is None or (now.accepted is not None and now.asked_weight is None):
        raise PlaceGone
    if now.accepted is None:
        record(by, "decline_pool", member, chain=fund)
        now.delete()
        return
    PoolMember.objects.filter(pk=now.pk).update(asked_weight=None, asked_weight_by=None)
    record(by, "decline_share", member, chain=fund, weight=now.weight)


@transaction.atomic
def leave(member: PoolMember, by: User) -> None:
    """Take no part any more, for the fund of a budget; what happened stays. ``member`` as ``accept``.

    Raises StillHasMoney while the budget has money of the pool or a proposal about it waits, PlaceGone, NotTheirBudget.
    """
    fund = member.budget.scheme.fund_id
    allow(fund, Role.FUND_ADMINISTRATOR, by)
    inside = PoolMember.objects.filter(pk=member.pk, left=None, accepted__isnull=False)
    if not inside.exists():
        raise PlaceGone
    waiting = AllotmentPart.objects.filter(member=member, allotment__state=State.PROPOSED)
    gone = {"left": timezone.now(), "asked_weight": None, "asked_weight_by": None}
    # Money that comes at this moment waits for this row, and then finds that it left (``carry_out``).
    if waiting.exists() or not inside.filter(allotted=0).update(**gone):
        raise StillHasMoney
    record(by, "leave_pool", member, chain=fund)
