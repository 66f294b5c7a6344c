"""On which days nobody works, for every team alike."""

from collections.abc import Iterable
from datetime import date

import holidays
from django.utils.translation import get_language


def closed_days(years: Iterable[int]) -> frozenset[date]:
    """The public holidays of the Netherlands in these years."""
    return frozenset(holidays.country_holidays("NL", years=list(years)))


def holiday_names(years: Iterable[int]) -> dict[date, str]:
    """The same days with their names, in the language of the page."""
    language = "nl" if (get_language() or "nl").startswith("nl") else "en_US"
    return dict(holidays.country_holidays("NL", years=list(years), language=language))
