from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RunState(TextChoices):
    """Where a proposal stands."""

    ASKED = "asked", _("wordt uitgerekend")
    READY = "ready", _("klaar")
    STALE = "stale", _("achterhaald")
    CANCELLED = "cancelled", _("gestopt")
    FAILED = "failed", _("mislukt")


class Emphasis(TextChoices):
    """What counts most; the weights that go with it stand in ``WEIGHTS``."""

    HEADS = "heads", _("Zo veel mogelijk mensen helpen")
    EUROS = "euros", _("Zo veel mogelijk van het geld gebruiken")
    SHORTAGE = "shortage", _("Mensen helpen, en wie een kansberoep leert telt dubbel")
    FIRST_TIME = "first_time", _("Mensen helpen, en wie nog nooit geld kreeg telt dubbel")
