"""Reading what the bank says, and the report of each file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import payment_access
from funding.decisions.errors import CannotDecide
from funding.payments.bank_import import import_bank_file, judge_bank_file, look_again
from funding.payments.forms import BankFileForm
from funding.payments.page import bank_file_page
from portal.access import person, staff_only, user_of
from portal.pages.uploading import takes_file, was_too_large
from portal.people.enums import Role


@takes_file
@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def bank_files(request: HttpRequest) -> HttpResponseBase:
    """The files that were read, and a form for the next."""
    funds = payment_access.funds(request, Role.FUND_ADMINISTRATOR)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BankFileForm(*sent, funds=funds, too_large=was_too_large(request))
    if request.method == "POST" and form.is_valid():
        file = form.sent
        try:
            made = import_bank_file(
                form.cleaned_data["fund"], file.name or "", file.read(), user_of(request), person(request)
            )
        except CannotDecide as problem:
            form.add_error("file", problem.message)
        else:
            messages.success(request, _("Het bestand is ingelezen. Hieronder staat wat er per regel gebeurde."))
            return redirect("funding:bank_file", made.pk)
    context = {"form": form, "pages": payment_access.bank_files(request)}
    return render(request, "funding/payments/bank_files.html", context, status=422 if form.errors else 200)


@require_safe
@staff_only(Role.FUND_ADMINISTRATOR, Role.APPROVER)
def bank_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What became of each row of one file, and what a second person says of what waits."""
    return _show(request, pk)


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR, Role.APPROVER)
def judge_bank_word(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """A second person says that the bank shows what waits, or that it does not; or a "no" is to be looked at again."""
    file, answer = payment_access.bank_file(request, pk), request.POST.get("right")
    told = {
        "yes": _("Dit telt nu. Hieronder staat wat er per regel gebeurde."),
        "no": _("Er is niets veranderd aan de betalingen."),
        "again": _("Een collega kan nu opnieuw kijken. Er is niets veranderd aan de betalingen."),
    }
    if answer not in told:  # a yes is for good: nothing is said by leaving something out
        return redirect("funding:bank_file", pk)
    try:
        if answer == "again":
            look_again(file, user_of(request), person(request))
        else:
            judge_bank_file(file, user_of(request), person(request), right=answer == "yes")
    except CannotDecide as problem:
        return _show(request, pk, problem)
    messages.success(request, told[answer])
    return redirect("funding:bank_file", pk)


def _show(request: HttpRequest, pk: UUID, problem: CannotDecide | None = None) -> HttpResponseBase:
    context = bank_file_page(request, payment_access.bank_file(request, pk)) | {"problem": problem}
    return render(request, "funding/payments/bank_file.html", context, status=409 if problem else 200)
