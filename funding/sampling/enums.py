from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """What came of looking at one line again."""

    GOOD = "good", _("in orde")
    LOWER = "lower", _("niet in orde: het bedrag gaat omlaag")
