"""What a process keeps of the schemes, and what makes it read them again."""

from dataclasses import replace
from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from funding.budgets.models import Budget
from funding.check.assessing import Schemes, schemes_on

FUND = "het-noorden-leert-door"


def of_fund(schemes: Schemes) -> Any:
    return next(one for one in schemes.all if one.slug == FUND)


@pytest.mark.django_db
def test_rules_are_read_once_and_money_every_time(schemes: None, today: date) -> None:
    first = schemes_on(today)
    Budget.objects.filter(scheme=FUND).update(ceiling=123_400, reserved=0, committed=0, paid=0)
    with CaptureQueriesContext(connection) as asked:
        again = schemes_on(today)
    assert not [query for query in asked if "funding_schemeversion" in query["sql"] and "rule" in query["sql"]]
    assert of_fund(again).budget_left == 123_400
    assert replace(of_fund(again), budget_left=of_fund(first).budget_left) == of_fund(first)


#: What others do elsewhere, and how the schemes of a day show it.
CHANGES: dict[str, Any] = {
    "UPDATE funding_scheme SET name = name || ' (anders)'": lambda found: of_fund(found).name,
    "UPDATE portal_fund SET name = name || ' (anders)'": lambda found: sorted(
        version.scheme.fund.name for version in found.versions.values()
    ),
    "DELETE FROM portal_area_municipalities WHERE municipality_id = 'GM0106'": lambda found: found.areas.members,
    "UPDATE courses_shortagelist SET sectors = '{care}', occupations = '{}'": lambda found: (
        found.areas.shortages.to_document()
    ),
}


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_a_change_once_it_is_committed_and_not_before(schemes: None, today: date) -> None:
    with psycopg.connect(**connection.get_connection_params()) as other:
        for change, shown in CHANGES.items():
            before = shown(schemes_on(today))
            other.execute(change)
            assert shown(schemes_on(today)) == before, f"{change}: not committed"
            other.rollback()
            assert shown(schemes_on(today)) == before, f"{change}: taken back"
            other.execute(change)
            other.commit()
            assert shown(schemes_on(today)) != before, change
