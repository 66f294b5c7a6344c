from datetime import date
from typing import Self

from django.db import models


class BudgetQuerySet[M: models.Model](models.QuerySet[M]):
    def on(self, day: date) -> Self:
        """Budgets whose period holds this day."""
        return self.filter(period__contains=day)
