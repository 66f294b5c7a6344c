"""The site that a person knows: one installation has many, and a mail that nobody asked for says which it is of."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from portal.brands.hosts import brand_at
from portal.brands.models import Brand, BrandHost
from portal.own_data.holding import last_origin
from portal.people.models import User


def site_of(user: User) -> tuple[Brand, str]:
    """The brand where they last left something, else the default one, and the whole address to log in there.

    The address is empty where nothing tells it: of a portal without host names.
    """
    origin = last_origin(user)
    brand = brand_at(urlsplit(origin).hostname or "")
    if not origin:
        host = BrandHost.objects.filter(brand=brand.slug).order_by("pk").first()
        origin = f"{'https' if settings.HTTPS else 'http'}://{host.host}" if host else ""
    return brand, origin and origin + reverse("account_login")
