from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class HelperKind(TextChoices):
    """Who acts for somebody."""

    ADVISER = "adviser", _("je adviseur")
    OWN = "own", _("iemand die je zelf vroeg")


class Level(TextChoices):
    """What a helper may do with what a learner prepares. Nobody but the learner ever sends."""

    SEE = "see", _("Alleen meekijken")
    COMMENT = "comment", _("Meekijken en opmerkingen maken")
    EDIT = "edit", _("Meekijken, opmerkingen maken en invullen")


#: What each level may do, in order.
LEVELS = (Level.SEE, Level.COMMENT, Level.EDIT)
