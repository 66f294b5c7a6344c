"""Finding who wants to be called."""

from typing import Self

from django.db import models


class CallBackQuerySet[M: models.Model](models.QuerySet[M]):
    def waiting(self) -> Self:
        """Those who were not reached yet, the oldest first."""
        return self.filter(outcome="").order_by("created", "pk")
