"""The form by which a fund asks a scholingsadvies, changed by who administers the fund."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from intake import fund_form_access
from intake.fund_forms import actions
from intake.fund_forms.editing_forms import AboutForm, QuestionSet, fields_of, places_of
from portal.access import staff_only, user_of
from portal.people.enums import Role


@never_cache
@staff_only(Role.FUND_ADMINISTRATOR)
@require_safe
def own_forms(request: HttpRequest) -> HttpResponse:
    """The funds of this person, each with what it asks of advisers."""
    return render(request, "intake/fund_forms/forms.html", {"funds": fund_form_access.own_funds(request)})


@never_cache
@staff_only(Role.FUND_ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, fund: str) -> HttpResponseBase:
    """What one fund asks; a post makes a new version of it."""
    found = fund_form_access.own_fund(request, fund)
    now, sent = found.form, request.POST.copy() if request.method == "POST" else None
    about = AboutForm(sent, initial=_about(now))
    questions = QuestionSet(sent, initial=places_of(now), prefix="vraag")
    if sent is not None and about.is_valid() & questions.is_valid():
        told = _told(found, about.cleaned_data, questions)
        if not told["fields"]:
            about.add_error(None, _("Stel minstens één vraag."))
        else:
            try:
                made = actions.make_version(found.fund, told, seen=about.cleaned_data["seen"], by=user_of(request))
            except actions.ChangedMeanwhile:
                sent["seen"] = str(found.version)  # what was typed stays, and saving it again replaces the other
                about.add_error(
                    None,
                    _("Een collega bewaarde net een andere versie. Bewaar nog eens om die te vervangen."),
                )
            else:
                told_now = _("Bewaard als versie %(version)s. Adviseurs vullen dit vanaf nu in.")
                messages.success(request, told_now % {"version": made.version})
                return redirect("intake:edit_fund_form", fund)
    elif sent is not None and questions.non_form_errors():
        about.add_error(None, _("Stel hoogstens dertig vragen, en bewaar de pagina in haar geheel."))
    wrong = sent is not None
    context = {"found": found, "about": about, "questions": questions, "form": about if wrong else None}
    return render(request, "intake/fund_forms/edit.html", context, status=422 if wrong else 200)


def _about(now: Any) -> dict[str, Any]:
    if now is None:
        return {"seen": 0}
    return {"seen": now.version, "title": now.title, "source": now.source, "is_example": now.is_example}


def _told(found: Any, data: dict[str, Any], questions: Any) -> dict[str, Any]:
    """What was filled in, as ``reading.form_of`` reads it."""
    return {
        "slug": found.form.slug if found.form else found.fund.slug,
        "fund": found.fund.slug,
        "title": data["title"],
        "source": data["source"],
        "is_example": data["is_example"],
        "fields": fields_of(questions, data["seen"] + 1),
    }
