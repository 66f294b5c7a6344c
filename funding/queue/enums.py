from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class When(TextChoices):
    """Which terms a queue is narrowed to; the values stand in its address."""

    LATE = "te-laat", _("De termijn is voorbij")
    SOON = "binnenkort", _("Binnen tien dagen")
    STOPPED = "stil", _("De termijn staat stil")
    BEGINS = "start", _("De cursus begint binnen tien dagen")


class Whose(TextChoices):
    """Whose work a queue is narrowed to, beside the key of a colleague; the values stand in its address."""

    MINE = "mij", _("Van mij")
    NOBODY = "niemand", _("Van niemand")


class Together(TextChoices):
    """What can be done with several lines at once; the values stand in the address of the preview."""

    ASSIGN = "toewijzen", _("Aan een collega geven")
    PUT_BACK = "terugleggen", _("Terugleggen voor iedereen")
    GRANT = "toekennen", _("Toekennen wat is gevraagd")
    LETTERS = "brieven", _("Brieven afdrukken")


class WhichLetters(TextChoices):
    """Which letters of several lines go on paper; the values stand in the address of the page."""

    DECISION = "besluit", _("Het besluit dat telt")
    NEWEST = "nieuwste", _("De nieuwste brief")
    ALL = "alle", _("Alle brieven")
