from datetime import date
from typing import Self

from django.db import models


class BudgetQuerySet[M: models.Model](models.QuerySet[M]):
    def on(self, day: date) -> Self:
        """Budgets whose period holds this day."""
        return self.filter(period__contains=day)

    def begin_after(self, day: date) -> Self:
        """Budgets of a period that is still to come on this day."""
        return self.filter(period__startswith__gt=day)
