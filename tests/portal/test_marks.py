"""Marks of changes become one row, and the version that they make stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import CatalogueChange
from portal.record.marks import MOST, add_up, version_of

pytestmark = pytest.mark.django_db


def test_old_marks_become_one_and_the_version_stays() -> None:
    long_ago, now = timezone.now() - timedelta(days=30), timezone.now()
    CatalogueChange.objects.all().delete()
    assert version_of(CatalogueChange) == "0"
    CatalogueChange.objects.bulk_create(  # together more than a row can hold
        CatalogueChange(transaction=10**15 + number, mark=MOST - number, at=now if number > 1_998 else long_ago)
        for number in range(1, 2_001)
    )
    version = version_of(CatalogueChange)
    assert version == str(-sum(range(1, 2_001)) % MOST)
    assert add_up(CatalogueChange) == 1_998
    assert CatalogueChange.objects.count() == 3
    assert version_of(CatalogueChange) == version
    CatalogueChange.objects.update(at=long_ago)
    assert add_up(CatalogueChange) == 2
    assert (CatalogueChange.objects.count(), version_of(CatalogueChange)) == (1, version)
    assert add_up(CatalogueChange) == 0
