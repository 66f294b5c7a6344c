"""What can be paid, how much, to whom, and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from funding.applications.models import PlanLine
from funding.decisions.models import Decision
from funding.payments.enums import NAME_IS_RIGHT, WENT_WRONG, Payee, PaymentState
from funding.payments.models import Account, Payment, PayTo

#: Awb 4:87: within six weeks. After a settlement from that day; an advance (4:95) from the start that was seen. What a
#: later decision added, after an objection for one, from that decision.
PAY_WITHIN = timedelta(weeks=6)


@dataclass(frozen=True, slots=True)
class Payable:
    """What a line can be paid: cents, the last day (Awb 4:87), to whom, and the account when it is known."""

    line: PlanLine
    cents: int
    due: date | None
    payee: Payee
    account: Account | None
    #: What the bank said when the last payment to this same account failed or came back; "" when none did.
    went_wrong: str = ""

    @property
    def ready(self) -> bool:
        """The account is known and its name was checked."""
        return self.account is not None and self.account.name_check in NAME_IS_RIGHT


def paid_before(lines: Iterable[UUID]) -> dict[UUID, int]:
    """Cents that these lines were paid and that did not come back; lines without are left out."""
    paid = Payment.objects.filter(line__in=list(lines), state=PaymentState.PAID).values("line")
    return {row["line"]: row["sum"] for row in paid.order_by().annotate(sum=Sum("cents"))}


def payable_cents(line: PlanLine, paid: int) -> int:
    """What is left to pay of the amount that was fixed, or before that of the advance on the grant (Awb 4:95), cents
    rounded down. ``line`` comes with fund; ``paid`` cents went before.
    """
    advance = (line.granted_cents or 0) * line.fund.advance_percent // 100
    worth = advance if line.settled_cents is None else line.settled_cents
    return max(worth - paid, 0)


def payables(lines: Iterable[PlanLine]) -> list[Payable]:
    """The lines (with fund, follow_up, settlement, application__course) as they can be paid; five queries for all."""
    lines = list(lines)
    now, paid = goes_to(lines), paid_before(line.pk for line in lines)
    rows = Decision.objects.filter(line__in=lines).more_than_before().order_by("at")
    promised = {line: timezone.localdate(at) for line, at in rows.values_list("line", "at")}  # the last one stays
    last = {one.line_id: one for one in Payment.objects.filter(line__in=lines).order_by("pk")}  # the last one stays
    found = []
    for line in lines:
        payee, account = now[line.pk]
        due, wrong = _due(line, promised.get(line.pk)), _went_wrong(last.get(line.pk), account)
        found.append(Payable(line, payable_cents(line, paid.get(line.pk, 0)), due, payee, account, wrong))
    return found


def _went_wrong(last: Payment | None, account: Account | None) -> str:
    if last is None or account is None or last.account_id != account.pk or last.state not in WENT_WRONG:
        return ""
    return ": ".join(filter(None, (str(last.get_state_display()), last.reason_words)))


def goes_to(lines: Iterable[PlanLine]) -> dict[UUID, tuple[Payee, Account | None]]:
    """Who gets the money of each line (with application__course) now, and on which account; two queries for all."""
    lines = list(lines)
    chosen = {one.line_id: Payee(one.payee) for one in PayTo.objects.filter(line__in=lines)}  # the last one stays
    known = _accounts(lines)
    found = {}
    for line in lines:
        payee = chosen.get(line.pk, Payee.PROVIDER)
        holder = line.application.course.provider_id if payee is Payee.PROVIDER else line.application_id
        found[line.pk] = (payee, known.get((line.fund_id, f"{payee}:{holder}")))
    return found


def _accounts(lines: list[PlanLine]) -> dict[tuple[str, str], Account]:
    providers = {line.application.course.provider_id for line in lines}
    applications = {line.application_id for line in lines}
    of_funds = Account.objects.filter(fund__in={line.fund_id for line in lines})
    rows = of_funds.filter(provider__in=providers) | of_funds.filter(application__in=applications)
    return {(one.fund_id, one.holder): one for one in rows}


def _due(line: PlanLine, promised: date | None) -> date | None:
    """The last day to pay; ``promised``: of the last decision that promised anything or more. As ``to_pay`` sorts."""
    settlement, follow_up = getattr(line, "settlement", None), getattr(line, "follow_up", None)
    since = follow_up.started_on if follow_up else None
    if settlement and settlement.decided:
        since = timezone.localdate(settlement.decided)
    return max(since, promised or since) + PAY_WITHIN if since else None
