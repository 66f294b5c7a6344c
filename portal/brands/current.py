"""The brand that a request wears: the middleware puts it on, pages read it here."""

from django.http import HttpRequest
from django.utils.translation import get_language

from portal.brands.models import Brand


def current_brand(request: HttpRequest) -> Brand:
    """The brand of this request."""
    brand: Brand = vars(request)["brand"]
    return brand


def plain_brand() -> Brand:
    """What a portal without brands wears; not stored."""
    return Brand(slug="doorleren", name="Doorleren")


def announced(brand: Brand) -> list[dict[str, str]]:
    """What the brand of a request has to tell now, in the language of the moment; for components/announcements.html."""
    text = "text_en" if get_language() == "en" else "text"
    return [{"kind": one["kind"], "text": one[text], "link": one["link"]} for one in brand.announced]


def wear(request: HttpRequest, brand: Brand) -> None:
    """Dress the page of this request in a brand, which may be a lazy one."""
    vars(request)["brand"] = brand
