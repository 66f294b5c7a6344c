"""A page that would ask the database once per row fails its test, because touching what was not fetched raises."""

import pytest
from django.core.exceptions import FieldFetchBlocked

from portal.regions.models import Municipality

pytestmark = pytest.mark.django_db


def test_touching_what_a_page_did_not_ask_for_raises() -> None:
    town = Municipality.objects.get(code="GM0014")
    with pytest.raises(FieldFetchBlocked):
        _ = town.region.name
    assert Municipality.objects.select_related("region").get(code="GM0014").region.name
