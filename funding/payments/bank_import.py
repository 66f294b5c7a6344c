"""What the bank said becomes what the portal knows: all rows of a file in one transaction, each payment once.

Locks in one order: the applications by id, the lines, the budgets by id; the audit trail last.
"""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from funding.applications.enums import LineState
from funding.applications.models import PlanLine
from funding.applications.states import LINE
from funding.applications.steps import follow, money_came_back, take
from funding.budgets import ledger
from funding.decisions.errors import NotTheirRole
from funding.payments.bank_reading import BankRow, read_bank_file
from funding.payments.batches import lock_applications
from funding.payments.enums import PaymentState, Result
from funding.payments.errors import FileKnown
from funding.payments.mails import tell_paid
from funding.payments.models import BankFile, BankFileRow, Payment
from funding.webhooks.enums import Event
from funding.webhooks.telling import tell
from portal.access import Person
from portal.people.enums import Role
from portal.people.models import Fund, User
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


@dataclass(slots=True)
class _Told:
    """One row as far as it is known which payment it is about."""

    row: BankRow
    payment: Payment | None
    result: Result = Result.UNKNOWN


@transaction.atomic
def import_bank_file(fund: Fund, name: str, content: bytes, by: User, who: Person) -> BankFile:
    """Read a file of the bank for one fund; its rows tell what became of each.

    Raises FileKnown for one that was read before, Unreadable, NotTheirRole.
    """
    if fund.pk not in who.funds(Role.FUND_ADMINISTRATOR):
        raise NotTheirRole
    rows = read_bank_file(content)
    file = _new_file(fund, name, hashlib.sha256(content).hexdigest(), by)
    told = _about(fund, rows)
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
        one.result = _move(payment, lines[payment.line_id], one.row)
    for application in sorted({line.application_id for line in lines.values()}):
        follow(application)
    BankFileRow.objects.bulk_create(
        BankFileRow(
            file=file,
            position=position,
            reference=one.row.reference,
            cents=one.row.cents,
            result=one.result,
            reason=one.row.reason,
            payment=one.payment,
        )
        for position, one in enumerate(told, start=1)
    )
    moved = [one.payment for one in told if one.payment and one.result in MOVED]
    tell(fund.pk, Event.PAYMENT, *((one.pk, one.state) for one in moved))
    record(by, "read_bank_file", file, chain=fund.pk, rows=len(told))
    for one in told:
        if one.payment and one.result in MOVED:
            line = lines[one.payment.line_id]
            record(None, f"payment_{one.result}", line, chain=fund.pk, payment=str(one.payment.pk))
    return file


def _new_file(fund: Fund, name: str, digest: str, by: User) -> BankFile:
    try:
        with transaction.atomic():
            return BankFile.objects.create(fund=fund, name=name[:200], digest=digest, by=by)
    except IntegrityError as error:
        before = BankFile.objects.filter(fund=fund, digest=digest).first()
        if before is None:
            raise
        raise FileKnown(before.name, before.at) from error


def _about(fund: Fund, rows: list[BankRow]) -> list[_Told]:
    """The payments that the rows are about; a row about a whole batch becomes one for each of its payments."""
    references = {row.reference for row in rows}
    of_fund = Payment.objects.filter(batch__fund=fund).select_related("line")
    by_number = {one.number: one for one in of_fund.filter(number__in=references)}
    by_batch: dict[str, list[Payment]] = {}
    for one in of_fund.filter(batch__number__in=references).exclude(state=PaymentState.DROPPED).select_related("batch"):
        by_batch.setdefault(one.batch.number, []).append(one)
    found = []
    for row in rows:
        batch = by_batch.get(row.reference, []) if row.whole_batch else []
        if batch and row.cents in {None, sum(one.cents for one in batch)}:
            parts = [BankRow(one.number, row.result, one.cents, row.on, row.reason) for one in batch]
            found += [_Told(part, one) for part, one in zip(parts, batch, strict=True)]
        elif batch:
            found.append(_Told(row, None, Result.OTHER_AMOUNT))
        else:
            found.append(_Told(row, by_number.get(row.reference)))
    return found


def _move(payment: Payment, line: PlanLine, row: BankRow) -> Result:
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
