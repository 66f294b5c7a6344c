"""“Dit klopt niet”: anybody tells it of a scheme, who administers the scheme answers."""

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from funding import scheme_access
from funding.doubts import actions
from funding.doubts.forms import AnswerForm, DoubtForm
from funding.doubts.told import fact_rows, told_to
from portal.access import page_of, person, staff_only, user_of
from portal.pages import kept
from portal.people.enums import Role


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Tell the scheme's owner what is not right; with the answers only by consent."""
    version = scheme_access.public_version(request, slug)
    told = told_to(request, slug, request.GET.get("opleiding", ""))
    form = DoubtForm(kept.typed(request))
    if request.method == "POST" and form.is_valid():
        if ratelimit.consume(request, action="tell_doubt"):
            values = form.cleaned_data
            actions.tell(
                version,
                told.course,
                values["text"],
                verdict=told.verdict,
                facts=told.facts if values["with_answers"] else None,
                email=values["email"],
                language=get_language() or "nl",
                user=person(request).user,
            )
            messages.success(request, _("Dank je. Het fonds kijkt ernaar."))
            return redirect(version.scheme)
        form.add_error(None, _("Er kwamen al veel berichten van deze plek. Probeer het over een uur opnieuw."))
    elif request.method == "POST" and kept.keep_mistakes(request):
        return redirect(request.get_full_path())
    context = {"form": form, "scheme": version.scheme, "course": told.course}
    return render(request, "funding/doubts/tell.html", context, status=422 if form.errors else 200)


@require_safe
@staff_only(Role.FUND_ADMINISTRATOR)
def doubts(request: HttpRequest) -> HttpResponseBase:
    """What was told of the schemes of this person and waits for an answer, the oldest on top."""
    return render(request, "funding/doubts/list.html", {"pages": page_of(request, scheme_access.open_doubts(request))})


@require_http_methods(["GET", "HEAD", "POST"])
@staff_only(Role.FUND_ADMINISTRATOR)
def doubt(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """One of them with what was sent along, and the answer."""
    found = scheme_access.doubt(request, pk)
    form = AnswerForm(kept.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(found, form.cleaned_data["answer"], user_of(request))
        except actions.AlreadyAnswered:
            messages.warning(request, _("Een collega heeft al geantwoord."))
            return redirect("funding:doubt", pk)
        messages.success(request, _("Het antwoord is bewaard."))
        return redirect("funding:doubts")
    if request.method == "POST" and kept.keep_mistakes(request):
        return redirect(request.get_full_path())
    context = {"doubt": found, "form": form, "facts": fact_rows(found.facts)}
    return render(request, "funding/doubts/doubt.html", context, status=422 if form.errors else 200)
