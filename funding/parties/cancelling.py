"""What cancelling a course costs by the provider's own rules, after the days that the law gives (BW 6:230o). Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class CancellationRules:
    """What a provider told: free until so many days before the start, and after that so many percent of the price."""

    free_days: int
    percent: int

    @classmethod
    def of(cls, told: dict[str, Any]) -> "CancellationRules | None":
        """From a provider's answer; None when it told nothing."""
        days, percent = told.get("free_days"), told.get("cancel_percent")
        return None if days is None or percent is None else cls(days, percent)

    def free_until(self, starts: date) -> date:
        """The last day on which cancelling costs nothing by the provider's own rules."""
        return starts - timedelta(days=self.free_days)

    def cents(self, price: int, starts: date, on: date) -> int:
        """What the provider may ask (cents, rounded down) when a course at this price is cancelled on a day."""
        return 0 if on <= self.free_until(starts) else price * self.percent // 100
