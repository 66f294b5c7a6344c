from typing import Self

from django.db import models
from django.db.models import Q


class BrandQuerySet[M: models.Model](models.QuerySet[M]):
    def for_host(self, host: str) -> Self:
        """The brand of this host name first, else the default brand."""
        return self.filter(Q(hosts__host=host.lower()) | Q(is_default=True)).order_by(
            models.Case(models.When(hosts__host=host.lower(), then=0), default=1)
        )
