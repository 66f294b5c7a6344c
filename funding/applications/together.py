"""An application that a helper prepares: nothing is sent before the learner says yes with a code from their mail."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from funding import access
from funding.applications import actions
from funding.applications.errors import AlreadyApplied, EnoughRunning, NobodyDecidesHere, PlanChanged, SessionGone
from funding.applications.forms import SendTogetherForm
from funding.applications.page import sent_to
from funding.check.asking import check_of_draft
from funding.decisions.involvement import prepared_by
from intake import together_access
from portal.access import learner_only
from portal.brands.current import current_brand
from portal.confirming.actions import TooManyCodes, confirm, mail_code
from portal.people.route import Part


def prepared_part(request: HttpRequest) -> Part | None:
    """What is prepared for somebody and not sent."""
    drafts, _sent = access.latest_applications(request, 10)
    return Part(20, "funding/route/applications.html", {"drafts": drafts, "rows": []}) if drafts else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def send_together(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Mail the learner a code for exactly this plan; with the code, and only with it, it is sent."""
    mandate = together_access.acting(request)
    if mandate is None:
        return redirect("funding:check_answers", pk)
    draft, learner = access.draft(request, pk), mandate.learner
    check, lost = check_of_draft(request, draft)
    if not draft.learner_name:
        return redirect("funding:details", pk)
    if lost or check.assessment is None or check.assessment.next_question:
        return redirect("funding:tasks", pk)
    names = sent_to(check, draft.insists)
    if not names:
        return redirect("funding:check_answers", pk)
    seen = actions.plan_digest(check.assessment, draft.insists)
    subject, form, problem = f"send:{draft.pk}:{seen}", SendTogetherForm(), ""
    mailed = request.method == "POST"
    if request.method == "POST" and "code" in request.POST:
        form = SendTogetherForm(request.POST)
        if form.is_valid() and request.POST.get("seen") != seen:
            problem = str(PlanChanged.message)
        elif form.is_valid() and confirm(learner, subject, form.cleaned_data["code"]):
            try:
                prepared_by(draft, mandate)
                actions.submit(draft, learner, seen=seen, origin=request.build_absolute_uri("/"))
            except (PlanChanged, SessionGone, AlreadyApplied, EnoughRunning, NobodyDecidesHere) as reason:
                problem = str(reason.message)
            else:
                return redirect("intake:acting")
        elif form.is_valid():
            form.add_error("code", _("Die code klopt niet of werkt niet meer. Vraag een nieuwe code aan."))
    elif request.method == "POST":
        try:
            with override(learner.language):
                words = _("verstuur je je aanvraag voor %(course)s") % {"course": draft.course.title}
            mail_code(learner, subject, asked=words, brand=current_brand(request))
        except TooManyCodes:
            mailed, problem = False, _("Er zijn al veel codes gemaild. Probeer het over een uur opnieuw.")
    form.name_funds(names)
    context: dict[str, Any] = {
        "draft": draft,
        "learner": learner,
        "form": form,
        "mailed": mailed,
        "problem": problem,
        "seen": seen,
        "sent_to": names,
        "own": check.assessment.plan.own,
    }
    status = 409 if problem else 422 if form.errors else 200
    return render(request, "funding/send_together.html", context, status=status)
