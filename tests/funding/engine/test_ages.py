"""Ages at the edges of days and months."""

from datetime import date

import pytest

from funding.engine.ages import AOW_AGES, age_on, aow_from, reaches


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 11, 23), date(2026, 11, 22), 17),
        (date(2008, 11, 23), date(2026, 11, 23), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),  # a year without the day: only on 1 March
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 28), 19),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
        (date(2026, 11, 23), date(2026, 11, 23), 0),
    ],
)
def test_a_birthday_counts_from_the_day_itself(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


@pytest.mark.parametrize(
    ("born", "years", "months", "day"),
    [
        (date(1961, 1, 31), 67, 3, date(2028, 5, 1)),  # April has no 31st
        (date(1960, 2, 29), 67, 0, date(2027, 3, 1)),
        (date(1961, 10, 15), 67, 3, date(2029, 1, 15)),
        (date(1961, 12, 31), 0, 0, date(1961, 12, 31)),
        (date(1961, 9, 30), 67, 3, date(2028, 12, 30)),
        (date(1961, 8, 31), 67, 4, date(2028, 12, 31)),
    ],
)
def test_an_age_with_months_is_reached_on_a_day_that_exists(born: date, years: int, months: int, day: date) -> None:
    assert reaches(born, years, months) == day


def test_reaching_an_age_and_being_it_agree_on_every_birthday() -> None:
    born = date(2003, 1, 1)
    for offset in range(3 * 366):
        day = date.fromordinal(born.toordinal() + offset)
        first = reaches(day, 18)
        assert age_on(day, first) == 18
        assert age_on(day, date.fromordinal(first.toordinal() - 1)) == 17


@pytest.mark.parametrize(
    ("born", "begins"),
    [
        (date(1955, 8, 31), date(2021, 12, 31)),
        (date(1955, 9, 1), date(2022, 4, 1)),
        (date(1957, 2, 28), date(2023, 12, 28)),
        (date(1957, 3, 1), date(2024, 3, 1)),
        (date(1960, 12, 31), date(2027, 12, 31)),
        (date(1961, 1, 1), date(2028, 4, 1)),
        (date(1962, 9, 30), date(2029, 12, 30)),
    ],
)
def test_the_state_pension_begins_by_the_table_of_the_law(born: date, begins: date) -> None:
    assert aow_from(born) == begins


def test_people_born_later_never_get_the_state_pension_earlier() -> None:
    assert [row[0] for row in AOW_AGES] == sorted(row[0] for row in AOW_AGES)
    begins = [
        aow_from(date(1945, 1, 1).replace(year=year, month=month)) for year in range(1945, 1970) for month in (1, 6, 12)
    ]
    assert begins == sorted(begins)
