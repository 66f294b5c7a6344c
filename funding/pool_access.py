"""Pools, for who works at the fund that keeps one or at a fund that takes part, and for portal managers."""

from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone

from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.applications.queries import PERSON
from funding.applications.states import PROMISED
from funding.budgets.models import Budget
from funding.pools.enums import State
from funding.pools.models import Allotment, Contribution, Loan, LoanTerm, Pool, PoolMember, Repayment, Reserve
from portal.access import page_of, person, refuse
from portal.people.enums import FUND_ROLES, Role
from portal.people.models import Fund


def pools(request: HttpRequest) -> "Page[Pool]":
    """The pools that this person may see, by name."""
    return page_of(request, _seen(request).order_by("name"))


def totals(request: HttpRequest) -> dict[str, int]:
    """Cents of all of them together: put in, in budgets, and free."""
    names = ("contributed", "held", "allotted")
    found = _seen(request).order_by().aggregate(number=Count("pk"), **{name: Sum(name, default=0) for name in names})
    return found | {"free": found["contributed"] - found["held"] - found["allotted"]}


def pool(request: HttpRequest, pk: UUID, *roles: Role) -> Pool:
    """A pool of a fund where this person has one of these roles (none named: that they may read), or 404."""
    found = Pool.objects.filter(fund__in=person(request).funds(*roles)) if roles else _seen(request)
    return found.select_related("fund").filter(pk=pk).first() or refuse(request, "pool", pk)


def any_pool(request: HttpRequest) -> bool:
    """Whether there is a pool that this person may see."""
    return _seen(request).exists()


def keepers() -> QuerySet[Fund]:
    """Funds that can keep a pool."""
    return Fund.objects.filter(decides_here=True).order_by("name")


def candidates(of: Pool) -> QuerySet[Budget]:
    """Budgets of today or later, of funds that decide here, that are in no other pool."""
    found = Budget.objects.filter(scheme__fund__decides_here=True, period__endswith__gt=timezone.localdate())
    endless = Budget.objects.filter(scheme__fund__decides_here=True, period__upper_inf=True)
    elsewhere = PoolMember.objects.filter(left=None).exclude(pool=of).values("budget")
    free = (found | endless).exclude(pk__in=elsewhere)
    return free.select_related("scheme__fund").order_by("scheme__name", "period")


def members_of(of: Pool) -> QuerySet[PoolMember]:
    """The budgets that take part in a pool, reached already, by name."""
    return _asked(of).filter(accepted__isnull=False)


def members(of: Pool) -> list[PoolMember]:
    """All of them at once."""
    return list(members_of(of))


def asked(of: Pool) -> list[PoolMember]:
    """Budgets whose fund did not answer yet, whether they take part or what share they have."""
    waiting = _asked(of).filter(Q(accepted=None) | Q(asked_weight__isnull=False))
    return list(waiting.select_related("asked_by", "asked_weight_by"))


def _asked(of: Pool) -> QuerySet[PoolMember]:
    found = PoolMember.objects.filter(pool=of, left=None).select_related("budget__scheme__fund", "pool")
    return found.order_by("budget__scheme__name", "budget__period")


def member(request: HttpRequest, pk: int) -> PoolMember:
    """A budget that takes part or was asked to, of a fund that this person administers, or 404."""
    found = PoolMember.objects.select_related("pool", "budget__scheme").filter(pk=pk, left=None)
    mine = found.filter(budget__scheme__fund__in=person(request).funds(Role.FUND_ADMINISTRATOR))
    return mine.first() or refuse(request, "pool member", pk)


def needs(of: list[PoolMember]) -> dict[int, int]:
    """Per member the cents that who is on its waiting list asks, less what its budget has left; at least 0."""
    waiting = PlanLine.objects.filter(budget__in=[member.budget_id for member in of], state=LineState.WAITING)
    asked = dict(waiting.order_by().values_list("budget").annotate(cents=Sum("cents")))
    return {one.pk: max(0, int(asked.get(one.budget_id, 0)) - one.budget.left) for one in of}


def people(of: list[PoolMember]) -> dict[UUID, int]:
    """Per budget how many people have money promised of it: somebody with two applications is one."""
    lines = PlanLine.objects.filter(budget__in=[member.budget_id for member in of], state__in=PROMISED).order_by()
    return dict(lines.values_list("budget").annotate(number=Count(PERSON, distinct=True)))


def contributions(of: Pool) -> list[Contribution]:
    """What came in, with the terms of loans."""
    return list(Contribution.objects.filter(pool=of).prefetch_related("repayments"))


def reserves(of: Pool) -> list[Reserve]:
    """What is or was kept back."""
    return list(Reserve.objects.filter(pool=of))


def repayment(request: HttpRequest, pk: int) -> Repayment:
    """A term of a loan to a pool of a fund that this person administers, or 404."""
    mine = person(request).funds(Role.FUND_ADMINISTRATOR)
    found = Repayment.objects.filter(pk=pk, contribution__pool__fund__in=mine)
    return found.select_related("contribution__pool").first() or refuse(request, "repayment", pk)


def loans(of: Pool) -> list[Loan]:
    """Everything that the pool lent, with the terms."""
    return list(_loans(of).filter(allotment__state=State.DONE))


def loans_asked(of: Pool) -> list[Loan]:
    """What it may lend once the fund of the budget agrees and a second person does."""
    return list(_loans(of).filter(allotment__state=State.PROPOSED))


def lent(request: HttpRequest, of: Pool) -> "Page[Loan]":
    """A page of what the pool lent: first what is not back yet, then the newest."""
    back = ~Exists(LoanTerm.objects.filter(loan=OuterRef("pk"), received=None))
    found = _loans(of).filter(allotment__state=State.DONE).order_by(back.asc(), "-pk")
    return page_of(request, found, size=10, name="leningen")


def _loans(of: Pool) -> QuerySet[Loan]:
    found = Loan.objects.filter(allotment__pool=of).select_related("allotment", "member__budget__scheme__fund")
    return found.select_related("asked_by").prefetch_related("parts__offered_by")


def loan(request: HttpRequest, pk: int) -> Loan:
    """A loan to a budget of a fund that this person administers, or 404."""
    found = Loan.objects.select_related("allotment__pool", "member__pool", "member__budget__scheme").filter(pk=pk)
    mine = found.filter(member__budget__scheme__fund__in=person(request).funds(Role.FUND_ADMINISTRATOR))
    return mine.first() or refuse(request, "loan", pk)


def loan_term(request: HttpRequest, pk: int) -> LoanTerm:
    """A term of a loan of or to a fund that this person administers, or 404; what they may do is for the action."""
    mine = person(request).funds(Role.FUND_ADMINISTRATOR)
    found = LoanTerm.objects.filter(pk=pk)
    found = found.filter(Q(loan__member__budget__scheme__fund__in=mine) | Q(loan__member__pool__fund__in=mine))
    found = found.select_related("loan__allotment", "loan__member__pool", "loan__member__budget__scheme")
    return found.first() or refuse(request, "loan term", pk)


def allotments(request: HttpRequest, of: Pool) -> "Page[Allotment]":
    """What was proposed, newest first, with its parts."""
    found = Allotment.objects.filter(pool=of).select_related("proposed_by", "decided_by", "loan")
    return page_of(request, found.prefetch_related("parts__member__budget__scheme"))


def allotment(request: HttpRequest, pk: UUID, role: Role) -> Allotment:
    """A proposal about a pool of a fund where this person has this role, or 404."""
    found = Allotment.objects.filter(pk=pk, pool__fund__in=person(request).funds(role)).select_related("pool")
    return found.first() or refuse(request, "allotment", pk)


def to_do(request: HttpRequest) -> int:
    """How many proposals, questions to take part, loans and terms wait for this person as the second one."""
    who = person(request)
    proposed = Allotment.objects.filter(state=State.PROPOSED, pool__fund__in=who.funds(Role.APPROVER))
    proposed = proposed.exclude(loan__agreed=None, loan__isnull=False).exclude(proposed_by=who.user)
    mine = who.funds(Role.FUND_ADMINISTRATOR)
    inside = PoolMember.objects.filter(budget__scheme__fund__in=mine, left=None)
    places = inside.filter(accepted=None).exclude(asked_by=who.user)
    shares = inside.filter(asked_weight__isnull=False).exclude(asked_weight_by=who.user)
    asked_for = Loan.objects.filter(agreed=None, allotment__state=State.PROPOSED, member__budget__scheme__fund__in=mine)
    offered = LoanTerm.objects.filter(received=None, offered__isnull=False, loan__member__pool__fund__in=mine)
    waiting = (proposed, places, shares, asked_for.exclude(asked_by=who.user), offered.exclude(offered_by=who.user))
    return sum(found.count() for found in waiting)


def _seen(request: HttpRequest) -> QuerySet[Pool]:
    who = person(request)
    found = Pool.objects.select_related("fund")
    if who.has(Role.PORTAL_MANAGER):
        return found
    funds = who.funds(*FUND_ROLES)
    part = PoolMember.objects.filter(budget__scheme__fund__in=funds, left=None).values("pool")
    return found.filter(Q(fund__in=funds) | Q(pk__in=part))
