"""Budgets of a fund: what is left, a ceiling that changes, money that moves between two of them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import budget_access
from funding.budgets import changing
from funding.budgets.errors import CannotChangeBudget
from funding.budgets.forms import CeilingForm, EarmarkForm, TransferForm
from funding.budgets.page import budget_page, budgets_page, name_of
from portal.access import staff_only, user_of
from portal.pages import kept
from portal.people.enums import FUND_ROLES, Role

type Told = dict[str, Any]


@require_safe
@staff_only(*FUND_ROLES)
def budgets(request: HttpRequest) -> HttpResponseBase:
    """The budgets of the funds of this person."""
    return render(request, "funding/budgets/list.html", budgets_page(request))


@require_safe
@staff_only(*FUND_ROLES)
def budget(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One budget, how it changed, and what waits for a second person."""
    return render(request, "funding/budgets/budget.html", budget_page(request, budget_access.budget(request, pk)))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def ceiling(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ask to change a ceiling, with the reason."""
    found = budget_access.budget(request, pk, Role.FUND_ADMINISTRATOR)
    form = CeilingForm(kept.typed(request), budget=found, initial={"ceiling": found.ceiling})

    def change(told: Told) -> str:
        changing.propose_ceiling(found, told["ceiling"], told["reason"].strip(), user_of(request))
        return _("Het nieuwe plafond staat klaar. Een ander stelt het vast.")

    return _form(request, form, _("Plafond veranderen"), change, about="ceiling")


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def propose_transfer(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ask to move money to another budget of the fund."""
    found = budget_access.budget(request, pk, Role.FUND_ADMINISTRATOR)
    targets = budget_access.others_of_fund(request, found)
    form = TransferForm(kept.typed(request), budget=found, targets=targets)

    def propose(told: Told) -> str:
        changing.propose_transfer(found, told["target"], told["cents"], told["reason"].strip(), user_of(request))
        return _("De overboeking staat klaar. Een ander boekt over.")

    return _form(request, form, _("Overboeken naar een ander budget"), propose)


@require_POST
@staff_only(Role.APPROVER)
def transfer(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Move the money, or set the ceiling, as a second person."""
    asked = budget_access.transfer(request, pk, Role.APPROVER)
    between = asked.source_id and asked.target_id
    said = _("Het geld is overgeboekt.") if between else _("Het plafond is veranderd.")
    return _step(request, asked.here.pk, said, lambda: changing.transfer(asked, user_of(request)))


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def cancel_transfer(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Give up a transfer."""
    asked = budget_access.transfer(request, pk, Role.FUND_ADMINISTRATOR)
    said = _("Dit gaat niet door. Alles blijft zoals het was.")
    return _step(request, asked.here.pk, said, lambda: changing.cancel_transfer(asked, user_of(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def keep_apart(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Keep a part of a budget for some."""
    found = budget_access.budget(request, pk, Role.FUND_ADMINISTRATOR)
    form = EarmarkForm(kept.typed(request), budget=found)

    def keep(told: Told) -> str:
        name, by = told["mark_name"].strip(), user_of(request)
        changing.keep_apart(found, name, told["sectors"], told["places"], told["cents"], by)
        return _("Dit deel is apart gezet.")

    return _form(request, form, _("Een deel apart zetten"), keep)


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def let_go(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Give what a part has left to everybody."""
    found = budget_access.earmark(request, pk)
    said = _("Wat over was, is nu voor iedereen.")
    return _step(request, found.budget_id, said, lambda: changing.let_go(found, user_of(request)))


def _step(request: HttpRequest, budget_pk: UUID, said: str, change: Callable[[], None]) -> HttpResponseBase:
    """Take a step, and say that it was taken or why not, on the page of the budget."""
    try:
        change()
    except CannotChangeBudget as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, said)
    return redirect("funding:budget", budget_pk)


def _form(
    request: HttpRequest,
    form: CeilingForm | TransferForm | EarmarkForm,
    title: str,
    change: Callable[[Told], str],
    *,
    about: str = "cents",
) -> HttpResponseBase:
    """One form about a budget. ``change`` does what was told and says so; what it refuses stands at ``about``."""
    found = form.budget
    if request.method == "POST" and form.is_valid():
        try:
            said = change(form.cleaned_data)
        except CannotChangeBudget as problem:
            form.add_error(about, problem.message)
        else:
            messages.success(request, said)
            return redirect("funding:budget", found.pk)
    elif request.method == "POST" and kept.keep_mistakes(request):
        return redirect(request.get_full_path())
    context = {
        "form": form,
        "budget": found,
        "name": name_of(found),
        "title": title,
        "back_url": reverse("funding:budget", args=[found.pk]),
    }
    return render(request, "funding/budgets/form.html", context, status=422 if form.errors else 200)
