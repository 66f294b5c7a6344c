"""A moment in an address: 20261201T0900Z."""

from datetime import UTC, datetime

FORMAT = "%Y%m%dT%H%MZ"
FIRST_YEAR, LAST_YEAR = 2000, 2200


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
