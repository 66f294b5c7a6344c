from datetime import date
from typing import Self

from django.db import models


class MembershipQuerySet[M: models.Model](models.QuerySet[M]):
    def valid_on(self, day: date) -> Self:
        """Memberships that have begun and not ended on this day."""
        return self.filter(period__contains=day)
