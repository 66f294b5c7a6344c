"""Putting a decision right: proposing it, and deciding on the proposal as a second person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from funding import fund_access
from funding.decisions import correcting
from funding.decisions.errors import CannotDecide
from funding.decisions.forms import DecisionForm, SeenVersion, SendBackForm
from portal.access import person, staff_only, user_of
from portal.people.enums import FUND_ROLES, Role


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FUND_ROLES)
def correct(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The decision, another in its place, or the proposal for that; what was typed stays after a mistake."""
    found = fund_access.plan_line(request, pk)
    step = request.POST.get("step") if request.method == "POST" else None
    form = DecisionForm(request.POST if step == "propose" else None, asked=found.cents)
    back = SendBackForm(request.POST if step == "back" else None)
    problem = None
    try:
        if step == "propose" and form.is_valid():
            correcting.propose_correction(found, form.finding(), user_of(request), SeenVersion(request.POST).value)
            messages.success(request, _("Je voorstel staat klaar. Een collega beslist."))
            return redirect("funding:correct", pk)
        if step == "approve":
            correcting.approve_correction(found, user_of(request))
            messages.success(request, _("Het besluit is hersteld. De deelnemer krijgt een brief."))
            return redirect("funding:line", pk)
        if step == "back" and back.is_valid():
            correcting.send_correction_back(found, back.cleaned_data["reason"].strip(), user_of(request))
            messages.success(request, _("Teruggestuurd. Het besluit blijft zoals het is."))
            return redirect("funding:correct", pk)
    except CannotDecide as reason:
        problem = reason
    who, proposal = person(request), correcting.waiting_correction(found)
    context = {
        "line": found,
        "form": form,
        "back_form": back,
        "proposal": proposal,
        "may_propose": found.fund_id in who.funds(Role.FUND_ADMINISTRATOR) and found.state in correcting.CORRECTABLE,
        "may_approve": proposal is not None
        and found.fund_id in who.funds(Role.APPROVER)
        and proposal.prepared_by_id != user_of(request).pk,
        "problem": problem,
        "back_url": reverse("funding:line", args=[pk]),
    }
    status = 409 if problem else 422 if form.errors or back.errors else 200
    return render(request, "funding/correct.html", context, status=status)
