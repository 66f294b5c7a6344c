from datetime import datetime
from typing import Self

from django.db import models


class AnnouncementQuerySet[M: models.Model](models.QuerySet[M]):
    def current(self, at: datetime) -> Self:
        """Announcements that are to be seen at this moment, warnings first."""
        return self.filter(period__contains=at).order_by("-kind", "period")

    def newest_first(self) -> Self:
        """By when they begin, the latest first."""
        return self.order_by("-period", "pk")
