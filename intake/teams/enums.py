from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartOfDay(TextChoices):
    """When somebody can be called."""

    ANY = "any", _("Maakt niet uit")
    MORNING = "morning", _("In de ochtend")
    AFTERNOON = "afternoon", _("In de middag")
    EVENING = "evening", _("In de avond")


class CallOutcome(TextChoices):
    """How calling somebody back ended."""

    SPOKEN = "spoken", _("gesproken")
    GIVEN_UP = "given_up", _("niet bereikt")
