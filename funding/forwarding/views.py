"""Forwarding a file to another fund, taking it over or sending it back, and the learner's word where it is needed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import forwarding_access, fund_access
from funding.decisions.errors import CannotDecide
from funding.decisions.forms import SeenVersion
from funding.forwarding import actions
from funding.forwarding.enums import ForwardingState
from funding.forwarding.forms import ForwardForm, SendBackFileForm
from funding.forwarding.offering import offer, targets
from funding.forwarding.page import STATUS, changes, forwarding_page, waits_words
from portal.access import learner_only, staff_only, user_of
from portal.pages import kept
from portal.people.enums import FUND_ROLES, Role

#: What the buttons of the proposal say in their "step".
SEND = "send"


@require_safe
@staff_only(*FUND_ROLES)
def forwardings(request: HttpRequest) -> HttpResponse:
    """What goes from and to the funds of this person."""
    pages = forwarding_access.forwardings(request)
    rows = [{"one": one, "kind": STATUS[ForwardingState(one.state)], "waits": waits_words(one)} for one in pages]
    return render(request, "funding/forwarding/list.html", {"pages": pages, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def forward(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Propose that another fund takes a file over: choose, see what changes, and send."""
    line = fund_access.plan_line(request, pk, Role.FUND_ADMINISTRATOR)
    places = targets(line)
    form = ForwardForm(kept.typed(request), targets=places)
    context: dict[str, Any] = {"line": line, "form": form, "places": places, "seen": line.version}
    status = 200
    if request.method == "POST" and form.is_valid():
        slug, reason = form.cleaned_data["scheme"], form.cleaned_data["reason"]
        try:
            if request.POST.get("step") == SEND:
                seen = SeenVersion(request.POST).value
                made = actions.propose(line, slug, reason, user_of(request), seen)
                waits = made.state == ForwardingState.ASKED
                asks = _("De deelnemer krijgt eerst de vraag of het mag.")
                messages.success(request, asks if waits else _("Het voorstel ligt bij het andere fonds."))
                return redirect("funding:forwarding", made.pk)
            context["changes"] = changes(line, offer(line, slug))
        except CannotDecide as problem:
            context["problem"], status = problem.message, 409
    elif request.method == "POST" and kept.keep_mistakes(request):
        return redirect(request.get_full_path())
    elif form.errors:
        status = 422
    return render(request, "funding/forwarding/propose.html", context, status=status)


@require_safe
@staff_only(*FUND_ROLES)
def forwarding(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One proposal, with what this person may see of the file."""
    return _show(request, pk)


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def accept(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Take a file over."""
    one = forwarding_access.to_answer(request, pk)
    cents = request.POST.get("cents", "")
    try:
        seen = int(cents) if cents.isascii() and cents.isdigit() and len(cents) < 12 else 0
        new = actions.accept(one, user_of(request), seen)
    except CannotDecide as problem:
        return _show(request, pk, problem=problem.message, status=409)
    messages.success(request, _("Jullie beslissen nu over deze aanvraag. De deelnemer krijgt een brief."))
    return redirect("funding:line", new.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def send_back(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Do not take a file over, with the reason."""
    if request.method != "POST":
        return redirect("funding:forwarding", pk)
    one = forwarding_access.to_answer(request, pk)
    form = SendBackFileForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, form=form, status=422)
    why = form.cleaned_data["answer"]
    said = _("Teruggestuurd. Het andere fonds leest waarom.")
    return _step(request, pk, said, lambda: actions.send_back(one, why, user_of(request)))


@require_POST
@staff_only(Role.FUND_ADMINISTRATOR)
def cancel(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Take a proposal back."""
    one = forwarding_access.to_cancel(request, pk)
    said = _("Het voorstel is ingetrokken. Jullie beslissen zelf.")
    return _step(request, pk, said, lambda: actions.cancel(one, user_of(request)))


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def ask(request: HttpRequest, pk: UUID, forwarding_pk: UUID) -> HttpResponseBase:
    """Whether the other fund may read the application: the learner says yes or no."""
    one = forwarding_access.asked_of_learner(request, pk, forwarding_pk)
    if request.method == "POST":
        agrees = request.POST.get("answer") == "yes"
        try:
            (actions.agree if agrees else actions.decline)(one, user_of(request))
        except CannotDecide as problem:
            messages.warning(request, problem.message)
        else:
            yes = _("We vragen het andere fonds of het jouw aanvraag overneemt.")
            messages.success(request, yes if agrees else _("Je aanvraag blijft waar hij is."))
        return redirect("funding:application", pk)
    context = {
        "one": one,
        "waits": one.state == ForwardingState.ASKED,
        "back_url": reverse("funding:application", args=[pk]),
    }
    return render(request, "funding/forwarding/ask.html", context)


def _step(request: HttpRequest, pk: UUID, said: str, step: Callable[[], None]) -> HttpResponseBase:
    try:
        step()
    except CannotDecide as problem:
        return _show(request, pk, problem=problem.message, status=409)
    messages.success(request, said)
    return redirect("funding:forwardings")


def _show(
    request: HttpRequest, pk: UUID, *, form: SendBackFileForm | None = None, problem: str = "", status: int = 200
) -> HttpResponseBase:
    context = forwarding_page(request, forwarding_access.forwarding(request, pk))
    context |= {"form": form or SendBackFileForm(), "problem": problem}
    return render(request, "funding/forwarding/forwarding.html", context, status=status)
