"""Every request of somebody who acts for another: does it still hold, may this page, and who did what."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from intake import together_access
from intake.together_access import SESSION_KEY
from portal.record.audit import record

SAFE = {"GET", "HEAD", "OPTIONS"}


class TogetherMiddleware:
    """Needs sessions, log-in and messages before it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Answer here when it does not hold any more or is no page for helpers; else go on."""
        if not request.session.get(SESSION_KEY):
            return None
        mandate = together_access.acting(request)
        match = request.resolver_match
        name = match.view_name if match else ""
        if mandate is None:
            # Nothing typed for somebody else may end up with who is logged in.
            del request.session[SESSION_KEY]
            rotate_token(request)
            told = _("Je handelt niet meer voor een ander: het is gestopt. Wat je net stuurde, is niet bewaard.")
            messages.warning(request, told)
            return redirect("intake:together")
        request.acting_name = str(mandate.learner)  # type: ignore[attr-defined] # base.html tells it on every page
        sends = request.method not in SAFE
        if not together_access.reaches(mandate, name, request.path, sends=sends):
            if sends:
                raise Http404(name)
            messages.warning(request, _("Die pagina is er niet zolang je voor een ander handelt."))
            return redirect("intake:acting")
        if sends and not request.path.startswith(together_access.OWN):
            ids = {key: str(value) for key, value in kwargs.items()}
            record(mandate.helper, "act_for", mandate, learner=str(mandate.learner_id), page=name, **ids)
        return None
