"""A question to the provider, and the page that says where it stands."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses import access
from courses.questions import access as questions
from courses.questions import actions
from courses.questions.forms import CourseQuestionForm
from portal.access import person
from portal.pages import kept
from portal.pages.findable import hide

TOO_MANY = _("Er gingen al veel vragen vanaf deze plek of naar deze opleider. Probeer het morgen.")


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The form. A provider of whom nobody told an address cannot be asked from here."""
    course = access.course(request, pk)
    if not course.asked_at:
        raise Http404("contact")
    hide(request)
    who = person(request).user
    email, name = (who.email, who.name) if who else ("", "")
    form = CourseQuestionForm(kept.typed(request), email=email, name=name)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        address = email or values["email"]
        # An address that nobody confirmed uses up nothing of a provider.
        if ratelimit.consume(request, action="ask_course", key=address.lower()) and (
            who is None or _may_send(request, course.asked_at)
        ):
            question = actions.ask(
                course,
                values["text"],
                name=values["name"],
                email=address,
                user=who,
                origin=request.build_absolute_uri("/"),
                language=get_language() or "nl",
            )
            if who is not None:
                return redirect("courses:question", question.token)
            # No link here: only who reads the mail may go on.
            return render(request, "courses/question_kept.html", {"course": course, "email": address})
        form.add_error(None, TOO_MANY)
    elif request.method == "POST" and kept.keep_mistakes(request):
        return redirect(request.get_full_path())
    context = {"form": form, "course": course, "email": email}
    return render(request, "courses/ask.html", context, status=422 if form.errors else 200)


def _may_send(request: HttpRequest, provider: str) -> bool:
    """Not too many questions to one provider in a day."""
    return bool(ratelimit.consume(request, action="asked_provider", key=provider.lower()))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, token: UUID) -> HttpResponseBase:
    """Where a question stands. A button sends it, because programs that look at mail open links."""
    hide(request)
    found = questions.question(request, token)
    if request.method == "POST" and found.sent is None:
        if found.course.asked_at and not _may_send(request, found.course.asked_at):
            messages.warning(request, TOO_MANY)
            return redirect(request.get_full_path())
        actions.send(found, request.build_absolute_uri("/"))
        found = questions.question(request, token)
    possible = found.course.is_listed and bool(found.course.asked_at)
    return render(request, "courses/question.html", {"question": found, "course": found.course, "possible": possible})
