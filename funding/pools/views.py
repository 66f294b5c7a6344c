"""Pools: money of several parties for the budgets of several regions."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import pool_access
from funding.budgets.errors import CannotChangeBudget
from funding.budgets.page import name_of
from funding.exporting.files import as_book
from funding.exporting.views import XLSX
from funding.pools import actions, lending, taking_part
from funding.pools.enums import Kind
from funding.pools.forms import (
    ContributionForm,
    DivideForm,
    LendForm,
    MemberForm,
    MoveForm,
    PoolForm,
    ReserveForm,
)
from funding.pools.page import back_to, pool_page, report_page, report_sheets
from portal.access import person, staff_only, user_of
from portal.pages import kept
from portal.people.enums import FUND_ROLES, Role

type Told = dict[str, Any]
READERS = (*FUND_ROLES, Role.PORTAL_MANAGER)


@require_safe
@staff_only(*READERS)
def pools(request: HttpRequest) -> HttpResponseBase:
    """The pools of this person's funds; every one for who keeps the portal."""
    return render(
        request,
        "funding/pools/list.html",
        {
            "pages": pool_access.pools(request),
            "totals": pool_access.totals(request),
            "may_begin": person(request).has(Role.PORTAL_MANAGER),
        },
    )


@require_safe
@staff_only(*READERS)
def pool(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One pool: its money, its budgets, and what waits for a second person."""
    return render(request, "funding/pools/pool.html", pool_page(request, pool_access.pool(request, pk)))


@require_safe
@staff_only(*READERS)
def report(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What became of the money of each party."""
    return render(request, "funding/pools/report.html", report_page(pool_access.pool(request, pk)))


@require_safe
@never_cache
@staff_only(*READERS)
def report_file(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The report as a workbook."""
    found = pool_access.pool(request, pk)
    name = f'attachment; filename="gezamenlijk-budget-{timezone.localdate():%Y-%m-%d}.xlsx"'
    return HttpResponse(as_book(report_sheets(found)), content_type=XLSX, headers={"Content-Disposition": name})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.PORTAL_MANAGER)
def new_pool(request: HttpRequest) -> HttpResponseBase:
    """Begin a pool that a fund keeps."""
    form = PoolForm(kept.typed(request), funds=pool_access.keepers())

    def begin(told: Told) -> str:
        made = taking_part.begin_pool(told["fund"], told["pool_name"], told["fixed_percent"], user_of(request))
        return back_to(made)

    title = _("Nieuw gezamenlijk budget")
    return _form(request, form, title, begin, reverse("funding:pools"), _("Het gezamenlijke budget is er."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.PORTAL_MANAGER)
def join_pool(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ask a budget to take part, or change its fixed share."""
    found = pool_access.pool(request, pk)
    form = MemberForm(kept.typed(request), pool=found, budgets=pool_access.candidates(found))

    def join(told: Told) -> str:
        taking_part.ask_to_join(found, told["budget"].pk, told["weight"], user_of(request))
        return back_to(found)

    said = _("De vraag is gesteld. Er verandert iets zodra iemand van het fonds akkoord is.")
    return _form(request, form, _("Vraag een budget mee te doen"), join, back_to(found), said)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def contribute(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Write down money that came in."""
    found = pool_access.pool(request, pk, Role.FUND_ADMINISTRATOR)
    form = ContributionForm(kept.typed(request), pool=found)

    def put_in(told: Told) -> str:
        loan = (told["terms"], told["first_term"]) if told["kind"] == Kind.LOAN else ()
        actions.contribute(found, told["party"].strip(), Kind(told["kind"]), told["cents"], user_of(request), *loan)
        return back_to(found)

    return _form(request, form, _("Inleg opschrijven"), put_in, back_to(found), _("De inleg is opgeschreven."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def keep_back(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Keep a part back until a day."""
    found = pool_access.pool(request, pk, Role.FUND_ADMINISTRATOR)
    form = ReserveForm(kept.typed(request), pool=found)

    def keep(told: Told) -> str:
        actions.keep_back(found, told["cents"], told["release_on"], user_of(request))
        return back_to(found)

    return _form(request, form, _("Een deel achterhouden"), keep, back_to(found), _("Dit deel wacht tot die dag."))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def divide(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Propose to divide what is free by the rules of the pool."""
    found = pool_access.pool(request, pk, Role.FUND_ADMINISTRATOR)
    form = DivideForm(kept.typed(request), pool=found)

    def propose(told: Told) -> str:
        needs = pool_access.needs(pool_access.members(found))
        actions.propose_division(found, told["cents"], needs, told["reason"].strip(), user_of(request))
        return back_to(found)

    said = _("De verdeling staat klaar. Een ander keurt haar goed.")
    return _form(request, form, _("Verdelen over de budgetten"), propose, back_to(found), said)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def move(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Propose to move money of the pool from one budget to another, or back."""
    found = pool_access.pool(request, pk, Role.FUND_ADMINISTRATOR)
    form = MoveForm(kept.typed(request), pool=found, members=pool_access.members_of(found))

    def propose(told: Told) -> str:
        actions.propose_move(told["source"], told["target"], told["cents"], told["reason"].strip(), user_of(request))
        return back_to(found)

    said = _("De overboeking staat klaar. Een ander boekt over.")
    return _form(request, form, _("Overboeken tussen budgetten"), propose, back_to(found), said)


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def answer_pool(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let a budget of one's own fund take part, or not: the name of the button says which."""
    member = pool_access.member(request, pk)
    inside = member.accepted is not None
    if "accept" in request.POST:
        text = request.POST.get("weight", "")
        seen = int(text) if text.isdecimal() and len(text) < 12 else -1
        said = _("Het nieuwe vaste deel geldt nu.") if inside else _("Dit budget doet mee.")
        return _step(request, member.pool_id, said, lambda: taking_part.accept(member, seen, user_of(request)))
    # The pool itself is perhaps not theirs to see any more.
    address = "" if inside else reverse("funding:pools")
    said = _("Het vaste deel blijft zoals het was.") if inside else _("Dit budget doet niet mee.")
    return _step(request, member.pool_id, said, lambda: taking_part.decline(member, user_of(request)), address)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def leave_pool(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Ask whether a budget of one's own fund should take no part any more, and do so."""
    member = pool_access.member(request, pk)
    if request.method == "POST":
        said = _("Dit budget doet niet meer mee.")
        try:
            taking_part.leave(member, user_of(request))
        except CannotChangeBudget as problem:
            messages.error(request, problem.message)
            return redirect(back_to(member.pool))
        messages.success(request, said)
        return redirect("funding:pools")  # the pool itself is perhaps not theirs to see any more
    return render(request, "funding/pools/leave.html", {"member": member, "name": name_of(member.budget)})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def lend(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Propose to lend money of the pool to a budget."""
    found = pool_access.pool(request, pk, Role.FUND_ADMINISTRATOR)
    form = LendForm(kept.typed(request), pool=found, members=pool_access.members_of(found))

    def propose(told: Told) -> str:
        terms = told["terms"], told["first_term"]
        lending.propose_loan(told["target"], told["cents"], *terms, told["reason"].strip(), user_of(request))
        return back_to(found)

    said = _("De lening is gevraagd. Het fonds zegt eerst of het akkoord is, daarna keurt een ander haar goed.")
    return _form(request, form, _("Uitlenen aan een budget"), propose, back_to(found), said)


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def answer_loan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Agree to a loan for one's own fund, or not: the name of the button says which."""
    loan = pool_access.loan(request, pk)
    pool_pk = loan.member.pool_id
    if "agree" in request.POST:
        said = _("Jullie zijn akkoord met de lening. Het geld komt als ook het andere fonds haar goedkeurt.")
        return _step(request, pool_pk, said, lambda: lending.agree(loan, user_of(request)))
    return _step(request, pool_pk, _("Jullie lenen dit niet."), lambda: lending.refuse(loan, user_of(request)))


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def repay_loan_term(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Say that one's fund pays a term back, or (the keeper) that it came: the name of the button says which."""
    term = pool_access.loan_term(request, pk)
    pool_pk = term.loan.member.pool_id
    if "received" in request.POST:
        said = _("Dit deel is terug in het gezamenlijke budget.")
        return _step(request, pool_pk, said, lambda: lending.receive(term, user_of(request)))
    said = _("Opgeschreven. Het plafond gaat omlaag als het fonds dat uitleende zegt dat het geld er is.")
    return _step(request, pool_pk, said, lambda: lending.offer(term, user_of(request)))


@require_POST
@staff_only(Role.APPROVER)
def carry_out(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Move the money, as a second person."""
    asked = pool_access.allotment(request, pk, Role.APPROVER)
    said = _("Het geld is verdeeld.")
    return _step(request, asked.pool_id, said, lambda: actions.carry_out(asked, user_of(request)))


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def cancel(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Give up a proposal."""
    asked = pool_access.allotment(request, pk, Role.FUND_ADMINISTRATOR)
    said = _("Dit voorstel gaat niet door.")
    return _step(request, asked.pool_id, said, lambda: actions.cancel(asked, user_of(request)))


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def repay(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Write down that a term of a loan was paid back today."""
    term = pool_access.repayment(request, pk)
    said = _("Dit deel van de lening is terugbetaald.")
    today = timezone.localdate()
    return _step(request, term.contribution.pool_id, said, lambda: actions.repay(term, today, user_of(request)))


def _step(
    request: HttpRequest, pool_pk: UUID, said: str, change: Callable[[], object], address: str = ""
) -> HttpResponseBase:
    """Take a step, and say that it was taken or why not, at an address or else on the page of the pool."""
    try:
        change()
    except CannotChangeBudget as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, said)
    return redirect(address or reverse("funding:pool", args=[pool_pk]))


def _form(
    request: HttpRequest, form: forms.Form, title: str, change: Callable[[Told], str], back_url: str, said: str
) -> HttpResponseBase:
    """One form about a pool. ``change`` does what was told and gives the address to go on at."""
    if request.method == "POST" and form.is_valid():
        try:
            address = change(form.cleaned_data)
        except CannotChangeBudget as problem:
            form.add_error("cents" if "cents" in form.fields else None, problem.message)
        else:
            messages.success(request, said)
            return redirect(address)
    elif request.method == "POST" and kept.keep_mistakes(request):
        return redirect(request.get_full_path())
    context = {"form": form, "title": title, "back_url": back_url, "pool": getattr(form, "pool", None)}
    return render(request, "funding/pools/form.html", context, status=422 if form.errors else 200)
