from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SchemeStatus(TextChoices):
    """Whether a version takes applications within its period."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("gesloten")


class DecisionLaw(TextChoices):
    """Which rules bind the decider: the Awb for public bodies, their own for private ones."""

    AWB = "awb", _("Algemene wet bestuursrecht")
    OWN = "own", _("eigen reglement")
