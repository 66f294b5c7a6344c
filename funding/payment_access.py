"""What who works at a fund may see of its payments; never their own cases. Account numbers only here."""

from uuid import UUID

from django.core.paginator import Page
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, When
from django.http import HttpRequest

from funding.applications.models import PlanLine
from funding.applications.queries import PlanLineQuerySet
from funding.fund_access import lines
from funding.payments.enums import BatchState, Payee, PaymentState, Result
from funding.payments.models import Account, BankFile, BankFileRow, Payment, PaymentBatch
from funding.payments.queries import to_pay
from portal.access import page_of, person, refuse
from portal.people.enums import FUND_ROLES, Role
from portal.people.models import Fund

KEPT = ~Q(payments__state=PaymentState.DROPPED)


def funds(request: HttpRequest, *roles: Role) -> QuerySet[Fund]:
    """Funds that decide here and where this person has one of these roles (any of a fund)."""
    return Fund.objects.filter(pk__in=person(request).funds(*(roles or FUND_ROLES)), decides_here=True)


def fund(request: HttpRequest, slug: str) -> Fund:
    """A fund that this person administers, or 404."""
    return funds(request, Role.FUND_ADMINISTRATOR).filter(pk=slug).first() or refuse(request, "fund", slug)


def payable(request: HttpRequest, of: Fund) -> PlanLineQuerySet[PlanLine]:
    """What can be paid of this fund, what is due first on top."""
    return to_pay(lines(person(request), Role.FUND_ADMINISTRATOR).filter(fund=of))


def payable_cents_of(request: HttpRequest, of: Fund) -> int:
    """Cents that can be paid of this fund in all."""
    found = payable(request, of).order_by().annotate(now=F("left_cents"))
    return found.aggregate(sum=Sum("now"))["sum"] or 0


def to_pay_of_funds(request: HttpRequest) -> list[tuple[Fund, int]]:
    """Each fund that this person administers, with how many of its lines can be paid now; most on top."""
    found = to_pay(lines(person(request), Role.FUND_ADMINISTRATOR)).order_by()
    counts = dict(found.values_list("fund").annotate(number=Count("pk", distinct=True)))
    return sorted(
        ((one, counts.get(one.pk, 0)) for one in funds(request, Role.FUND_ADMINISTRATOR)), key=lambda pair: -pair[1]
    )


def to_pay_count(request: HttpRequest) -> int:
    """How many lines can be paid at the funds that this person administers."""
    return to_pay(lines(person(request), Role.FUND_ADMINISTRATOR)).count()


def to_release_count(request: HttpRequest) -> int:
    """How many checked batches this person can release."""
    who = person(request)
    found = PaymentBatch.objects.filter(fund__in=who.funds(Role.APPROVER), state=BatchState.CHECKED)
    return found.exclude(proposed_by=who.user).exclude(checked_by=who.user).count()


def batches(request: HttpRequest) -> "Page[PaymentBatch]":
    """Batches of the funds of this person, newest first, with how many payments and cents are in them."""
    found = PaymentBatch.objects.filter(fund__in=person(request).funds(*FUND_ROLES)).select_related("fund")
    totals = found.annotate(payments_in=Count("payments", KEPT), cents=Sum("payments__cents", filter=KEPT))
    return page_of(request, totals.order_by("-proposed", "-pk"))


def batch(request: HttpRequest, pk: UUID, *roles: Role) -> PaymentBatch:
    """A batch of a fund where this person has one of these roles (any: to read), or 404."""
    found = (
        PaymentBatch.objects.filter(fund__in=person(request).funds(*(roles or FUND_ROLES)), pk=pk)
        .select_related("fund", "proposed_by", "checked_by", "released_by", "pays_from")
        .first()
    )
    return found or refuse(request, "payment batch", pk)


def payments(request: HttpRequest, of: PaymentBatch) -> QuerySet[Payment]:
    """The payments of a batch that was reached already, without what is about an own case."""
    seen = lines(person(request), *FUND_ROLES)
    found = Payment.objects.filter(batch=of, line__in=seen).select_related(
        "account", "line__application__course", "line__fund"
    )
    return found.order_by("state", "line__application__number", "number")


def totals_of(request: HttpRequest, of: PaymentBatch) -> list[tuple[PaymentState, int, int]]:
    """Per state the number of payments of a batch that this person sees, and their cents; not what was taken out."""
    return _by_state(payments(request, of))


def totals(request: HttpRequest) -> list[tuple[PaymentState, int, int]]:
    """Per state the number of payments of all batches of this person's funds, and their cents; as ``totals_of``."""
    return _by_state(Payment.objects.filter(line__in=lines(person(request), *FUND_ROLES)))


def _by_state(found: QuerySet[Payment]) -> list[tuple[PaymentState, int, int]]:
    rows = found.exclude(state=PaymentState.DROPPED).order_by().values_list("state")
    sums = {state: (number, cents) for state, number, cents in rows.annotate(Count("pk"), Sum("cents"))}
    return [(state, *sums[state]) for state in PaymentState if state in sums]


def hidden_payments(request: HttpRequest, of: PaymentBatch) -> bool:
    """Something in this batch is about an own case of this person."""
    seen = lines(person(request), *FUND_ROLES)
    return Payment.objects.filter(batch=of).exclude(line__in=seen).exclude(state=PaymentState.DROPPED).exists()


def payment(request: HttpRequest, of: PaymentBatch, pk: UUID) -> Payment:
    """One payment of a batch that was reached already, or 404."""
    found = payments(request, of).filter(pk=pk).first() or refuse(request, "payment", pk)
    found.batch = of
    return found


def payments_of(line: PlanLine) -> list[Payment]:
    """The payments of a line that was reached already, oldest first."""
    return list(Payment.objects.filter(line=line).select_related("batch", "account").order_by("pk"))


def shared_numbers(found: "Page[Payment]", of: PaymentBatch) -> set[str]:
    """Marks of account numbers that at this fund belong to more than one learner, employer or provider."""
    marks = {one.account.mark for one in found}
    holders: dict[str, set[str]] = {}
    for account in Account.objects.filter(fund=of.fund_id, mark__in=marks):
        holders.setdefault(account.mark, set()).add(account.holder)
    return {mark for mark, names in holders.items() if len(names) > 1}


def changed_numbers(found: "Page[Payment]", of: PaymentBatch) -> set[UUID]:
    """Ids of accounts whose holder had another number before at this fund, and was never paid on this one."""
    accounts = {one.account.pk: one.account for one in found}
    marks: dict[str, set[str]] = {}
    owners = {"provider__in": {one.provider_id for one in accounts.values() if one.provider_id}}
    files = {"application__in": {one.application_id for one in accounts.values() if one.application_id}}
    for account in Account.objects.filter(Q(**owners) | Q(**files), fund=of.fund_id):
        marks.setdefault(account.holder, set()).add(account.mark)
    paid = Payment.objects.filter(
        account__fund=of.fund_id, account__mark__in={one.mark for one in accounts.values()}, state=PaymentState.PAID
    )
    known = set(paid.values_list("account__mark", flat=True))
    return {pk for pk, one in accounts.items() if len(marks[one.holder]) > 1 and one.mark not in known}


def fund_account(of: Fund) -> Account | None:
    """The account that a fund, reached already, pays from now."""
    return Account.objects.filter(fund=of, payee=Payee.FUND).last()


def bank_files(request: HttpRequest) -> "Page[BankFile]":
    """Files of the bank that were read at the funds that this person administers, newest first."""
    mine = person(request).funds(Role.FUND_ADMINISTRATOR)
    found = BankFile.objects.filter(fund__in=mine).select_related("fund", "by")
    return page_of(request, found.annotate(rows_in=Count("rows")).order_by("-at", "-pk"))


def bank_file(request: HttpRequest, pk: UUID) -> BankFile:
    """A file of the bank of a fund where this person administers or is second reader, or 404."""
    mine = person(request).funds(Role.FUND_ADMINISTRATOR, Role.APPROVER)
    found = BankFile.objects.filter(fund__in=mine, pk=pk).select_related("fund", "by", "judged_by").first()
    return found or refuse(request, "bank file", pk)


def waiting_in(of: BankFile) -> tuple[int, int]:
    """How many rows of a file, reached already, wait for a second person, and their cents."""
    found = of.rows.filter(result=Result.WAITS).aggregate(number=Count("pk"), cents=Sum("payment__cents"))
    return found["number"], found["cents"] or 0


def was_refused(of: BankFile) -> bool:
    """A second person said "no" to what waited in a file that was reached already."""
    return of.rows.filter(result=Result.NOT_TRUE).exists()


def to_judge(request: HttpRequest) -> list[BankFile]:
    """Files in which something waits for this person, oldest first; at most ten."""
    who = person(request)
    mine = who.funds(Role.FUND_ADMINISTRATOR, Role.APPROVER)
    waits = BankFileRow.objects.filter(file=OuterRef("pk"), result=Result.WAITS)
    found = BankFile.objects.filter(Exists(waits), fund__in=mine).exclude(by=who.user)
    return list(found.select_related("fund", "by").order_by("at", "pk")[:10])


def bank_file_rows(request: HttpRequest, of: BankFile) -> "Page[BankFileRow]":
    """The rows of a file that was reached already; what is about an own case says nothing of who it is.

    What waits comes first: who says that it is true says so of all of it.
    """
    found = BankFileRow.objects.filter(file=of).select_related("payment__line__application")
    waits_first = Case(When(result=Result.WAITS, then=0), default=1)
    return page_of(request, found.order_by(waits_first, "position"), size=50)
