"""On which days nobody works, for every team alike."""

from collections.abc import Iterable
from datetime import date

import holidays


def closed_days(years: Iterable[int]) -> frozenset[date]:
    """The public holidays of the Netherlands in these years."""
    return frozenset(holidays.country_holidays("NL", years=list(years)))
