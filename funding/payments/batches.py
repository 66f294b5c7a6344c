"""From payable lines to a file for the bank: proposed, checked, and released by a second person.

Locks in one order: the batch, the applications by id, the lines by conditional update; the audit trail last.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from funding.applications.models import Application, PlanLine
from funding.applications.states import LINE
from funding.applications.steps import StepGone, follow, take
from funding.decisions.errors import NotTheirRole
from funding.decisions.involvement import Involvement
from funding.payments.enums import NAME_IS_RIGHT, BatchState, Payee, PaymentState
from funding.payments.errors import (
    BatchMoved,
    DoesNotFit,
    InAnotherBatch,
    NoFundAccount,
    NothingToPay,
    OwnAccount,
    OwnCase,
    SamePerson,
)
from funding.payments.models import Account, Payment, PaymentBatch
from funding.payments.payable import Payable, goes_to, paid_before, payable_cents
from funding.payments.transfer_file import transfer_file
from funding.webhooks.enums import Event
from funding.webhooks.telling import tell
from portal.people.enums import Role
from portal.people.models import Fund, Membership, User
from portal.record.audit import record
from portal.record.sealing import open_sealed, seal

#: What one file holds: a bank takes more, a person who checks does not.
MOST_PAYMENTS = 500


@transaction.atomic
def propose(fund: Fund, payables: Iterable[Payable], by: User) -> PaymentBatch:
    """Put what is ready of one fund in a new batch, at most MOST_PAYMENTS.

    Raises NothingToPay, InAnotherBatch when a colleague did so at the same moment, NotTheirRole, OwnCase.
    """
    _allow(fund.pk, Role.FUND_ADMINISTRATOR, by)
    ready = [one for one in payables if one.ready and one.cents > 0 and one.line.fund_id == fund.pk][:MOST_PAYMENTS]
    if not ready:
        raise NothingToPay
    batch = PaymentBatch.objects.create(fund=fund, proposed_by=by)
    try:
        with transaction.atomic():
            Payment.objects.bulk_create(
                Payment(batch=batch, line=one.line, account=one.account, cents=one.cents) for one in ready
            )
    except IntegrityError as error:
        if "line_is_paid_once" not in str(error):
            raise
        raise InAnotherBatch from error
    _no_own_case(batch, by)
    record(by, "propose_payments", batch, chain=fund.pk, payments=len(ready), cents=sum(one.cents for one in ready))
    return batch


@transaction.atomic
def check(batch: PaymentBatch, by: User) -> None:
    """Say that names, numbers and amounts are right. Raises BatchMoved, DoesNotFit, NoFundAccount, OwnCase."""
    _allow(batch.fund_id, Role.FUND_ADMINISTRATOR, by)
    _lock(batch, BatchState.PROPOSED)
    _no_own_case(batch, by)
    _fits(batch)
    _pays_from(batch)
    _step(batch, BatchState.PROPOSED, BatchState.CHECKED, checked_by=by, checked=timezone.now())
    record(by, "check_payments", batch, chain=batch.fund_id)


@transaction.atomic
def release(batch: PaymentBatch, on: date, by: User) -> None:
    """Let the money go on this day: make the file; from now on every line waits for word of the bank.

    Raises BatchMoved, SamePerson, OwnCase, OwnAccount, DoesNotFit, NoFundAccount, NotTheirRole.
    """
    _allow(batch.fund_id, Role.APPROVER, by)
    _lock(batch, BatchState.CHECKED)
    if by.pk in {batch.proposed_by_id, batch.checked_by_id}:
        raise SamePerson
    _no_own_case(batch, by)
    lock_applications(_payments(batch))
    _fits(batch)
    payments, pays_from = _payments(batch), _pays_from(batch)
    if by.pk in {one.account.entered_by_id for one in payments} | {pays_from.entered_by_id}:
        raise OwnAccount
    file = transfer_file(batch.number, pays_from, payments, on)
    _step(
        batch,
        BatchState.CHECKED,
        BatchState.RELEASED,
        released_by=by,
        released=timezone.now(),
        pays_from=pays_from,
        execution_on=on,
        sealed_file=seal(base64.b64encode(file).decode(), batch.file_place),
    )
    for payment in payments:
        try:
            take(payment.line, LINE.step("send_payment"))
        except StepGone:
            raise DoesNotFit([payment.line.application.number]) from None
    Payment.objects.filter(pk__in=[one.pk for one in payments]).update(state=PaymentState.SENT)
    for application in sorted({one.line.application_id for one in payments}):
        follow(application)
    tell(batch.fund_id, Event.PAYMENT, *((one.pk, PaymentState.SENT.value) for one in payments))
    total = sum(one.cents for one in payments)
    record(by, "release_payments", batch, chain=batch.fund_id, payments=len(payments), cents=total)
    for payment in payments:
        record(by, "send_payment", payment.line, chain=batch.fund_id, payment=str(payment.pk), cents=payment.cents)


@transaction.atomic
def drop(payment: Payment, by: User) -> None:
    """Take one payment out of a batch that nobody released; the line can be paid by another. Raises BatchMoved."""
    batch = payment.batch
    _allow(batch.fund_id, Role.FUND_ADMINISTRATOR, by)
    _lock(batch, BatchState.PROPOSED, BatchState.CHECKED)
    Payment.objects.filter(pk=payment.pk, state=PaymentState.PROPOSED).update(state=PaymentState.DROPPED)
    if not Payment.objects.filter(batch=batch, state=PaymentState.PROPOSED).exists():
        _step(batch, BatchState(batch.state), BatchState.CANCELLED)
    record(by, "drop_payment", batch, chain=batch.fund_id, payment=str(payment.pk))


@transaction.atomic
def cancel(batch: PaymentBatch, by: User) -> None:
    """Give up a batch that nobody released. Raises BatchMoved."""
    _allow(batch.fund_id, Role.FUND_ADMINISTRATOR, by)
    _lock(batch, BatchState.PROPOSED, BatchState.CHECKED)
    Payment.objects.filter(batch=batch, state=PaymentState.PROPOSED).update(state=PaymentState.DROPPED)
    _step(batch, BatchState(batch.state), BatchState.CANCELLED)
    record(by, "cancel_payments", batch, chain=batch.fund_id)


def file_of(batch: PaymentBatch) -> bytes:
    """The file of a released batch, the same bytes each time."""
    return base64.b64decode(open_sealed(batch.sealed_file or b"", batch.file_place))


@dataclass(frozen=True, slots=True)
class Misfit:
    """A payment that cannot go as it is, and why."""

    payment: Payment
    reason: str


def misfits(payments: Iterable[Payment]) -> list[Misfit]:
    """What changed since these payments (with account and line__application__course) were proposed."""
    payments = list(payments)
    now = {pk: account for pk, (_payee, account) in goes_to(one.line for one in payments).items()}
    paid = paid_before(one.line_id for one in payments)
    found = ((one, _misfit(one, now[one.line_id], paid.get(one.line_id, 0))) for one in payments)
    return [Misfit(one, reason) for one, reason in found if reason]


def _misfit(payment: Payment, now: Account | None, paid: int) -> str:
    line = payment.line
    if line.state not in LINE.step("send_payment").starts:
        return _("De aanvraag is intussen: %(state)s.") % {"state": line.get_state_display()}
    if payable_cents(line, paid) != payment.cents:
        return _("Het bedrag is intussen anders.")
    if now is None or now.pk != payment.account_id:
        return _("Het geld gaat intussen naar een andere rekening.")
    if payment.account.name_check not in NAME_IS_RIGHT:
        return _("De naam bij dit nummer is niet nagekeken.")
    return ""


def lock_applications(payments: Iterable[Payment]) -> None:
    """Every application of these payments (with line), by id: whoever takes many takes them in this order."""
    wanted = {one.line.application_id for one in payments}
    list(Application.objects.select_for_update().filter(pk__in=wanted).order_by("pk").values_list("pk"))


def _payments(batch: PaymentBatch) -> list[Payment]:
    found = batch.payments.filter(state=PaymentState.PROPOSED).select_related(
        "account", "line__fund", "line__application__course"
    )
    return list(found.order_by("line__application", "number"))


def _fits(batch: PaymentBatch) -> None:
    payments = _payments(batch)
    if not payments:
        raise NothingToPay
    if wrong := misfits(payments):
        raise DoesNotFit([one.payment.line.application.number for one in wrong])


def _pays_from(batch: PaymentBatch) -> Account:
    found = Account.objects.filter(fund=batch.fund_id, payee=Payee.FUND).last()
    if found is None:
        raise NoFundAccount
    return found


def _allow(fund_id: str, role: Role, by: User) -> None:
    if not Membership.objects.filter(user=by, fund=fund_id, role=role).valid_on(timezone.localdate()).exists():
        raise NotTheirRole


def _no_own_case(batch: PaymentBatch, by: User) -> None:
    lines = PlanLine.objects.filter(payments__in=batch.payments.exclude(state=PaymentState.DROPPED))
    involved = Involvement.objects.filter(user=by).values("application")
    if lines.filter(Q(application__learner=by) | Q(application__in=involved)).exists():
        raise OwnCase


def _lock(batch: PaymentBatch, *states: BatchState) -> None:
    """The batch until the transaction ends, as it is now. Raises BatchMoved when it is in none of these states."""
    PaymentBatch.objects.select_for_update().get(pk=batch.pk)
    batch.refresh_from_db(fields=["state", "checked_by", "released_by"])
    if batch.state not in states:
        raise BatchMoved(str(batch.get_state_display()))


def _step(batch: PaymentBatch, start: BatchState, end: BatchState, **changes: object) -> None:
    if not PaymentBatch.objects.filter(pk=batch.pk, state=start).update(state=end, **changes):
        batch.refresh_from_db(fields=["state"])
        raise BatchMoved(str(batch.get_state_display()))
    batch.state = end
    for name, value in changes.items():
        setattr(batch, name, value)
