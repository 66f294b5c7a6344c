"""Finding results that are shared."""

from datetime import datetime
from typing import Self

from django.db import models

from intake.profile.visitors import LIFE

#: As long as the answers of a visitor are kept, a result stays shared.
KEPT = LIFE


class SharedResultQuerySet[M: models.Model](models.QuerySet[M]):
    def current(self, now: datetime) -> Self:
        """Those that are shared at this moment: not withdrawn, and not older than they are kept."""
        return self.filter(consent__withdrawn__isnull=True, shared__gt=now - KEPT)
