"""Asking to be told when there is more money."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from funding import access, scheme_access
from funding.check.asking import check_for
from funding.check.assessing import standings
from funding.scheme_pages.standing import state_word
from funding.wishes import actions
from funding.wishes.route import wishes_page
from funding.wishes.schemes import forget_scheme, is_there_for, wish_scheme
from intake import access as intake
from portal.access import learner_only, user_of


@require_safe
@learner_only
def wishes(request: HttpRequest) -> HttpResponseBase:
    """What this learner wants a mail about."""
    return render(request, "funding/wishes.html", wishes_page(request))


@require_POST
@learner_only
def wish(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Tell me when I would pay less for this course; with "nee": no longer."""
    if request.POST.get("weten") == "nee":  # before the course is asked for: it may be gone, and that is no answer
        actions.forget(user_of(request), pk)
        messages.success(request, _("Je krijgt geen bericht meer over deze cursus."))
        return redirect("funding:wishes")
    course = access.course(request, pk)
    session = access.session(request, course, request.POST.get("sessie"))
    check = check_for(request, course, session)
    if check.assessment is None or not check.assessment.plan.own:
        messages.warning(
            request, _("Je betaalt nu al niets, of de opleider noemt geen prijs. Er is niets om op te wachten.")
        )
    else:
        origin = request.build_absolute_uri("/")
        actions.wish(user_of(request), course, session, int(check.assessment.plan.own), origin)
        messages.success(request, _("Je krijgt een e-mail zodra je minder betaalt. Dat doen we een jaar lang."))
    return redirect("funding:wishes")


@require_http_methods(["GET", "HEAD", "POST"])
@learner_only
def scheme_wish(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Tell me when this scheme is there for me; with "nee": no longer."""
    version, today, user = scheme_access.public_version(request, slug), timezone.localdate(), user_of(request)
    standing = standings([version], today)[slug]
    there = is_there_for(standing.scheme, intake.answers(request), today)
    if request.method == "POST" and request.POST.get("weten") == "nee":
        forget_scheme(user, version.scheme)
        messages.success(request, _("Je krijgt geen bericht meer over dit potje."))
        return redirect("funding:wishes")
    if request.method == "POST" and not there:
        wish_scheme(user, version.scheme, request.build_absolute_uri("/"))
        messages.success(request, _("Je krijgt één e-mail zodra dit potje er voor jou is. Dat doen we een jaar lang."))
        return redirect("funding:wishes")
    context = {
        "scheme": version.scheme,
        "there": there,
        "state": standing.scheme.state(today).value,
        "state_word": state_word(standing, today),
        "waits": access.waits_for_scheme(request, slug),
    }
    return render(request, "funding/schemes/wish.html", context)
