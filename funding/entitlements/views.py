"""“Waar heb ik recht op?” from the menu: one question a page, and every scheme with what it would take."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from funding.check.asking import keep_answer, previous
from funding.entitlements.page import WITH_A_COURSE, Entitlements, context_of, sessions_soon
from funding.keeping.links import keep_url, share_url
from intake import access as intake
from intake import sharing_access
from intake.profile.forms import question_form
from intake.profile.questions import QUESTIONS
from portal.pages import kept
from portal.pages.context import address

#: Longer texts are no name of a scheme.
LONGEST_SEARCH = 100


@require_safe
def start(request: HttpRequest) -> HttpResponseBase:
    """What this is, and the way to the first question; who told something already goes on where they were."""
    if intake.answers(request):
        return redirect(_next(request))
    return render(request, "funding/entitlements/start.html", {"first_url": _next(request)})


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, fact: str) -> HttpResponseBase:
    """Ask one question about the person and keep the answer."""
    if fact not in QUESTIONS or fact in WITH_A_COURSE:
        raise Http404(fact)
    entitlements = Entitlements.of(request)
    form = question_form(fact, kept.typed(request), known=dict(entitlements.stored))
    if request.method == "POST":
        if form.is_valid():
            keep_answer(request, None, fact, form.value())
            return redirect("funding:entitlement_outcome" if request.GET.get("naar") else _next(request))
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    before = previous(entitlements.told, fact)
    outcome_url = reverse("funding:entitlement_outcome")
    back_url = reverse("funding:entitlement_question", args=[before]) if before else reverse("funding:entitlements")
    context = {
        "form": form,
        "question": QUESTIONS[fact].text,
        "why": QUESTIONS[fact].why,
        "entitlements": entitlements,
        "questions_left": entitlements.found.questions_left,
        "outcome_url": outcome_url,
        "back_url": outcome_url if request.GET.get("naar") else back_url,
    }
    return render(request, "funding/entitlements/question.html", context, status=422 if form.errors else 200)


@require_safe
def outcome(request: HttpRequest) -> HttpResponseBase:
    """Every scheme: what fits, what may fit, what does not and why; searchable by name."""
    text = " ".join(request.GET.get("q", "")[:LONGEST_SEARCH].split())
    context = context_of(Entitlements.of(request), text, sessions_soon(request))
    context |= {
        "keep_url": keep_url(request.path),
        "share_url": share_url(request.path),
        "shares": sharing_access.own_shares(request),
        "orient_url": address("intake:orient"),
        "cheapest_url": f"{reverse('courses:catalogue')}?volgorde=eigen-bijdrage",
    }
    return render(request, "funding/entitlements/outcome.html", context)


def _next(request: HttpRequest) -> str:
    """The next question, or the outcome when there is none."""
    return Entitlements.of(request).next_url or reverse("funding:entitlement_outcome")
