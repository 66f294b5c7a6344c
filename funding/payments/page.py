"""What the pages of payments show."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest

from funding import payment_access
from funding.applications.models import PlanLine
from funding.decisions.file import plan_of
from funding.payments.batches import misfits
from funding.payments.enums import BEFORE_RELEASE, BatchState, PaymentState, Result
from funding.payments.models import BankFile, Payment, PaymentBatch
from funding.payments.payable import Payable, payables
from portal.access import page_of, person
from portal.people.enums import Role
from portal.people.models import Fund

BATCH_KIND = {
    BatchState.PROPOSED: "new",
    BatchState.CHECKED: "busy",
    BatchState.RELEASED: "done",
    BatchState.CANCELLED: "plain",
}
PAYMENT_KIND = {
    PaymentState.PROPOSED: "new",
    PaymentState.SENT: "busy",
    PaymentState.PAID: "done",
    PaymentState.FAILED: "problem",
    PaymentState.RETURNED: "problem",
    PaymentState.DROPPED: "plain",
}
RESULT_KIND = {
    Result.PAID: "done",
    Result.ALREADY: "plain",
    Result.PENDING: "busy",
    Result.WAITS: "todo",
    Result.UNKNOWN: "plain",
}


def payments_page(request: HttpRequest) -> dict[str, Any]:
    """The batches, and per fund how much is ready to be paid."""
    pages = payment_access.batches(request)
    return {
        "pages": pages,
        "rows": [{"batch": one, "kind": BATCH_KIND[BatchState(one.state)]} for one in pages],
        "funds": payment_access.to_pay_of_funds(request),
        "totals": _totals(payment_access.totals(request)),
        "to_judge": payment_access.to_judge(request),
    }


def to_pay_page(request: HttpRequest, fund: Fund) -> dict[str, Any]:
    """What can be paid of one fund, a page of it, with what is still missing."""
    pages = page_of(request, payment_access.payable(request, fund), size=50)
    return {
        "fund": fund,
        "pages": pages,
        "rows": payables(pages),
        "total": payment_access.payable_cents_of(request, fund),
        "pays_from": payment_access.fund_account(fund),
    }


def all_payables(request: HttpRequest, fund: Fund) -> list[Payable]:
    """Everything that can be paid of one fund."""
    return payables(payment_access.payable(request, fund))


def batch_page(request: HttpRequest, batch: PaymentBatch) -> dict[str, Any]:
    """One batch: its payments, what does not fit any more, and the step that this person can take."""
    pages = page_of(request, payment_access.payments(request, batch), size=50)
    who = person(request)
    open_to_change = batch.state in BEFORE_RELEASE
    administers = batch.fund_id in who.funds(Role.FUND_ADMINISTRATOR)
    took_part = who.user is not None and who.user.pk in {batch.proposed_by_id, batch.checked_by_id}
    totals = payment_access.totals_of(request, batch)
    hidden = payment_access.hidden_payments(request, batch)
    return {
        "batch": batch,
        "kind": BATCH_KIND[BatchState(batch.state)],
        "pages": pages,
        "rows": _payment_rows(pages, batch, open_to_change),
        "number": sum(number for _state, number, _cents in totals),
        "total": sum(cents for _state, _number, cents in totals),
        "totals": _totals(totals) if len(totals) > 1 else [],
        "hidden": hidden,
        "may_check": administers and batch.state == BatchState.PROPOSED and not hidden,
        "may_release": batch.fund_id in who.funds(Role.APPROVER)
        and batch.state == BatchState.CHECKED
        and not took_part
        and not hidden,
        "may_cancel": administers and open_to_change,
        "waits_for_other": batch.state == BatchState.CHECKED and took_part,
        "waits_for_approver": batch.state == BatchState.CHECKED
        and not took_part
        and batch.fund_id not in who.funds(Role.APPROVER),
    }


def take_out_page(request: HttpRequest, batch: PaymentBatch, payment: Payment | None) -> dict[str, Any] | None:
    """What is asked before a payment comes out of a batch, or (None) before the batch is given up as a whole.

    None when there is nothing to ask any more: it was released or given up, or the payment is out already.
    """
    if batch.state not in BEFORE_RELEASE or (payment and payment.state != PaymentState.PROPOSED):
        return None
    totals = {state: (number, cents) for state, number, cents in payment_access.totals_of(request, batch)}
    number, cents = totals.get(PaymentState.PROPOSED, (0, 0))
    return {"batch": batch, "payment": payment, "number": number, "cents": cents}


def _totals(found: list[tuple[PaymentState, int, int]]) -> list[dict[str, Any]]:
    return [
        {"label": state.label, "kind": PAYMENT_KIND[state], "number": number, "cents": cents}
        for state, number, cents in found
    ]


def _payment_rows(pages: "Page[Payment]", batch: PaymentBatch, open_to_change: bool) -> list[dict[str, Any]]:
    shared = payment_access.shared_numbers(pages, batch)
    changed = payment_access.changed_numbers(pages, batch) if open_to_change else set()
    proposed = [one for one in pages if one.state == PaymentState.PROPOSED]
    wrong = {one.payment.pk: one.reason for one in misfits(proposed)}
    return [
        {
            "payment": one,
            "kind": PAYMENT_KIND[PaymentState(one.state)],
            "misfit": wrong.get(one.pk, ""),
            "shared": one.account.mark in shared,
            "changed": one.account_id in changed,
            "may_drop": open_to_change and one.state == PaymentState.PROPOSED,
        }
        for one in pages
    ]


def line_payment_page(line: PlanLine) -> dict[str, Any]:
    """The payment of one line: how much, to whom, by when, and what the provider invoices the learner."""
    payable = payables([line])[0]
    payments = payment_access.payments_of(line)
    return {
        "line": line,
        "payable": payable,
        "payments": [{"payment": one, "kind": PAYMENT_KIND[PaymentState(one.state)]} for one in payments],
        "invoice": plan_of(line).own_now,
    }


def bank_file_page(request: HttpRequest, file: BankFile) -> dict[str, Any]:
    """What became of the rows of one file, and whether this person says if what waits in it is right."""
    pages = payment_access.bank_file_rows(request, file)
    who = person(request)
    number, cents = payment_access.waiting_in(file)
    own = who.user is not None and who.user.pk == file.by_id
    return {
        "file": file,
        "pages": pages,
        "rows": [{"row": one, "kind": RESULT_KIND.get(Result(one.result), "problem")} for one in pages],
        "waiting": number,
        "waiting_cents": cents,
        "may_judge": number and not own,
        "refused": file.judged_by_id is not None and payment_access.was_refused(file),
    }
