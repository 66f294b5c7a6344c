"""What if: making a scenario, changing schemes on a copy, asking what it does, comparing and sharing."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import whatif_access
from funding.whatif import actions
from funding.whatif.actions import ScenarioProblem
from funding.whatif.forms import AddForm, ChangeForm, ScenarioForm
from funding.whatif.page import scenario_page, tables_of, words_of
from portal.access import person, staff_only, user_of
from portal.people.enums import FUND_ROLES, Role


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def scenarios(request: HttpRequest) -> HttpResponseBase:
    """Every scenario of this person's funds, and making a new one."""
    mine = person(request).funds(Role.FUND_ADMINISTRATOR)
    form = ScenarioForm(_sent(request))
    if request.method == "POST" and mine and form.is_valid():
        data = form.cleaned_data
        made = actions.make(mine, data["title"], data["basis"], user_of(request))
        return redirect("funding:scenario", made.pk)
    context = {"pages": whatif_access.scenarios(request), "form": form if mine else None}
    return render(request, "funding/whatif/scenarios.html", context, status=422 if form.errors else 200)


@require_safe
@staff_only(*FUND_ROLES)
def scenario(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One scenario: what is different, and what that does."""
    return _show(request, whatif_access.scenario(request, pk))


@require_safe
@staff_only(*FUND_ROLES)
def compare(request: HttpRequest) -> HttpResponseBase:
    """Scenarios beside each other, and beside how it is now."""
    found = whatif_access.compared(request, request.GET.getlist("s"))
    context = tables_of(found) if found else {}
    return render(request, "funding/whatif/compare.html", context)


@never_cache
@require_safe
def shared_scenario(request: HttpRequest, token: str) -> HttpResponseBase:
    """A scenario for whoever got its link: numbers only."""
    found = whatif_access.shared_scenario(token)
    words = [told for _slug, sentences in words_of(found) for told in sentences]
    context = tables_of([found], hides=True) | {"scenario": found, "words": words}
    answer = render(request, "funding/whatif/shared.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def change(request: HttpRequest, pk: UUID, slug: str) -> HttpResponseBase:
    """What is different of one scheme."""
    found = whatif_access.scenario(request, pk, Role.FUND_ADMINISTRATOR)
    scheme = whatif_access.scheme_of(request, found, slug)
    budget = {one.scheme_id: one for one in whatif_access.budgets_of(found)}.get(slug)
    form = ChangeForm(
        _sent(request),
        drafts=whatif_access.drafts_of(request, scheme),
        added=budget is None,
        in_family=whatif_access.in_family(scheme),
        initial=found.changes.get(slug, {}) | {"where": found.changes.get(slug, {})},
    )
    if request.method == "POST" and form.is_valid():
        return _do(request, found, lambda: actions.change(found, slug, form.changes))
    context = {"scenario": found, "scheme": scheme, "budget": budget, "form": form}
    return render(request, "funding/whatif/change.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def add_scheme(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Choose a scheme that comes in addition."""
    found = whatif_access.scenario(request, pk, Role.FUND_ADMINISTRATOR)
    form = AddForm(_sent(request), offered=whatif_access.schemes_to_add(request, found))
    if request.method == "POST" and form.is_valid():
        return redirect("funding:change_scenario", pk, form.cleaned_data["scheme"].pk)
    context = {"scenario": found, "form": form}
    return render(request, "funding/whatif/add.html", context, status=422 if form.errors else 200)


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def scenario_step(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ask what it does, make a variant, take a change back, share it or stop that, or throw it away: the name of the
    button says which."""
    found = whatif_access.scenario(request, pk, Role.FUND_ADMINISTRATOR)
    user = user_of(request)
    match request.POST.get("step"):
        case "ask":
            return _do(request, found, lambda: actions.ask(found, user))
        case "variant":
            return redirect("funding:scenario", actions.make_variant(found, user).pk)
        case "drop":
            slug = request.POST.get("scheme", "")
            return _do(request, found, lambda: actions.change(found, slug, {}))
        case "share":
            actions.share(found, user)
        case "stop_sharing":
            actions.stop_sharing(found, user)
            messages.success(request, _("De link werkt niet meer."))
        case "discard":
            gone = _do(request, found, lambda: actions.discard(found, user), reverse("funding:scenarios"))
            if gone.status_code == HTTPStatus.FOUND:
                messages.success(request, _("Het scenario is weggegooid."))
            return gone
    return redirect("funding:scenario", pk)


def _do(request: HttpRequest, scenario: Any, act: Callable[[], object], address: str = "") -> HttpResponseBase:
    """Act, and go on at an address or else at the scenario; or say there why not."""
    try:
        act()
    except ScenarioProblem as reason:
        return _show(request, scenario, reason.message, 409)
    return redirect(address or reverse("funding:scenario", args=[scenario.pk]))


def _show(request: HttpRequest, scenario: Any, problem: str = "", status: int = 200) -> HttpResponseBase:
    context = scenario_page(request, scenario) | {"problem": problem}
    return render(request, "funding/whatif/scenario.html", context, status=status)


def _sent(request: HttpRequest) -> Any:
    """What was sent, also when it is nothing."""
    return request.POST if request.method == "POST" else None
