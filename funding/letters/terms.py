"""Days that the law counts."""

from datetime import date, timedelta
from functools import cache

import holidays


@cache
def _public_holidays(year: int) -> frozenset[date]:
    """The days of Algemene termijnenwet art. 3: public holidays, King's Day and 5 May (lid 1), Good Friday (lid 2)."""
    days = holidays.country_holidays("NL", years=year, language="en_US", categories=("public", "optional"))
    return frozenset(days)


def is_working_day(day: date) -> bool:
    """No Saturday, Sunday or public holiday."""
    return day.weekday() < 5 and day not in _public_holidays(day.year)


def next_working_day(day: date) -> date:
    """This day when it is a working day, else the first one after it (Algemene termijnenwet art. 1 lid 1)."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def legal_term(received: date, weeks: int) -> date:
    """Last day to decide: ``weeks`` after receipt (Awb 4:13), moved on when it is no working day."""
    return next_working_day(received + timedelta(weeks=weeks))
