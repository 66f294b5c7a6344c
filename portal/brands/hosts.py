"""Which brand a host name has."""

import json

from django.utils import timezone

from portal.announcements.queries import BRAND_WITH_CURRENT
from portal.brands.current import plain_brand
from portal.brands.models import Brand


def brand_at(host: str) -> Brand:
    """The brand of a host name, with what it has to tell now (``announced``); a portal without brands is plain.

    Both in one query: every page asks it.
    """
    for brand in Brand.objects.raw(BRAND_WITH_CURRENT, {"host": host.lower(), "now": timezone.now()}):
        brand.announced = json.loads(vars(brand)["told"])
        return brand
    return plain_brand()
