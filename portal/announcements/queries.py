from datetime import datetime
from typing import Self

from django.db import models

#: The brand of this host name first, else the default brand, with its announcements of this moment, warnings first: as
#: ``current`` says below. Written out, for every page asks it, and making it of parts took longer than asking.
BRAND_WITH_CURRENT = """
SELECT brand.*, (
    SELECT coalesce(jsonb_agg(
        jsonb_build_object('kind', kind, 'text', text, 'text_en', text_en, 'link', link) ORDER BY kind DESC, period
    ), '[]')
    FROM portal_brandannouncement WHERE brand_id = brand.slug AND period @> %(now)s
) AS told
FROM portal_brand brand, LATERAL (
    SELECT EXISTS (SELECT FROM portal_brandhost WHERE brand_id = brand.slug AND host = %(host)s) AS its_host
) host
WHERE its_host OR is_default ORDER BY its_host DESC LIMIT 1
"""


class AnnouncementQuerySet[M: models.Model](models.QuerySet[M]):
    def current(self, at: datetime) -> Self:
        """Announcements that are to be seen at this moment, warnings first."""
        return self.filter(period__contains=at).order_by("-kind", "period")

    def newest_first(self) -> Self:
        """By when they begin, the latest first."""
        return self.order_by("-period", "pk")
