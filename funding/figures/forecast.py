"""The day on which a budget runs out, if the weeks to come are like the weeks before."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

#: Fewer weeks than this tell nothing.
LEAST_WEEKS = 4
#: Eight of ten times the day lies within the band, if weeks are independent and what they take is about normal.
_BAND = 1.2816
_FARTHEST_WEEKS = 520


@dataclass(frozen=True, slots=True)
class Forecast:
    """When a budget runs out: the expected day, and the first and last day of the band; None: not within ten years."""

    first: date | None
    expected: date | None
    last: date | None


def runs_out(left: int, weeks: Sequence[int], today: date) -> Forecast | None:
    """The forecast for ``left`` cents, given what went out (less what came back) in each of the last weeks, in cents.

    None when there are fewer than four weeks, or when nothing goes out on balance. A budget without money ran out.
    """
    if left <= 0:
        return Forecast(today, today, today)
    if len(weeks) < LEAST_WEEKS:
        return None
    mean = sum(weeks) / len(weeks)
    if mean <= 0:
        return None
    spread = math.sqrt(sum((week - mean) ** 2 for week in weeks) / (len(weeks) - 1))
    return Forecast(
        _day(left, mean, _BAND * spread, today), _day(left, mean, 0.0, today), _day(left, mean, -_BAND * spread, today)
    )


def _day(left: int, mean: float, spread: float, today: date) -> date | None:
    """The day on which mean * n + spread * sqrt(n) weeks' worth reaches what is left."""
    root = (-spread + math.sqrt(spread * spread + 4 * mean * left)) / (2 * mean)
    weeks = root * root
    return today + timedelta(days=math.ceil(7 * weeks - 1e-6)) if weeks <= _FARTHEST_WEEKS else None
