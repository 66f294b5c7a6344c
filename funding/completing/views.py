"""Asking a learner for what is missing, and the learner's answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from funding import access, fund_access
from funding.completing import actions
from funding.completing.forms import AnswerForm, AskForm, ExtendForm
from funding.decisions.errors import CannotDecide
from funding.decisions.forms import SeenVersion
from funding.documents.page import document_row
from funding.terms import actions as terms
from portal.access import learner_only, staff_only, user_of
from portal.pages import kept
from portal.people.enums import FILE_ROLES, Role


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FILE_ROLES)
def ask(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ask the learner for what is missing; the term stands still meanwhile."""
    line = fund_access.plan_line(request, pk, Role.FUND_ADMINISTRATOR)
    form = AskForm(kept.typed(request))
    problem = None
    if request.method == "POST" and form.is_valid():
        seen = SeenVersion(request.POST).value
        try:
            actions.ask(line, form.cleaned_data["question"].strip(), form.until(), user_of(request), seen)
        except CannotDecide as reason:
            problem = reason
        else:
            messages.success(
                request, _("Je vraag is verstuurd. Zolang de deelnemer iets moet doen, staat de termijn stil.")
            )
            return redirect("funding:line", pk)
    elif request.method == "POST" and kept.keep_mistakes(request):
        return redirect(request.get_full_path())
    context = {"line": line, "form": form, "problem": problem}
    return render(request, "funding/ask.html", context, status=409 if problem else 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(*FILE_ROLES)
def extend(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Decide later, once, and tell the learner in a letter."""
    line = fund_access.plan_line(request, pk, Role.FUND_ADMINISTRATOR)
    if line.due is None or line.extended_on:
        messages.warning(request, _("Deze termijn kan niet langer worden. Dat kan één keer, en naar een latere dag."))
        return redirect("funding:line", pk)
    form = ExtendForm(kept.typed(request), due=line.due)
    problem = None
    if request.method == "POST" and form.is_valid():
        seen = SeenVersion(request.POST).value
        try:
            terms.extend(line, form.until(), form.cleaned_data["reasons"].strip(), user_of(request), seen)
        except CannotDecide as reason:
            problem = reason
        else:
            messages.success(request, _("De termijn is langer. De deelnemer krijgt een brief."))
            return redirect("funding:line", pk)
    elif request.method == "POST" and kept.keep_mistakes(request):
        return redirect(request.get_full_path())
    context = {"line": line, "form": form, "problem": problem}
    return render(request, "funding/extend.html", context, status=409 if problem else 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def answer(request: HttpRequest, pk: UUID, request_pk: UUID) -> HttpResponseBase:
    """Answer what a fund asked."""
    asked = access.completion_request(request, pk, request_pk)
    form = AnswerForm(kept.typed(request))
    if request.method == "POST":
        if form.is_valid():
            if actions.answer(asked, form.cleaned_data["answer"].strip(), user_of(request)):
                messages.success(request, _("Je antwoord is verstuurd. Het fonds gaat verder met je aanvraag."))
            else:
                messages.warning(request, _("Deze vraag staat niet meer open. Je antwoord is niet verstuurd."))
            return redirect("funding:application", pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {
        "asked": asked,
        "form": form,
        "documents": [document_row(one) for one in access.own_application(request, pk).documents.all()],
        "back_url": reverse("funding:application", args=[pk]),
    }
    return render(request, "funding/answer.html", context, status=422 if form.errors else 200)
