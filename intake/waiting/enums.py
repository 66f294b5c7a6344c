from datetime import datetime
from typing import Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

NOON, EVENING = 12, 18


class DayPart(TextChoices):
    """When on a day somebody can talk."""

    MORNING = "morning", _("In de ochtend")
    AFTERNOON = "afternoon", _("In de middag")
    EVENING = "evening", _("In de avond")

    @classmethod
    def of(cls, start: datetime) -> Self:
        """In which part of the day this moment lies; it is in the time of the Netherlands."""
        found = cls.MORNING if start.hour < NOON else cls.AFTERNOON if start.hour < EVENING else cls.EVENING
        return cls(found)
