from datetime import date
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery


class SchemeVersionQuerySet[M: models.Model](models.QuerySet[M]):
    def current(self, day: date) -> Self:
        """One version per scheme: the one valid on this day, else the last that ended, else the first to come.

        An expired or future version is never used for money; it is there so that the page can say "closed
        since" or "opens on" instead of nothing.
        """
        versions = self.model._default_manager.filter(scheme=OuterRef("scheme"))
        valid = versions.filter(period__contains=day)
        ended = versions.filter(period__fully_lt=(day, None)).order_by("-number")
        coming = versions.filter(period__fully_gt=(None, day)).order_by("number")
        return self.filter(
            Q(pk=Subquery(valid.values("pk")[:1]))
            | Q(~models.Exists(valid), pk=Subquery(ended.values("pk")[:1]))
            | Q(~models.Exists(valid), ~models.Exists(ended), pk=Subquery(coming.values("pk")[:1]))
        )
