from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    """How a talk is held."""

    OFFICE = "office", _("Op kantoor")
    VIDEO = "video", _("Beeldbellen")
    PHONE = "phone", _("Telefoon")


class AppointmentStatus(TextChoices):
    BOOKED = "booked", _("gepland")
    CANCELLED = "cancelled", _("afgezegd")


class Portrait(TextChoices):
    """Drawn faces for an adviser (templates/components/art/portrait.html)."""

    BEARD = "beard"
    BOB = "bob"
    BUN = "bun"
    CURLS = "curls"
    GLASSES = "glasses"
    GREY = "grey"
    SCARF = "scarf"
    SHORT = "short"


class Language(TextChoices):
    """Languages in which an adviser can hold a talk."""

    DUTCH = "nl", _("Nederlands")
    ENGLISH = "en", _("Engels")
    FRISIAN = "fy", _("Fries")
    GERMAN = "de", _("Duits")
    ARABIC = "ar", _("Arabisch")
    TURKISH = "tr", _("Turks")
    POLISH = "pl", _("Pools")
    UKRAINIAN = "uk", _("Oekraïens")
    TIGRINYA = "ti", _("Tigrinya")
