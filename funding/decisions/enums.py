from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Shelf(TextChoices):
    """Where a fund keeps a line, seen by one person; the values stand in the address of the queue."""

    WAITING = "wacht", _("Wacht op jou")
    ELSEWHERE = "collega", _("Bij een collega")
    OPEN = "open", _("Alles wat open is")
    DECIDED = "besloten", _("Besloten")
    ALL = "alles", _("Alles")


class DecisionKind(TextChoices):
    """Why a decision was taken."""

    FIRST = "first", _("besluit op de aanvraag")
    OBJECTION = "objection", _("besluit op bezwaar")
    CORRECTION = "correction", _("herstel van het besluit")
