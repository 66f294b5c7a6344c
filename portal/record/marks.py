"""Which state of something the database has now: each transaction that changes it leaves a random mark, and the sum of
all marks is its version (courses/migrations/sql/catalogue_change.sql).

Every page asks for that sum, so marks of long ago are added up to one.
"""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import F, Sum
from django.utils import timezone

#: Marks and versions are below this: some thousands of marks as they are would no longer fit one row.
MOST = 2**53
#: The key of the row that earlier marks are added up in; no transaction has it.
EARLIER = 0
#: So long a mark stands by itself, to see what changed when.
ALONE = timedelta(days=7)


def version_of(changes: type[models.Model]) -> str:
    """The version that this transaction sees; ``changes`` has a ``transaction``, a ``mark`` and a moment ``at``."""
    total = changes._default_manager.aggregate(sum=Sum("mark"))["sum"]
    return str(int(total or 0) % MOST)


@transaction.atomic
def add_up(changes: type[models.Model]) -> int:
    """Make one row of the marks of more than a week ago; returns how many. The version stays, so nobody reads anew."""
    rows = changes._default_manager.exclude(transaction=EARLIER)
    long_ago = rows.select_for_update().filter(at__lt=timezone.now() - ALONE)
    old = dict(long_ago.values_list("transaction", "mark"))
    if old:
        changes._default_manager.get_or_create(transaction=EARLIER, defaults={"mark": 0})
        changes._default_manager.filter(transaction=EARLIER).update(mark=(F("mark") + sum(old.values()) % MOST) % MOST)
        rows.filter(transaction__in=list(old)).delete()
    return len(old)
