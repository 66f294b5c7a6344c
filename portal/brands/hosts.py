"""Which brand a host name has."""

import json

from django.utils import timezone

from portal.announcements.queries import CURRENT_ORDER, IS_CURRENT
from portal.brands.current import plain_brand
from portal.brands.models import Brand

#: The brand of this host name first, else the default brand, with its announcements of this moment, warnings first.
#: Written out: every page asks it, and making it of parts took longer than asking.
ASKED = f"""
SELECT brand.*, (
    SELECT coalesce(jsonb_agg(
        jsonb_build_object('kind', kind, 'text', text, 'text_en', text_en, 'link', link) ORDER BY {CURRENT_ORDER}
    ), '[]')
    FROM portal_brandannouncement WHERE brand_id = brand.slug AND {IS_CURRENT}
) AS told
FROM portal_brand brand, LATERAL (
    SELECT EXISTS (SELECT FROM portal_brandhost WHERE brand_id = brand.slug AND host = %(host)s) AS its_host
) host
WHERE its_host OR is_default ORDER BY its_host DESC LIMIT 1
"""  # noqa: S608 - both parts are constants of ours


def brand_at(host: str) -> Brand:
    """The brand of a host name, with what it has to tell now (``announced``); a portal without brands is plain.

    Both in one query: every page asks it.
    """
    for brand in Brand.objects.raw(ASKED, {"host": host.lower(), "now": timezone.now()}):
        brand.announced = json.loads(vars(brand)["told"])
        return brand
    return plain_brand()
