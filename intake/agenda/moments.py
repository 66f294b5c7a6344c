"""Moments and days in addresses: 20261201T0900Z and 2026-12-01."""

from datetime import UTC, date, datetime

from django.utils import timezone

FORMAT = "%Y%m%dT%H%MZ"
FIRST_YEAR, LAST_YEAR = 2000, 2200
#: How far one can look back and ahead.
YEARS = 20


class MomentConverter:
    """Path converter for a moment, to the minute, in UTC; what is no moment is no such page."""

    regex = r"\d{8}T\d{4}Z"

    def to_python(self, value: str) -> datetime:
        moment = datetime.strptime(value, FORMAT).replace(tzinfo=UTC)
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValueError(f"Nobody makes an appointment in {moment.year}.")
        return moment

    def to_url(self, value: datetime) -> str:
        return value.astimezone(UTC).strftime(FORMAT)


def day_in(text: str | None) -> date | None:
    """A date from an address; None when there is none, it is none, or it lies so far away that nobody means it."""
    try:
        found = date.fromisoformat(text or "")
    except ValueError:
        return None
    return found if abs(found.year - timezone.localdate().year) <= YEARS else None
