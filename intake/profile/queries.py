"""Finding profiles and what they hold."""

from datetime import datetime
from typing import Self

from django.db import models


class ProfileQuerySet[M: models.Model](models.QuerySet[M]):
    def of_visitors_unused_since(self, moment: datetime) -> Self:
        """Profiles without a user that nobody came back to since this moment."""
        return self.filter(user=None, last_used__lt=moment)
