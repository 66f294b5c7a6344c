"""Gives every request its brand, from the host name it came in by."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from portal.brands.current import wear
from portal.brands.hosts import brand_at
from portal.brands.models import Brand


def brand_of(request: HttpRequest) -> Brand:
    """The brand for this request."""
    return brand_at(request.get_host().rsplit(":", 1)[0])


class BrandMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wear(request, SimpleLazyObject(lambda: brand_of(request)))  # type: ignore[arg-type]
        return self.get_response(request)
