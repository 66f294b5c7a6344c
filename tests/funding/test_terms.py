"""Days that the law counts, at their edges."""

from datetime import date

import pytest

from funding.letters.terms import is_working_day, legal_term, next_working_day
from funding.letters.writing import objection_until


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 24), True),  # Tuesday
        (date(2026, 11, 28), False),  # Saturday
        (date(2026, 12, 25), False),  # Christmas on a Friday
        (date(2027, 1, 1), False),
        (date(2027, 3, 26), False),  # Good Friday: Algemene termijnenwet art. 3 lid 2
        (date(2027, 3, 29), False),  # Easter Monday
        (date(2027, 4, 27), False),  # King's Day
        (date(2027, 5, 5), False),  # Liberation Day, every year for this law
        (date(2027, 5, 6), False),  # Ascension
        (date(2027, 5, 7), True),
    ],
)
def test_working_days(day: date, working: bool) -> None:
    assert is_working_day(day) is working


def test_a_term_that_ends_on_a_day_off_ends_on_the_next_working_day() -> None:
    """Algemene termijnenwet art. 1 lid 1."""
    assert next_working_day(date(2026, 12, 25)) == date(2026, 12, 28)
    assert legal_term(date(2026, 10, 30), 8) == date(2026, 12, 28)  # Christmas, then the weekend
    assert legal_term(date(2026, 10, 29), 8) == date(2026, 12, 24)


def test_six_weeks_to_object_from_the_day_after_the_letter() -> None:
    """Awb 6:7 and 6:8: a letter of Tuesday can be objected to up to and including the Tuesday six weeks later."""
    assert objection_until(date(2026, 11, 24)) == date(2027, 1, 5)
    assert objection_until(date(2026, 11, 13)) == date(2026, 12, 28)
