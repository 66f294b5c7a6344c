"""Small rules for every request and answer."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import add_never_cache_headers

from portal.pages.errors import explain

type GetResponse = Callable[[HttpRequest], HttpResponse]


class RefuseControlCharacters:
    """Answer 400 to a NUL byte in an address or form: PostgreSQL cannot store it and would answer with a 500.

    A cookie with one is as good as none.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\x00" not in value}
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_rest: object) -> None:
        texts = [request.path, *(v for values in request.GET.lists() for v in values[1])]
        if request.method == "POST":
            texts += [v for values in request.POST.lists() for v in values[1]]
        if any("\x00" in text for text in texts):
            raise BadRequest("NUL")


class NoStoreWhenLoggedIn:
    """Pages of somebody who is logged in stay out of every cache, also the browser's own after logging out."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


class ExplainNotAllowed:
    """Give "method not allowed" a page with a way on; Django has no handler for it and leaves it empty.

    People meet it when they reload or type the address of a form.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        page = explain(request, "portal/errors/405.html", status=405)
        page["Allow"] = response["Allow"]
        return page
