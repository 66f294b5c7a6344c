"""The page behind the link in the mail: two questions, and a talk with an adviser for who wants help."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from funding import survey_access
from funding.surveys import actions
from funding.surveys.forms import SurveyForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask, or say that the link does not work any more."""
    found = survey_access.survey(token)
    if found is None:
        return render(request, "funding/surveys/void.html", status=410)
    sent = request.method == "POST"
    if sent and "stop" in request.POST:
        actions.stop(found)
        return render(request, "funding/surveys/done.html", {"stopped": True})
    form = SurveyForm(request.POST if sent else None)
    if sent and form.is_valid():
        data = form.cleaned_data
        actions.answer(found, data["outcome"], wants_help=data["wants_help"])
        if data["wants_help"]:
            messages.success(request, _("Dank je wel voor je antwoord. Kies hier hoe je met een adviseur wilt praten."))
            return redirect("intake:orient")
        return render(request, "funding/surveys/done.html", {"stopped": False})
    context = {"form": form, "course": survey_access.course_of(found), "again": found.answered is not None}
    return render(request, "funding/surveys/survey.html", context, status=422 if form.errors else 200)
