"""How the first talk is planned, for every team alike."""

from collections.abc import Iterable
from datetime import date, timedelta

import holidays

from intake.agenda.slots import Rules

#: Lead: an adviser who looks in the morning knows the whole day.
FIRST_TALK = Rules(
    length=timedelta(minutes=45),
    buffer=timedelta(minutes=15),
    lead=timedelta(hours=24),
    horizon=timedelta(weeks=4),
)
MINUTES = int(FIRST_TALK.length.total_seconds()) // 60


def closed_days(years: Iterable[int]) -> frozenset[date]:
    """The public holidays of the Netherlands in these years."""
    return frozenset(holidays.country_holidays("NL", years=list(years)))
