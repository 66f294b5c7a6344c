"""Asking to be told when there is more money."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from funding import access
from funding.check.asking import check_for
from funding.wishes import actions
from portal.access import learner_only, user_of


@require_POST
@learner_only
def wish(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Tell me when I would pay less for this course; with "nee": no longer."""
    course = access.course(request, pk)
    if request.POST.get("weten") == "nee":
        actions.forget(user_of(request), course)
        messages.success(request, _("Je krijgt geen bericht meer over deze cursus."))
        return redirect("portal:route")
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
    return redirect("portal:route")
