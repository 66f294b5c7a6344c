"""A new plan after a refusal: look, and take it or leave it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from funding import access
from funding.applications.errors import AlreadyApplied, PlanChanged, SessionGone
from funding.replanning.actions import accept, new_plan
from funding.replanning.errors import NotAgreed, NothingToPlan
from funding.replanning.page import replan_page
from portal.access import learner_only, user_of


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def replan(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What the plan can become with the money that is left; the learner chooses."""
    application, learner = access.application(request, pk), user_of(request)
    problem = ""
    try:
        if request.method == "POST":
            accept(application, learner, request.POST.get("seen", ""), agreed="agreed" in request.POST)
            messages.success(request, _("Je nieuwe plan is verstuurd. De fondsen bekijken het."))
            return redirect("funding:application", pk)
    except (AlreadyApplied, NotAgreed, PlanChanged, SessionGone) as reason:
        problem = str(reason.message)
    except NothingToPlan:
        pass  # the page says so
    try:
        context = replan_page(application, new_plan(application, learner))
    except NothingToPlan as reason:
        context = {"nothing": reason.message}
    context |= {"application": application, "problem": problem, "back_url": reverse("funding:application", args=[pk])}
    return render(request, "funding/replan.html", context, status=409 if problem else 200)
