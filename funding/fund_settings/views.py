"""How a fund decides and pays: read it, propose otherwise, and carry that out as a second person."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import fund_settings_access
from funding.fund_settings import actions
from funding.fund_settings.forms import FundSettingsForm
from funding.fund_settings.page import fund_settings_page
from portal.access import staff_only, user_of
from portal.pages import kept
from portal.people.enums import FUND_ROLES, Role


@require_safe
@staff_only(*FUND_ROLES)
def fund_settings_list(request: HttpRequest) -> HttpResponseBase:
    """The funds of this person; who has one goes straight to it."""
    funds = list(fund_settings_access.funds(request))
    if len(funds) == 1:
        return redirect("funding:fund_settings", funds[0].pk)
    return render(request, "funding/fund_settings/list.html", {"funds": funds})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def fund_settings(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The settings of one fund, what waits, and a form to propose otherwise."""
    roles = (Role.FUND_ADMINISTRATOR,) if request.method == "POST" else ()
    fund = fund_settings_access.fund(request, slug, *roles)
    form = FundSettingsForm(kept.typed(request), initial=actions.settings_of(fund))
    if request.method == "POST":
        if form.is_valid():
            try:
                actions.propose(fund, form.told(), form.cleaned_data["reason"].strip(), user_of(request))
            except actions.CannotChangeFund as problem:
                form.add_error(None, problem.message)
            else:
                messages.success(request, _("Het voorstel staat klaar. Een ander voert het uit."))
                return redirect("funding:fund_settings", slug)
        elif kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = fund_settings_page(request, fund) | {"form": form}
    return render(request, "funding/fund_settings/fund.html", context, status=422 if form.errors else 200)


@require_POST
@staff_only(Role.APPROVER)
def change_fund(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Carry a proposal out, as a second person."""
    change = fund_settings_access.change(request, pk, Role.APPROVER)
    return _step(
        request, change, _("Het fonds werkt vanaf nu zo."), lambda: actions.carry_out(change, user_of(request))
    )


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def cancel_fund_change(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Give a proposal up."""
    change = fund_settings_access.change(request, pk, Role.FUND_ADMINISTRATOR)
    said = _("Dit gaat niet door. Alles blijft zoals het was.")
    return _step(request, change, said, lambda: actions.cancel(change, user_of(request)))


def _step(request: HttpRequest, change: Any, said: str, step: Callable[[], None]) -> HttpResponseBase:
    try:
        step()
    except actions.CannotChangeFund as problem:
        messages.error(request, problem.message)
    else:
        messages.success(request, said)
    return redirect("funding:fund_settings", change.fund_id)
