from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SchemeStatus(TextChoices):
    """Whether a version takes applications within its period."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("gesloten")


class Stage(TextChoices):
    """How far a version is: written, declared ready by one person, and in force by the word of a second one."""

    DRAFT = "draft", _("concept")
    CHECKED = "checked", _("klaar voor publicatie")
    PUBLISHED = "published", _("gepubliceerd")


class DecisionLaw(TextChoices):
    """Which rules bind the decider: the Awb for public bodies, their own for private ones."""

    AWB = "awb", _("Algemene wet bestuursrecht")
    OWN = "own", _("eigen reglement")


class ExpectedVerdict(TextChoices):
    """What an example should come out as; the values are those of the engine's Verdict."""

    YES = "yes", _("ja, krijgt geld")
    TO_BE_CHECKED = "to_be_checked", _("het fonds kijkt het na")
    NO = "no", _("nee, krijgt niets")
    UNKNOWN = "unknown", _("nog niet te zeggen")
