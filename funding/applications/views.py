"""Applying: choose a start, log in, tell who you are, check your answers, send; and what became of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import access, scheme_access
from funding.applications import actions, drafts, withdrawing
from funding.applications.errors import AlreadyApplied, EnoughRunning, NobodyDecidesHere, PlanChanged, SessionGone
from funding.applications.forms import LATER, DetailsForm, PlanForm, SendForm, SessionForm, WithdrawForm
from funding.applications.page import application_page, mine_page, news, sent_to, withdrawable
from funding.applications.tasks_page import tasks_page
from funding.check import arranging, words
from funding.check.asking import changed_since, check_of_draft, full_budgets
from funding.check.insisting import insisted, may_insist
from funding.decisions.involvement import prepared_by
from funding.documents.page import document_row
from funding.parties.page import cancelling_on
from intake import access as intake
from intake import together_access
from portal.access import learner_only, page_of, user_of
from portal.pages import kept
from portal.templatetags.portal import euros


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Begin an application: with the start that was chosen, or ask for one where the course has fixed dates."""
    course = access.course(request, pk)
    sent = kept.typed(request)
    start = sent.get("sessie") if sent else request.GET.get("sessie")
    chosen = access.session(request, course, start)
    sessions = access.open_sessions(request, course)
    form = SessionForm(sent if sent and "session" in sent else None, sessions=sessions)
    if form.is_valid():
        chosen = form.chosen()
    if request.method == "POST":
        if chosen or not sessions:
            if running := access.running_application(request, course, chosen):
                return redirect("funding:application", running.pk)
            draft = actions.begin(intake.profile(request), course, chosen)
            if mandate := together_access.acting(request):
                prepared_by(draft, mandate)
            return redirect("funding:details", draft.pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    status = 422 if form.errors else 200
    context = {"course": course, "form": form, "chosen": chosen, "undecided": start == LATER}
    return render(request, "funding/choose_session.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def details(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Name and phone."""
    draft, learner = access.draft(request, pk), together_access.learner(request) or user_of(request)
    if draft.submitted:
        return redirect("funding:application", pk)
    told = {"name": draft.learner_name or learner.name, "phone": draft.learner_phone or learner.phone}
    form = DetailsForm(kept.typed(request), initial=told)
    if request.method == "POST":
        if "autosave" in request.POST:  # typed and not sent yet: what is right so far is kept
            if form.is_valid():
                actions.describe(draft, form.cleaned_data["name"], form.cleaned_data["phone"], learner)
            return HttpResponse(status=204)
        if form.is_valid():
            actions.describe(draft, form.cleaned_data["name"], form.cleaned_data["phone"], learner)
            return redirect("funding:check_answers", pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {"draft": draft, "form": form, "back_url": reverse("funding:outcome", args=[draft.course_id])}
    return render(request, "funding/details.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def check_answers(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Everything once more, and the button that sends it."""
    draft = access.draft(request, pk)
    if draft.submitted:
        return redirect("funding:application", pk)
    if not draft.learner_name:
        return redirect("funding:details", pk)
    form = SendForm(kept.typed(request))
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            return _send(request, draft)
        except (PlanChanged, SessionGone, AlreadyApplied, EnoughRunning, NobodyDecidesHere) as reason:
            problem = str(reason.message)
    elif request.method == "POST" and kept.keep_mistakes(request):
        return redirect(request.get_full_path())
    if problem:  # sending may have changed it
        draft = access.draft(request, pk)
    return _show_answers(request, draft, form if form.errors else SendForm(), problem)


@require_POST
@learner_only
def discard(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Throw away what was not sent."""
    draft = access.draft(request, pk)
    if draft.submitted:
        return redirect("funding:application", pk)
    drafts.discard(draft)
    messages.success(request, _("Je aanvraag is verwijderd. Er is niets verstuurd."))
    return redirect("portal:route")


@require_POST
@learner_only
def waiting_list(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ask of a full budget all the same, on its waiting list; or not, with "nee"."""
    draft = access.draft(request, pk)
    if draft.submitted:
        return redirect("funding:application", pk)
    actions.join_waiting_lists(draft, request.POST.get("wachten") != "nee")
    return redirect("funding:check_answers", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Stop with the application, or with one fund of it."""
    found = access.application(request, pk)
    choices = withdrawable(found)
    if not choices:
        messages.warning(request, _("Van deze aanvraag kun je niets meer intrekken."))
        return redirect("funding:application", pk)
    form = WithdrawForm(kept.typed(request), choices=choices, initial={"lines": [key for key, _label in choices]})
    if request.method == "POST":
        if form.is_valid():
            withdrawing.withdraw(found, [UUID(key) for key in form.cleaned_data["lines"]], user_of(request))
            messages.success(request, _("Je aanvraag is ingetrokken. Je krijgt een bevestiging per e-mail."))
            return redirect("funding:application", pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    back = reverse("funding:application", args=[pk])
    costs = cancelling_on(found, timezone.localdate())
    context = {"application": found, "form": form, "back_url": back, "costs": costs}
    return render(request, "funding/withdraw.html", context, status=422 if form.errors else 200)


@require_safe
@learner_only
def tasks(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """What is done of an application and what is left, in any order."""
    draft = access.draft(request, pk)
    if draft.submitted:
        return redirect("funding:application", pk)
    check, lost = check_of_draft(request, draft)
    return render(request, "funding/tasks.html", tasks_page(draft, check, session_lost=lost))


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def plan(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Choose among the schemes: leave one out of the plan, or ask one although the check says no."""
    draft = access.draft(request, pk)
    if draft.submitted:
        return redirect("funding:application", pk)
    check, _lost = check_of_draft(request, draft)
    if check.assessment is None or check.assessment.next_question:
        return redirect("funding:tasks", pk)
    payers = [row for row in arranging.payers_first(check.assessment) if row.cents]
    paying = [(row.scheme.slug, f"{row.scheme.name}: {euros(row.cents)}") for row in payers]
    out = [(one.slug, one.name) for one in scheme_access.schemes_named(draft.left_out)]
    asked = [(row.scheme.slug, row.scheme.name) for row in may_insist(check.assessment, check.schemes)]
    form = PlanForm(
        kept.typed(request),
        schemes=paying + out,
        others=asked,
        initial={"schemes": [slug for slug, _name in paying], "others": draft.insists},
    )
    if request.method == "POST":
        if form.is_valid():
            chosen = form.cleaned_data["schemes"]
            left_out = [slug for slug, _name in paying + out if slug not in chosen]
            actions.choose(draft, left_out=left_out, insists=form.cleaned_data["others"])
            if "autosave" in request.POST:  # ticked and not sent yet: it is kept for whatever device comes next
                return HttpResponse(status=204)
            return redirect("funding:plan", pk)
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context = {
        "draft": draft,
        "form": form,
        "news": news(
            dict(
                [
                    *((row.scheme.slug, row.scheme.name) for row in payers),
                    *out,
                    *((slug, name) for slug, name in asked if slug in draft.insists),
                ]
            )
        ),
        "stack": words.stack(check.assessment, check.schemes),
        "beside": insisted(check.assessment, check.schemes, draft.insists),
        "back_url": reverse("funding:tasks", args=[pk]),
    }
    return render(request, "funding/plan.html", context, status=422 if form.errors else 200)


def _send(request: HttpRequest, draft: Any) -> HttpResponseBase:
    sent = actions.submit(
        draft,
        user_of(request),
        seen=request.POST.get("seen", ""),
        origin=request.build_absolute_uri("/"),
    )
    return redirect("funding:application", sent.pk)


def _show_answers(request: HttpRequest, draft: Any, form: SendForm, problem: str) -> HttpResponseBase:
    check, lost = check_of_draft(request, draft)
    if check.assessment is None:
        return redirect(check.url("check"))
    if check.assessment.next_question and not problem:
        return redirect(check.url("question", check.assessment.next_question, naar=str(draft.pk)))
    readers = sent_to(check, draft.insists)
    form.name_funds(readers)
    context = {
        "draft": draft,
        "check": check,
        "form": form,
        "seen": actions.plan_digest(check.assessment, draft.insists),
        "problem": problem or (str(SessionGone.message) if lost else ""),
        "session_lost": lost,
        "answers": check.answer_rows(str(draft.pk)),
        "stack": words.stack(check.assessment, check.schemes),
        "here": arranging.asked_here(check.assessment, check.schemes),
        "elsewhere": arranging.arranged_elsewhere(check.assessment, check.schemes),
        "late": arranging.decided_late(check.assessment, check.schemes, check.session),
        "beside": insisted(check.assessment, check.schemes, draft.insists),
        "sent_to": readers,
        "can_send": bool(readers) and not lost,
        "documents": [document_row(one) for one in draft.documents.all()],
        "changed": changed_since(check, access.told_before(request, draft.course)),
        "learner": together_access.learner(request),
        "together": together_access.acting(request) is not None,
        "full": full_budgets(check) if not draft.waits else [],
    }
    status = 409 if problem or lost else 422 if form.errors else 200
    return render(request, "funding/check_answers.html", context, status=status)


@require_safe
@learner_only
def mine(request: HttpRequest) -> HttpResponse:
    """Everything that this learner applied for, a page at a time."""
    return render(request, "funding/mine.html", mine_page(request))


@require_safe
@learner_only
def papers(request: HttpRequest) -> HttpResponse:
    """Every letter and proof of this learner, a page at a time."""
    return render(request, "funding/papers.html", {"pages": page_of(request, access.papers(request))})


@require_safe
@learner_only
def application(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One application: where it stands, who decides what, letters; right after sending it is the receipt."""
    return render(request, "funding/application.html", application_page(access.application(request, pk)))
