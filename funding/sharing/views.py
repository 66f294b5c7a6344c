"""Sharing a result with the advisers of a team, after the learner agreed to it."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from funding.entitlements.page import Entitlements
from funding.keeping.links import keep_url, result_page
from funding.keeping.results import check_in
from funding.sharing.forms import ShareForm
from funding.sharing.frozen import frozen
from intake import access as intake
from intake import sharing_access
from intake.sharing.actions import share
from portal.access import person
from portal.pages import kept


@require_http_methods(["GET", "HEAD", "POST"])
def share_result(request: HttpRequest) -> HttpResponseBase:
    """Let a team see the result of a page (``naar``; without one that of all schemes), for as long as one agrees."""
    path = request.GET.get("naar") or reverse("funding:entitlement_outcome")
    page, profile = result_page(request, path), intake.known_profile(request)
    if not page or profile is None or not intake.answers(request):
        return redirect(path if page else reverse("funding:entitlements"))
    check = check_in(request, page, path)
    if check and check.assessment is None:
        return redirect(path)
    user = person(request).user
    teams = {str(team.pk): team for team in sharing_access.teams_to_share_with(request)}
    choices = [(key, f"{team.name}, {team.place}") for key, team in teams.items()]
    known = {"name": user.name, "email": user.email} if user else {}
    form = ShareForm(kept.typed(request), initial=known, teams=choices)
    result = frozen(request, check)
    if request.method == "POST" and teams and form.is_valid():
        if ratelimit.consume(request, action="share_result"):
            team = teams[form.chosen_team()]
            course = check.course if check else None
            name, email = form.cleaned_data["name"], form.cleaned_data["email"]
            share(profile, team, name=name, email=email, course=course, result=result, by=user)
            messages.success(request, _("Je uitkomst is gedeeld met %(team)s.") % {"team": team.name})
            return redirect("intake:shares")
        form.add_error(None, _("Er werd al veel gedeeld vanaf deze plek. Probeer het over een uur opnieuw."))
    elif request.method == "POST" and kept.keep_mistakes(request):
        return redirect(request.get_full_path())
    # On this page the answers are in the language that it is read in.
    told = check.answer_rows("outcome") if check else Entitlements.of(request).answer_rows()
    answers = [{"question": row["question"], "answer": row["answer"]} for row in told]
    context = {
        "form": form,
        "teams": list(teams.values()),
        "result": result,
        "answers": answers,
        "back_url": path,
        "keep_url": keep_url(path),
    }
    return render(request, "funding/sharing/share.html", context, status=422 if form.errors else 200)
