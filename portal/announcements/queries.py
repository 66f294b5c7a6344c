from datetime import datetime
from typing import Self

from django.db import models

#: What ``current`` says, as SQL on an announcement with ``now`` as its parameter: a page asks for its brand and its
#: announcements in one written-out question (portal.brands.hosts).
IS_CURRENT = "period @> %(now)s"
CURRENT_ORDER = "kind DESC, period"


class AnnouncementQuerySet[M: models.Model](models.QuerySet[M]):
    def current(self, at: datetime) -> Self:
        """Announcements that are to be seen at this moment, warnings first."""
        return self.filter(period__contains=at).order_by("-kind", "period")

    def newest_first(self) -> Self:
        """By when they begin, the latest first."""
        return self.order_by("-period", "pk")
