"""Payments of a fund: what is ready, batches that two people let go, and the account of one line."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from funding import fund_access, payment_access
from funding.decisions.errors import CannotDecide
from funding.payments import accounts, batches
from funding.payments.enums import BatchState, NameCheck, Payee
from funding.payments.forms import AccountForm, FundAccountForm, ReleaseForm
from funding.payments.page import (
    all_payables,
    batch_page,
    line_payment_page,
    payments_page,
    take_out_page,
    to_pay_page,
)
from portal.access import person, refuse, staff_only, user_of
from portal.people.enums import FUND_ROLES, Role


@require_safe
@staff_only(*FUND_ROLES)
def payments(request: HttpRequest) -> HttpResponseBase:
    """The batches of the funds of this person, newest first."""
    return render(request, "funding/payments/list.html", payments_page(request))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def to_pay(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What can be paid of one fund; posting puts all that is ready in a new batch."""
    fund = payment_access.fund(request, slug)
    if request.method == "POST":
        try:
            made = batches.propose(fund, all_payables(request, fund), user_of(request))
        except CannotDecide as problem:
            messages.error(request, problem.message)
            return redirect("funding:to_pay", slug)
        messages.success(request, _("Het voorstel staat klaar. Kijk het na."))
        return redirect("funding:batch", made.pk)
    return render(request, "funding/payments/to_pay.html", to_pay_page(request, fund))


@require_safe
@never_cache
@staff_only(*FUND_ROLES)
def batch(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One batch with its payments and the step that comes next."""
    return _show(request, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def batch_step(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Say that a batch is right, or give it up; the page asks first whether it should be given up."""
    found = payment_access.batch(request, pk, Role.FUND_ADMINISTRATOR)
    if request.method != "POST":
        return _ask(request, found)
    try:
        if request.POST.get("step") == "cancel":
            batches.cancel(found, user_of(request))
            messages.success(request, _("Het voorstel is vervallen. Alles kan opnieuw betaald worden."))
        else:
            batches.check(found, user_of(request))
            messages.success(request, _("Nagekeken. Een tweede beoordelaar geeft het geld vrij."))
    except CannotDecide as problem:
        return _show(request, pk, problem=problem, status=409)
    return redirect("funding:batch", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def release_batch(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Let the money go, as a second person."""
    found = payment_access.batch(request, pk, Role.APPROVER)
    if request.method != "POST":
        return redirect("funding:batch", pk)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, form=form, status=422)
    try:
        batches.release(found, form.cleaned_data["execution_on"], user_of(request))
    except CannotDecide as problem:
        return _show(request, pk, form=form, problem=problem, status=409)
    messages.success(request, _("Vrijgegeven. Download het bestand en zet het bij je bank."))
    return redirect("funding:batch", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_only(Role.FUND_ADMINISTRATOR)
def drop_payment(request: HttpRequest, pk: UUID, payment_pk: UUID) -> HttpResponseBase:
    """Take one payment out of a batch; the page asks first."""
    found = payment_access.batch(request, pk, Role.FUND_ADMINISTRATOR)
    payment = payment_access.payment(request, found, payment_pk)
    if request.method != "POST":
        return _ask(request, found, payment)
    try:
        batches.drop(payment, user_of(request))
    except CannotDecide as problem:
        return _show(request, pk, problem=problem, status=409)
    messages.success(request, _("De betaling is uit het voorstel."))
    return redirect("funding:batch", pk)


@require_safe
@never_cache
@staff_only(*FUND_ROLES)
def batch_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file of a released batch, to give to the bank; the same one each time."""
    found = payment_access.batch(request, pk)
    if found.state != BatchState.RELEASED:
        refuse(request, "payment file", pk)
    answer = HttpResponse(batches.file_of(found), content_type="application/xml")
    answer["Content-Disposition"] = f'attachment; filename="{found.number}.xml"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_only(*FUND_ROLES)
def line_payment(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """How one line is paid: to whom, on which account. What was typed is never kept in the session."""
    line = fund_access.plan_line(request, pk, Role.FUND_ADMINISTRATOR)
    page = line_payment_page(line)
    account = page["payable"].account
    known = {"account_name": account.name, "iban": account.iban, "name_check": account.name_check} if account else {}
    start = {"payee": page["payable"].payee, "name_check": NameCheck.NOT_DONE} | known
    form = AccountForm(request.POST if request.method == "POST" else None, initial=start)
    problem = None
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            accounts.name_account(
                line,
                Payee(told["payee"]),
                told["account_name"].strip(),
                told["iban"],
                NameCheck(told["name_check"]),
                user_of(request),
            )
        except CannotDecide as reason:
            problem = reason
        else:
            messages.success(request, _("De rekening is bewaard."))
            return redirect("funding:line_payment", pk)
    context = page | {"form": form, "problem": problem, "back_url": reverse("funding:line", args=[pk])}
    status = 409 if problem else 422 if form.errors else 200
    return render(request, "funding/payments/line.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_only(Role.FUND_ADMINISTRATOR)
def fund_account(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The account that a fund pays from."""
    fund = payment_access.fund(request, slug)
    known = payment_access.fund_account(fund)
    start = {"account_name": known.name, "iban": known.iban} if known else {"account_name": fund.name}
    form = FundAccountForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            accounts.name_fund_account(
                fund, told["account_name"].strip(), told["iban"], user_of(request), person(request)
            )
        except CannotDecide as problem:
            messages.error(request, problem.message)
        else:
            messages.success(request, _("De rekening is bewaard."))
        return redirect("funding:to_pay", slug)
    context = {"fund": fund, "form": form, "back_url": reverse("funding:to_pay", args=[slug])}
    return render(request, "funding/payments/fund_account.html", context, status=422 if form.errors else 200)


def _ask(request: HttpRequest, found: Any, payment: Any = None) -> HttpResponseBase:
    """Whether a payment should come out of a batch, or without one the whole batch be given up."""
    page = take_out_page(request, found, payment)
    if page is None:
        return redirect("funding:batch", found.pk)
    return render(request, "funding/payments/take_out.html", page)


def _show(
    request: HttpRequest,
    pk: UUID,
    *,
    form: ReleaseForm | None = None,
    problem: CannotDecide | None = None,
    status: int = 200,
) -> HttpResponseBase:
    found = payment_access.batch(request, pk)
    start = {"execution_on": timezone.localdate()}
    context = batch_page(request, found) | {"form": form or ReleaseForm(initial=start), "problem": problem}
    return render(request, "funding/payments/batch.html", context, status=status)
