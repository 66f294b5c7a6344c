"""What the bank said becomes what the portal knows: all rows of a file in one transaction, each payment once.

What was paid counts at once. What failed or came back frees money, so it counts when a second person says that the
bank shows it too: else one person with a table of their own could have the same line paid twice.
"""

import hashlib
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from funding.decisions.errors import NotTheirRole
from funding.decisions.involvement import Involvement
from funding.payments.bank_moving import Told, carry_out, make_known
from funding.payments.bank_reading import BankRow, read_bank_file
from funding.payments.batches import lock_applications
from funding.payments.enums import PaymentState, Result
from funding.payments.errors import AlreadyJudged, FileKnown, OwnCase, OwnFile
from funding.payments.models import BankFile, BankFileRow, Payment
from portal.access import Person
from portal.people.enums import FUND_ROLES, Role
from portal.people.models import Fund, User
from portal.record.audit import record


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
    lines = carry_out(told, confirmed=False)
    BankFileRow.objects.bulk_create(
        BankFileRow(
            file=file,
            position=position,
            reference=one.row.reference,
            cents=one.row.cents,
            said=one.row.result,
            booked_on=one.row.on,
            result=one.result,
            reason=one.row.reason,
            payment=one.payment,
        )
        for position, one in enumerate(told, start=1)
    )
    record(by, "read_bank_file", file, chain=fund.pk, rows=len(told))
    make_known(fund.pk, told, lines)
    return file


@transaction.atomic
def judge_bank_file(file: BankFile, by: User, who: Person, *, right: bool) -> None:
    """A second person says whether the bank shows what waits in this file: then it counts, or it never does.

    Raises NotTheirRole, OwnFile for who read it in, OwnCase, AlreadyJudged when nothing waits (any more).
    """
    if file.fund_id not in who.funds(*FUND_ROLES):
        raise NotTheirRole
    if file.by_id == by.pk:
        raise OwnFile
    file = BankFile.objects.select_for_update().get(pk=file.pk)
    waiting = list(file.rows.filter(result=Result.WAITS).select_related("payment__line__application"))
    if not waiting or file.judged_by_id:
        raise AlreadyJudged
    told = [Told(_said(row), row.payment) for row in waiting]
    _no_own_case(told, by)
    file.judged_by, file.judged = by, timezone.now()
    file.save(update_fields=["judged_by", "judged"])
    lock_applications([one.payment for one in told if one.payment])
    overtaken = _paid_since(waiting)
    counts = [one for row, one in zip(waiting, told, strict=True) if right and row.pk not in overtaken]
    lines = carry_out(counts, confirmed=True)
    for row, one in zip(waiting, told, strict=True):
        row.result = (Result.BY_HAND if row.pk in overtaken else one.result) if right else Result.NOT_TRUE
    BankFileRow.objects.bulk_update(waiting, ["result"])
    record(by, "confirm_bank_file" if right else "reject_bank_file", file, chain=file.fund_id, rows=len(waiting))
    make_known(file.fund_id, counts, lines)


@transaction.atomic
def look_again(file: BankFile, by: User, who: Person) -> None:
    """Let a second person judge anew what one said "no" to: it moved nothing then, and moves nothing now.

    Raises NotTheirRole, and AlreadyJudged when nothing in this file was said "no" to (any more).
    """
    if file.fund_id not in who.funds(*FUND_ROLES):
        raise NotTheirRole
    file = BankFile.objects.select_for_update().get(pk=file.pk)
    refused = file.rows.filter(result=Result.NOT_TRUE)
    if not refused.exists():
        raise AlreadyJudged
    file.judged_by = file.judged = None
    file.save(update_fields=["judged_by", "judged"])
    number = refused.update(result=Result.WAITS)
    record(by, "look_again_at_bank_file", file, chain=file.fund_id, rows=number)


def _paid_since(waiting: list[BankFileRow]) -> set[UUID]:
    """Of rows that say that a payment failed, those of which the bank said after that it was paid.

    Such a row is no word that the money came back, as one about a paid payment is: it would be paid twice. The
    applications are locked.
    """
    paid = BankFileRow.objects.filter(payment=OuterRef("payment"), result=Result.PAID, pk__gt=OuterRef("pk"))
    failed = BankFileRow.objects.filter(Exists(paid), pk__in=[row.pk for row in waiting], said=Result.FAILED)
    return set(failed.values_list("pk", flat=True))


def _said(row: BankFileRow) -> BankRow:
    return BankRow(row.reference, Result(row.said), row.cents, row.booked_on, row.reason)


def _no_own_case(told: list[Told], by: User) -> None:
    applications = {one.payment.line.application_id: one.payment.line.application for one in told if one.payment}
    involved = Involvement.objects.filter(user=by, application__in=applications).exists()
    if involved or any(one.learner_id == by.pk for one in applications.values()):
        raise OwnCase


def _new_file(fund: Fund, name: str, digest: str, by: User) -> BankFile:
    try:
        with transaction.atomic():
            return BankFile.objects.create(fund=fund, name=name[:200], digest=digest, by=by)
    except IntegrityError as error:
        before = BankFile.objects.filter(fund=fund, digest=digest).first()
        if before is None:
            raise
        raise FileKnown(before.name, before.at) from error


def _about(fund: Fund, rows: list[BankRow]) -> list[Told]:
    """The payments that the rows are about; a row about a whole batch becomes one for each of its payments.

    What a file says again of a whole batch stays one row: else some thousands of such rows become millions.
    """
    references = {row.reference for row in rows}
    of_fund = Payment.objects.filter(batch__fund=fund).select_related("line")
    by_number = {one.number: one for one in of_fund.filter(number__in=references)}
    by_batch: dict[str, list[Payment]] = {}
    for one in of_fund.filter(batch__number__in=references).exclude(state=PaymentState.DROPPED).select_related("batch"):
        by_batch.setdefault(one.batch.number, []).append(one)
    found = []
    told_of: set[tuple[str, Result]] = set()
    for row in rows:
        batch = by_batch.get(row.reference, []) if row.whole_batch else []
        if batch and (row.reference, row.result) in told_of:
            found.append(Told(row, None, Result.ALREADY))
        elif batch and row.cents in {None, sum(one.cents for one in batch)}:
            told_of.add((row.reference, row.result))
            parts = [BankRow(one.number, row.result, one.cents, row.on, row.reason) for one in batch]
            found += [Told(part, one) for part, one in zip(parts, batch, strict=True)]
        elif batch:
            found.append(Told(row, None, Result.OTHER_AMOUNT))
        else:
            found.append(Told(row, by_number.get(row.reference)))
    return found
