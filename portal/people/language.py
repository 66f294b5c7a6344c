"""The language that somebody chose, kept with their account: mail is written long after the page was closed.

An address may also name the language of its page (``?taal=en``), so that it can be found and passed on. Who comes by
such an address stays in that language, as if they had chosen it.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import activate, get_language
from django.views.i18n import LANGUAGE_QUERY_PARAMETER
from django.views.i18n import set_language as set_language_of_browser

from portal.pages.findable import LANGUAGE
from portal.people.models import User


class LanguageMiddleware(LocaleMiddleware):
    """Django's own, and before the cookie and the browser's wishes counts the language that the address names."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if asked := _asked(request):
            activate(asked)
            request.LANGUAGE_CODE = asked

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        asked = _asked(request)
        # Styles and pictures are kept by everybody on the way: no cookie on those.
        is_page = isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html")
        if asked and is_page and request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) != asked:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
                samesite="Lax",
            )
        return super().process_response(request, response)


def _asked(request: HttpRequest) -> str:
    asked = request.GET.get(LANGUAGE, "")
    return asked if asked in dict(settings.LANGUAGES) else ""


def set_language(request: HttpRequest) -> HttpResponseBase:
    """Django's own switch, which keeps the choice in a cookie; for who is logged in also in the account."""
    response = set_language_of_browser(request)
    user = request.user
    if isinstance(user, User) and request.method == "POST":
        _keep(user, request.POST.get(LANGUAGE_QUERY_PARAMETER, ""))
    return response


def keep_language(request: HttpRequest, user: User, **_rest: Any) -> None:
    """Who logs in reads the page in some language: that is theirs. Listens to ``user_logged_in`` (portal.apps)."""
    _keep(user, get_language() or "")


def _keep(user: User, language: str) -> None:
    if language in dict(settings.LANGUAGES) and user.language != language:
        user.language = language
        user.save(update_fields=["language"])
