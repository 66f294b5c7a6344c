"""Finding out what suits you: a start, pages of questions, the result, and keeping it or not."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.shortages.access import shortages
from intake import access
from intake.agenda.forms import WhereForm
from intake.orientation import draft
from intake.orientation.actions import forget as forget_kept
from intake.orientation.actions import keep as keep_answers
from intake.orientation.forms import StepForm
from intake.orientation.items import ITEMS
from intake.orientation.known import known_answers
from intake.orientation.result import first_courses, result_of
from intake.orientation.steps import STEPS, ItemStep
from intake.profile.actions import answer
from portal.access import person
from portal.pages import kept

# Not `no-store`: going back then shows the page as it was left.
as_it_was_left = cache_control(private=True, max_age=0)


@as_it_was_left
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What it is and what it is not; going on where one was, or to the result once there is enough for one."""
    answers = known_answers(request)
    left = (number for number, one in enumerate(STEPS, start=1) if not one.known(answers))
    context = {"items": len(ITEMS), "begun": bool(answers), "enough": answers.enough, "next": next(left, 1)}
    return render(request, "intake/orientation/start.html", context)


@as_it_was_left
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, number: int) -> HttpResponseBase:
    """One page of questions, the first is 1. All buttons keep what is filled in; one may leave anything open."""
    if not 1 <= number <= len(STEPS):
        raise Http404(f"There is no page {number}.")
    chosen, known = STEPS[number - 1], known_answers(request)
    form = StepForm(chosen, known, request.POST if request.method == "POST" else kept.typed(request))
    if request.method == "POST":
        if form.is_valid():
            response = redirect(*_way_on(number, back=request.POST.get("to") == "back"))
            draft.keep(response, form.filled())
            return response
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    context: dict[str, Any] = {
        "form": form,
        "number": number,
        "pages": len(STEPS),
        "items": isinstance(chosen, ItemStep),
        "last": number == len(STEPS),
    }
    return render(request, "intake/orientation/step.html", context, status=422 if form.errors else 200)


@as_it_was_left
@require_http_methods(["GET", "HEAD", "POST"])
def result(request: HttpRequest) -> HttpResponseBase:
    """Directions, work and first courses; where one lives makes them those of the region."""
    home = access.residence(request)
    form = WhereForm(kept.typed(request), initial={"residence": home})
    if request.method == "POST":
        if form.is_valid():
            answer(access.profile(request), "residence", form.cleaned_data["residence"].code)
            return redirect("intake:interest_result")
        if kept.keep_mistakes(request):
            return redirect(request.get_full_path())
    answers, short = known_answers(request), shortages(home)
    if not answers:
        return redirect("intake:interests")
    stored, work = _kept(request), access.known_work()
    context: dict[str, Any] = {
        "result": result_of(answers, short, work.occupations),
        "scores_from": work.source,
        "shortages": short,
        "home": home,
        "asks": home is None or "wijzig" in request.GET or bool(form.errors),
        "form": form,
        "kept": stored is not None and stored.told == answers,
        "kept_other": stored is not None and stored.told != answers,
    }
    context |= first_courses(request, answers, short, home.region if home else None, work.occupations)
    return render(request, "intake/orientation/result.html", context, status=422 if form.errors else 200)


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the answers, because somebody asked for it."""
    answers = known_answers(request)
    if answers:
        keep_answers(access.profile(request), answers, by=person(request).user)
    return redirect("intake:interest_result")


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Take away all answers, here and on the device."""
    found = access.known_profile(request)
    if found is not None:
        forget_kept(found)
    response = redirect("intake:interests")
    draft.forget(response)
    return response


def _kept(request: HttpRequest) -> Any:
    return access.kept_orientation(request)


def _way_on(number: int, *, back: bool) -> tuple[Any, ...]:
    if back:
        return ("intake:interest_step", number - 1) if number > 1 else ("intake:interests",)
    return ("intake:interest_step", number + 1) if number < len(STEPS) else ("intake:interest_result",)
