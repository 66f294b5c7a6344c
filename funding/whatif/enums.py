from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ScenarioState(TextChoices):
    """Where a scenario stands; only a draft can be changed."""

    DRAFT = "draft", _("wordt gemaakt")
    ASKED = "asked", _("wordt uitgerekend")
    READY = "ready", _("klaar")
    FAILED = "failed", _("mislukt")


class Basis(TextChoices):
    """Whose applications are looked at, and against which money."""

    YEAR = "year", _("Iedereen die het laatste jaar geld vroeg, met de hele budgetten van nu")
    WAITING = "waiting", _("Wie nu op geld wacht, met wat er nu vrij is")
