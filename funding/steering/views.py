"""Proposals for the best use of budgets: asking, following, looking, setting ready and agreeing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import steering_access
from funding.steering import adopting
from funding.steering.errors import CannotAdopt
from funding.steering.forms import PrepareForm, RunForm
from funding.steering.page import choice_rows, run_page, takeable
from funding.steering.running import ask_run, stop_run
from portal.access import staff_only, user_of
from portal.people.enums import FUND_ROLES, Role


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def runs(request: HttpRequest) -> HttpResponseBase:
    """Every proposal of this person's funds, and asking for a new one."""
    budgets = steering_access.steerable(request)
    form = RunForm(request.POST or None)
    if request.method == "POST" and budgets and form.is_valid():
        data = form.cleaned_data
        run = ask_run(
            {budget.scheme.fund_id for budget in budgets},
            user_of(request),
            emphasis=data["emphasis"],
            combinations=data["combinations"],
            even=data["even"],
        )
        return redirect("funding:steering_run", run.pk)
    context = {"pages": steering_access.runs(request), "form": form, "budgets": budgets}
    return render(request, "funding/steering/runs.html", context, status=422 if form.errors else 200)


@require_safe
@staff_only(*FUND_ROLES)
def run(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One proposal: how far it is, and then what it says."""
    return _show(request, steering_access.run(request, pk))


@require_safe
@staff_only(*FUND_ROLES)
def choices(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Who would get what, beside strict order of receipt."""
    found = steering_access.run(request, pk)
    changed = request.GET.get("toon") == "verschil"
    pages = steering_access.choices_of(request, found, only_changed=changed)
    context = {"run": found, "pages": pages, "changed": changed, "rows": choice_rows(request, found, pages)}
    return render(request, "funding/steering/choices.html", context)


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def stop(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Stop a proposal that is being worked out."""
    stop_run(steering_access.run(request, pk, Role.FUND_ADMINISTRATOR))
    messages.success(request, _("We stoppen met rekenen."))
    return redirect("funding:steering_run", pk)


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def prepare(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Set budgets of a proposal ready for a second person."""
    found = steering_access.run(request, pk, Role.FUND_ADMINISTRATOR)
    offered = takeable(found)
    form = PrepareForm(request.POST, offered=offered)
    if not form.is_valid():
        return _show(request, found, form=form, status=422)
    wanted = set(form.cleaned_data["budgets"])
    try:
        adopting.prepare(found, [one for one in offered if str(one.pk) in wanted], user_of(request))
    except CannotAdopt as reason:
        return _show(request, found, str(reason.message), status=409)
    messages.success(request, _("Klaargezet. Een tweede persoon keurt het goed, daarna krijgen de mensen hun geld."))
    return redirect("funding:steering_run", pk)


@require_POST
@staff_only(Role.APPROVER)
def adopt(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Agree with what another person set ready."""
    found = steering_access.run(request, pk, Role.APPROVER)
    ready = [one for one in steering_access.adoptions_of(found) if one.adopted is None]
    try:
        number = adopting.adopt(ready, user_of(request))
    except CannotAdopt as reason:
        return _show(request, found, str(reason.message), status=409)
    text = ngettext("%(number)s aanvraag heeft nu geld.", "%(number)s aanvragen hebben nu geld.", number)
    messages.success(request, text % {"number": number})
    return redirect("funding:steering_run", pk)


def _show(
    request: HttpRequest, run: Any, problem: str = "", *, form: PrepareForm | None = None, status: int = 200
) -> HttpResponseBase:
    context = run_page(request, run)
    if context.get("may_prepare"):
        context["form"] = form or PrepareForm(offered=takeable(run))
    return render(request, "funding/steering/run.html", context | {"problem": problem}, status=status)
