"""“Wat kost het jou?”: one question a page, only what still matters, and the answer."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from funding import access, scheme_access
from funding.applications.forms import LATER, SessionForm
from funding.check import arranging, words
from funding.check.asking import Check, check_of, keep_answer, keep_start, previous
from funding.check.ways import ways_of
from funding.keeping.links import keep_url, share_url
from intake import sharing_access
from intake.profile.forms import question_form
from intake.profile.questions import QUESTIONS
from portal.pages import kept
from portal.pages.context import address


@require_safe
def start(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Go to the first question that still matters, or to the answer."""
    check = check_of(request, pk)
    if check.assessment is None:
        return render(
            request, "funding/no_price.html", {"course": check.course, "orient_url": address("intake:orient")}
        )
    if not check.start_known:
        return redirect(check.url("choose_start"))
    fact = check.assessment.next_question
    return redirect(check.url("question", fact) if fact else check.url("outcome"))


@require_safe
def choose_start(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Ask which start somebody has in mind: some schemes look at it. "Dat weet ik nog niet" is an answer."""
    course = access.course(request, pk)
    sessions = access.open_sessions(request, course)
    form = SessionForm(request.GET if "session" in request.GET else None, sessions=sessions, may_wait=True)
    if form.is_valid():
        chosen = form.chosen()
        start = str(chosen.pk) if chosen else LATER
        keep_start(request, pk, start)
        return redirect(f"{reverse('funding:check', args=[pk])}?{urlencode({'sessie': start})}")
    context = {"course": course, "form": form, "back_url": course.get_absolute_url()}
    return render(request, "funding/choose_start.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: UUID, fact: str) -> HttpResponseBase:
    """Ask one question and keep the answer; then the next one, or back to where it was changed from."""
    if fact not in QUESTIONS:
        raise Http404(fact)
    check = check_of(request, pk)
    if check.assessment is None:
        return redirect(check.url("check"))
    form = question_form(fact, kept.typed(request), known=check.stored)
    if request.method == "POST":
        if form.is_valid():
            keep_answer(request, check.course, fact, form.value())
            return redirect(_after(request, check))
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    return render(
        request,
        "funding/question.html",
        {
            "check": check,
            "form": form,
            "question": QUESTIONS[fact].text,
            "why": QUESTIONS[fact].why,
            "questions_left": check.assessment.questions_left,
            "questions_about": check.assessment.questions_about,
            "back_url": _back(request, check, fact),
            "stack": words.stack(check.assessment, check.schemes),
            "sentence": arranging.own_words(check.assessment, check.schemes),
        },
        status=422 if form.errors else 200,
    )


@require_safe
def outcome(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Who pays what, every scheme with its reasons, and the way on."""
    check = check_of(request, pk)
    if check.assessment is None:
        return redirect(check.url("check"))
    fact = check.assessment.next_question
    # What would change an answer that is not known yet is a question, not a way.
    sessions = access.open_sessions(request, check.course)
    ways = words.NO_WAYS if fact else ways_of(check.assessment, check.schemes, check.course, sessions)
    return render(
        request,
        "funding/outcome.html",
        {
            "check": check,
            "cheaper": ways.cheaper,
            "stack": words.stack(check.assessment, check.schemes),
            "groups": words.groups(
                check.assessment,
                check.schemes,
                scheme_access.announced(row.scheme.slug for row in check.assessment.rows),
                ways,
            ),
            "sentence": arranging.own_words(check.assessment, check.schemes),
            "elsewhere": arranging.arranged_elsewhere(check.assessment, check.schemes),
            "here": arranging.asked_here(check.assessment, check.schemes),
            "late": arranging.decided_late(check.assessment, check.schemes, check.session),
            "applied": access.running_application(request, check.course, check.session),
            "answers": [*([check.start_row()] if sessions and check.told else []), *check.answer_rows("outcome")],
            "later": LATER if sessions and not check.session else "",
            "next_url": check.url("question", fact) if fact else "",
            "questions_left": check.assessment.questions_left,
            "questions_about": check.assessment.questions_about,
            "can_apply": bool(arranging.decided_here(check.assessment, check.schemes)),
            "apply_url": reverse("funding:begin", args=[check.course.pk]),
            "orient_url": address("intake:orient"),
            "keep_url": keep_url(request.get_full_path()),
            "share_url": share_url(request.get_full_path()),
            "shares": sharing_access.own_shares(request),
        },
    )


def _after(request: HttpRequest, check: Check) -> str:
    """Back to the page that the answer was changed from, else on with the questions."""
    back = request.GET.get("naar", "")
    if back == "uitkomst":
        return check.url("outcome")
    if draft := access.draft_of(request, back):
        return reverse("funding:check_answers", args=[draft.pk])
    return check.url("check")


def _back(request: HttpRequest, check: Check, fact: str) -> str:
    if back := request.GET.get("naar"):
        return check.url("outcome") if back == "uitkomst" else _after(request, check)
    before = previous(check.told, fact)
    if before:
        return check.url("question", before)
    return check.course.get_absolute_url()
