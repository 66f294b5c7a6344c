from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, When

from funding.schemes.enums import SchemeStatus, Stage

#: How long a comparison with the sources is good for; after that the administrator is reminded.
CHECK_HOLDS = timedelta(days=182)


class SchemeVersionQuerySet[M: models.Model](models.QuerySet[M]):
    def published(self) -> Self:
        """Those that are or were in force, or will be: never a draft."""
        return self.filter(stage=Stage.PUBLISHED)

    def unpublished(self) -> Self:
        """What is still being written or checked."""
        return self.exclude(stage=Stage.PUBLISHED)

    def check_is_old(self, day: date) -> Self:
        """Those in force on a day that nobody compared with their sources for half a year."""
        return self.published().filter(period__contains=day, checked_on__lt=day - CHECK_HOLDS)

    def about(self, text: str) -> Self:
        """Those with every word of ``text`` in the name of the scheme or its fund, or in what is said of it."""
        places = ("scheme__name", "scheme__fund__name", "scheme__summary", "scheme__for_whom")
        found = self
        for word in text.split():
            found = found.filter(reduce(or_, (Q(**{f"{place}__icontains": word}) for place in places)))
        return found

    def open_first(self, day: date) -> Self:
        """By name, those that take applications on a day before those that do not (any more, or yet)."""
        is_open = Q(status=SchemeStatus.OPEN, period__contains=day)
        return self.annotate(shut=Case(When(is_open, then=0), default=1)).order_by("shut", "scheme__name")

    def to_come(self, day: date) -> Self:
        """Published versions whose first day is after this one, the first of them on top."""
        return self.published().filter(period__startswith__gt=day).order_by("period")

    def current(self, day: date) -> Self:
        """One version per scheme: the one valid on this day, else the first to come, else the last that ended.

        An expired or future version is never used for money; it is there so that the page can say "closed
        since" or "opens on" instead of nothing. A draft is never among them.
        """
        versions = self.model._default_manager.filter(scheme=OuterRef("scheme"), stage=Stage.PUBLISHED)
        valid = versions.filter(period__contains=day)
        ended = versions.filter(period__fully_lt=(day, None)).order_by("-number")
        coming = versions.filter(period__fully_gt=(None, day)).order_by("number")
        return self.filter(
            Q(pk=Subquery(valid.values("pk")[:1]))
            | Q(~models.Exists(valid), pk=Subquery(coming.values("pk")[:1]))
            | Q(~models.Exists(valid), ~models.Exists(coming), pk=Subquery(ended.values("pk")[:1]))
        )
