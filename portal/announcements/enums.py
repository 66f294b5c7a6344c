from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Weight(TextChoices):
    """How loud an announcement is; warnings come first."""

    WARNING = "warning", _("Waarschuwing: er gaat iets niet")
    INFO = "info", _("Mededeling: goed om te weten")


class Stage(TextChoices):
    """Where an announcement is in its time."""

    CURRENT = "current", _("nu te zien")
    PLANNED = "planned", _("gepland")
    OVER = "over", _("voorbij")
