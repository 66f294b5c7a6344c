"""Gives every request its brand, from the host name it came in by."""

from collections.abc import Callable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from portal.announcements.models import BrandAnnouncement
from portal.brands.current import plain_brand, wear
from portal.brands.models import Brand


def brand_of(request: HttpRequest) -> Brand:
    """The brand for this request, with what it has to tell now (``announced``); a portal without brands is plain.

    Both in one query: every page asks it.
    """
    host = request.get_host().rsplit(":", 1)[0]
    told = BrandAnnouncement.objects.current(timezone.now()).filter(brand=OuterRef("pk"))
    told_as = told.values(as_json=JSONObject(kind="kind", text="text", text_en="text_en", link="link"))
    return Brand.objects.for_host(host).annotate(announced=ArraySubquery(told_as)).first() or plain_brand()


class BrandMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wear(request, SimpleLazyObject(lambda: brand_of(request)))  # type: ignore[arg-type]
        return self.get_response(request)
