from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FeedFormat(TextChoices):
    """Every format that has a reader (``courses.feeds.formats``)."""

    EDUDEX = "edudex", "EDU-DEX"
    SPRINGEST = "springest", "Springest 2.1"
    STUDYTUBE = "studytube", "Studytube"
    EDUBOOKERS = "edubookers", "Edubookers"
    BLOOMVILLE = "bloomville", "Bloomville"
    XCRI = "xcri", "XCRI-CAP 1.2"
    OOAPI_5 = "ooapi-v5", "OOAPI v5"
    OOAPI_6 = "ooapi-v6", "OOAPI v6"
    SCHEMA_ORG = "schema-org", _("webpagina's met schema.org (JSON-LD)")
    CSV = "csv", _("CSV-bestand")
    XLSX = "xlsx", _("Excel-bestand (XLSX)")
    JSON = "json", _("JSON-bestand")


class RunOutcome(TextChoices):
    RUNNING = "running", _("bezig")
    IMPORTED = "imported", _("verwerkt")
    UNCHANGED = "unchanged", _("niets nieuws")
    HELD = "held", _("tegengehouden")
    REFUSED = "refused", _("geweigerd")
    FAILED = "failed", _("afgebroken")


class Severity(TextChoices):
    """ERROR: not taken over. WARNING: taken over, but look. INFO: left out because the feed says so."""

    ERROR = "error", _("fout")
    WARNING = "warning", _("let op")
    INFO = "info", _("ter informatie")
