"""After a grant: the start, the amount, and what comes back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from funding import fund_access
from funding.decisions.errors import CannotDecide
from funding.decisions.forms import SeenVersion
from funding.settling import actions
from funding.settling.forms import DayForm, ReceivedForm, RecoveryForm, SettleForm
from portal.access import staff_only, user_of
from portal.pages import kept
from portal.people.enums import FUND_ROLES, Role
from portal.templatetags.portal import field_errors


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def settle(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Fix the amount of a granted line on its evidence; above the limit a colleague confirms."""
    line = fund_access.plan_line(request, pk, Role.FUND_ADMINISTRATOR)
    granted = line.granted_cents or 0
    form = SettleForm(kept.typed(request), granted=granted, initial={"amount": granted})
    problem = None
    if request.method == "POST" and form.is_valid():
        seen, reasons = SeenVersion(request.POST).value, form.cleaned_data["reasons"].strip()
        try:
            made = actions.settle(line, form.cleaned_data["amount"], reasons, user_of(request), seen)
        except CannotDecide as reason:
            problem = reason
        else:
            messages.success(
                request,
                _("Het bedrag staat vast.") if made.decided_by_id else _("Je voorstel staat klaar voor een collega."),
            )
            return redirect("funding:line", pk)
    elif request.method == "POST" and kept.keep_mistakes(request):
        return redirect(request.get_full_path())
    context = {"line": line, "form": form, "problem": problem, "back_url": reverse("funding:line", args=[pk])}
    context["heading"] = _("Bedrag vaststellen")
    return render(request, "funding/line_step.html", context, status=409 if problem else 422 if form.errors else 200)


@require_POST
@staff_only(*FUND_ROLES)
def approve_settlement(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Confirm a proposed amount as a second person."""
    found = fund_access.settlement(request, pk)
    try:
        actions.approve_settlement(found, user_of(request))
    except CannotDecide as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, _("Het bedrag staat vast."))
    return redirect("funding:line", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def start_checked(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Note that the learner began."""
    line = fund_access.plan_line(request, pk, Role.FUND_ADMINISTRATOR)
    form = DayForm(kept.typed(request))
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.see_start(line, form.cleaned_data["on"], user_of(request))
            except CannotDecide as problem:
                messages.error(request, problem.message)
            else:
                messages.success(request, _("De start is vastgelegd."))
            return redirect("funding:line", pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {"line": line, "form": form, "heading": _("Start vastleggen")}
    context["back_url"] = reverse("funding:line", args=[pk])
    return render(request, "funding/line_step.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def recovery(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ask back what was paid too much, and see what came in."""
    line = fund_access.plan_line(request, pk, Role.FUND_ADMINISTRATOR)
    form = RecoveryForm(kept.typed(request))
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.begin_recovery(line, form.cleaned_data["instalments"], user_of(request))
            except CannotDecide as problem:
                messages.error(request, problem.message)
            else:
                messages.success(request, _("De deelnemer krijgt een brief met de bedragen en de dagen."))
            return redirect("funding:recovery", pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {
        "line": line,
        "form": form,
        "instalments": fund_access.instalments(line),
        "too_much": fund_access.too_much(line),
        "back_url": reverse("funding:line", args=[pk]),
    }
    return render(request, "funding/recovery.html", context, status=422 if form.errors else 200)


@require_POST
@staff_only(*FUND_ROLES)
def receive_instalment(request: HttpRequest, pk: UUID, number: int) -> HttpResponseBase:
    """Book an instalment that came in."""
    line = fund_access.plan_line(request, pk, Role.FUND_ADMINISTRATOR)
    form = ReceivedForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(field_errors(form["on"])))
        return redirect("funding:recovery", pk)
    try:
        actions.receive(fund_access.instalment(request, line, number), form.cleaned_data["on"], user_of(request))
    except CannotDecide as problem:
        messages.error(request, problem.message)
    return redirect("funding:recovery", pk)
