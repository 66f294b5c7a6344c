"""Terms in days, weeks, months and years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.engine.dates import MOST, Term, Unit, shifted


@pytest.mark.parametrize(
    ("day", "amount", "unit", "end"),
    [
        (date(2026, 11, 23), 28, Unit.DAYS, date(2026, 12, 21)),
        (date(2026, 11, 23), 4, Unit.WEEKS, date(2026, 12, 21)),
        (date(2026, 11, 23), -4, Unit.WEEKS, date(2026, 10, 26)),
        (date(2027, 1, 31), 1, Unit.MONTHS, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, Unit.MONTHS, date(2028, 2, 29)),
        (date(2027, 3, 31), -1, Unit.MONTHS, date(2027, 2, 28)),
        (date(2026, 11, 23), 2, Unit.MONTHS, date(2027, 1, 23)),
        (date(2008, 2, 29), 18, Unit.YEARS, date(2026, 3, 1)),
        (date(2008, 2, 29), 20, Unit.YEARS, date(2028, 2, 29)),
        (date(9999, 12, 1), 2, Unit.MONTHS, date.max),
        (date(9999, 12, 1), 60, Unit.WEEKS, date.max),
        (date(1, 1, 1), -1, Unit.YEARS, date.min),
    ],
)
def test_a_term_ends_on_its_day(day: date, amount: int, unit: Unit, end: date) -> None:
    assert shifted(day, Term(amount, unit)) == end


@given(st.dates(), st.sampled_from(Unit), st.data())
def test_a_longer_term_never_ends_earlier(day: date, unit: Unit, data: st.DataObject) -> None:
    amount = data.draw(st.integers(-MOST[unit], MOST[unit] - 1))
    assert shifted(day, Term(amount, unit)) <= shifted(day, Term(amount + 1, unit))
