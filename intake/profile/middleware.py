"""The one place where a visitor's cookie is given, and where it ends in a log-in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

from intake.profile import visitors
from intake.profile.actions import join
from portal.people.models import User

type GetResponse = Callable[[HttpRequest], HttpResponse]


class VisitorMiddleware:
    """Whoever comes logged in with a visitor's cookie, or logs in with one, takes the answers along; then it goes.

    ``intake.access`` leaves on the request which key the answer must carry. Needs AuthenticationMiddleware before it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = visitors.COOKIE in request.COOKIES
        joined = given and self._join(request)
        response = self.get_response(request)
        if given and not joined:
            joined = self._join(request)  # logged in by this very request
        if joined:
            visitors.forget_key(response)
        elif key := visitors.key_to_keep.of(request):
            visitors.keep_key(response, key)
        if visitors.looked_at.of(request):
            patch_vary_headers(response, ["Cookie"])
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True)
        return response

    def _join(self, request: HttpRequest) -> bool:
        """True when the cookie has to go: its owner is logged in and has the answers now."""
        if not isinstance(request.user, User):
            return False
        if key := visitors.key_of(request):
            join(key, request.user)
        return True
