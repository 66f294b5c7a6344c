"""What the bank's word about one payment does to payment, line and money.

Locks in one order: the applications by id, the lines, the budgets by id; the audit trail last.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.applications.states import LINE
from funding.applications.steps import follow, money_came_back, take
from funding.budgets import ledger
from funding.payments.bank_reading import BankRow
from funding.payments.batches import lock_applications
from funding.payments.enums import PaymentState, Result
from funding.payments.mails import tell_paid
from funding.payments.models import Payment
from funding.webhooks.enums import Event
from funding.webhooks.telling import tell
from portal.record.audit import record

#: What a row moves: (state of the payment, what the bank says) -> what becomes of it. The rest is known or by hand.
MOVES = {
    (PaymentState.SENT, Result.PAID): Result.PAID,
    (PaymentState.SENT, Result.FAILED): Result.FAILED,
    (PaymentState.SENT, Result.RETURNED): Result.FAILED,
    (PaymentState.PAID, Result.FAILED): Result.RETURNED,
    (PaymentState.PAID, Result.RETURNED): Result.RETURNED,
    (PaymentState.PAID, Result.PAID): Result.ALREADY,
    (PaymentState.FAILED, Result.FAILED): Result.ALREADY,
    (PaymentState.FAILED, Result.RETURNED): Result.ALREADY,
    (PaymentState.RETURNED, Result.RETURNED): Result.ALREADY,
    (PaymentState.RETURNED, Result.FAILED): Result.ALREADY,
    (PaymentState.RETURNED, Result.PAID): Result.ALREADY,
}

#: After these the payment stands elsewhere than before.
MOVED = {Result.PAID, Result.FAILED, Result.RETURNED}

#: Word after which the same line can be paid again: it counts only when a second person saw it at the bank too.
FREES_MONEY = {Result.FAILED, Result.RETURNED}


@dataclass(slots=True)
class Told:
    """One row as far as it is known which payment it is about, and what became of it."""

    row: BankRow
    payment: Payment | None
    result: Result = Result.UNKNOWN


def carry_out(told: list[Told], *, confirmed: bool) -> dict[UUID, PlanLine]:
    """Move what each row says, and set its ``result``; the lines by key, with application and learner.

    Not ``confirmed`` by a second person: what frees money waits (Result.WAITS) and moves nothing.
    """
    payments = [one.payment for one in told if one.payment]
    lock_applications(payments)
    now = {one.pk: one for one in Payment.objects.filter(pk__in=[one.pk for one in payments])}
    lines = {
        one.pk: one
        for one in PlanLine.objects.filter(payments__in=list(now)).select_related(
            "recovery", "fund", "application__learner"
        )
    }
    for one in told:  # one object per payment, so that a second row about it sees the first
        one.payment = now[one.payment.pk] if one.payment else None
    for one, payment in sorted(
        ((one, one.payment) for one in told if one.payment), key=lambda pair: str(lines[pair[1].line_id].budget_id)
    ):
        one.result = _move(payment, lines[payment.line_id], one.row, confirmed)
    for application in sorted({line.application_id for line in lines.values()}):
        follow(application)
    return lines


def make_known(fund_id: str, told: list[Told], lines: dict[UUID, PlanLine]) -> None:
    """Tell the fund's own system and the audit trail what moved."""
    moved = [(one.payment, one.result) for one in told if one.payment and one.result in MOVED]
    tell(fund_id, Event.PAYMENT, *((payment.pk, payment.state) for payment, _result in moved))
    for payment, result in moved:
        record(None, f"payment_{result}", lines[payment.line_id], chain=fund_id, payment=str(payment.pk))


def _move(payment: Payment, line: PlanLine, row: BankRow, confirmed: bool) -> Result:
    """Move payment, line and money as the row says; returns what became of it."""
    if row.cents is not None and row.cents != payment.cents:
        return Result.OTHER_AMOUNT
    if row.result in {Result.PENDING, Result.OTHER_AMOUNT}:
        return row.result
    becomes = MOVES.get((PaymentState(payment.state), row.result), Result.BY_HAND)
    if becomes in {Result.ALREADY, Result.BY_HAND}:
        return becomes
    if becomes == Result.RETURNED and (line.state == LineState.RECOVERED or hasattr(line, "recovery")):
        return Result.BY_HAND  # the recovery counts on the money being there
    if becomes == Result.RETURNED and line.state == LineState.PAYING:
        return Result.BY_HAND  # another payment for this line is under way: what that one pays depends on this
    if becomes in FREES_MONEY and not confirmed:
        return Result.WAITS
    occasion, budget = str(payment.pk), line.budget_id
    if budget is None:
        raise LookupError(f"line {line.pk} was paid without a budget")
    if becomes == Result.PAID:
        take(line, LINE.step("pay"))
        ledger.pay(budget, line.pk, payment.cents, occasion)
    else:
        if line.state in LINE.step("not_paid_grant").starts:
            take(line, LINE.step(_before(line)))
        if becomes == Result.RETURNED:
            ledger.take_back(budget, line.pk, payment.cents, occasion)
            _give_back_spare(line, payment)
    _write(payment, becomes, row.on or timezone.localdate(), row.reason)
    if becomes == Result.PAID:
        tell_paid(payment, line)
    return becomes


def _give_back_spare(line: PlanLine, payment: Payment) -> None:
    """Of a payment that came back after the amount was fixed lower, what is not needed any more."""
    if line.settled_cents is None or line.budget_id is None:
        return
    _reserved, promised, paid = ledger.held(line.pk)
    if (spare := promised + paid - line.settled_cents) > 0:
        ledger.cancel(line.budget_id, line.pk, spare, f"returned:{payment.pk}")
        money_came_back(line.budget_id)


def _before(line: PlanLine) -> str:
    """The step back to where the line was before it was paid."""
    if line.settled_cents is not None:
        return "not_paid_settled"
    return "not_paid_grant" if line.granted_cents == line.cents else "not_paid_in_part"


def _write(payment: Payment, becomes: Result, on: date, reason: str) -> None:
    payment.state, payment.booked_on, payment.reason = PaymentState(becomes.value), on, reason
    payment.save(update_fields=["state", "booked_on", "reason"])
