from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FeedFormat(TextChoices):
    EDUDEX = "edudex", "EDU-DEX"


class RunOutcome(TextChoices):
    RUNNING = "running", _("bezig")
    IMPORTED = "imported", _("verwerkt")
    HELD = "held", _("tegengehouden")
    REFUSED = "refused", _("geweigerd")
    FAILED = "failed", _("afgebroken")


class Severity(TextChoices):
    """ERROR: not taken over. WARNING: taken over, but look. INFO: left out because the feed says so."""

    ERROR = "error", _("fout")
    WARNING = "warning", _("let op")
    INFO = "info", _("ter informatie")
