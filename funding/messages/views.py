"""Messages, as the learner and as the fund see them."""

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from funding import access, forwarding_access, fund_access
from funding.applications.enums import LineState
from funding.messages import actions
from funding.messages.forms import LearnerMessageForm, MessageForm
from portal.access import learner_only, staff_only, user_of
from portal.pages import kept
from portal.people.enums import FILE_ROLES


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def messages(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What this learner and the funds of one application wrote to each other."""
    lines = access.lines_of_application(request, pk)
    by_id = {str(line.pk): line for line in lines if line.budget_id and line.state != LineState.FORWARDED}
    choices = list({line.fund_id: (key, line.fund.name) for key, line in by_id.items()}.values())
    form = LearnerMessageForm(kept.typed(request), choices=choices)
    if request.method == "POST":
        if form.is_valid():
            line = by_id[form.cleaned_data["line"]]
            actions.send(line, form.cleaned_data["text"], user_of(request), from_learner=True)
            notices.success(request, _("Je bericht is verstuurd."))
            return redirect("funding:messages", pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    actions.mark_read(lines, by_learner=True)
    context = {
        "page_of_messages": access.messages_of(request, lines),
        "form": form if choices else None,
        "own_side": True,
        "back_url": reverse("funding:application", args=[pk]),
        "number": lines[0].application.number,
    }
    return render(request, "funding/messages.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FILE_ROLES)
def line_messages(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What a learner and this fund wrote to each other about one line."""
    line = fund_access.plan_line(request, pk)
    form = MessageForm(kept.typed(request))
    if request.method == "POST":
        if form.is_valid():
            actions.send(line, form.cleaned_data["text"], user_of(request), from_learner=False)
            notices.success(request, _("Je bericht is verstuurd."))
            return redirect("funding:line_messages", pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    # What was written to a fund that forwarded the file came along.
    lines = [line, *forwarding_access.before(line)]
    actions.mark_read(lines, by_learner=False)
    context = {
        "page_of_messages": access.messages_of(request, lines),
        "form": form,
        "own_side": False,
        "back_url": reverse("funding:line", args=[pk]),
        "number": line.application.number,
    }
    return render(request, "funding/messages.html", context, status=422 if form.errors else 200)
