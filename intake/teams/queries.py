"""Finding who wants to be called."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce


class CallBackQuerySet[M: models.Model](models.QuerySet[M]):
    def waiting(self) -> Self:
        """Those who were not reached yet, the oldest first."""
        return self.filter(outcome="").order_by("created", "pk")

    def untouched_since(self, moment: datetime) -> Self:
        """Those who asked, or were last tried, at this moment or before it."""
        return self.alias(touched=Coalesce("called", "created")).filter(touched__lte=moment)
