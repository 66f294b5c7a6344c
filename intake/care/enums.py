from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Who(TextChoices):
    """Who does a step of a plan; a goal is nobody's step."""

    GOAL = "goal", _("Doel")
    PERSON = "person", _("De deelnemer doet dit")
    ADVISER = "adviser", _("Jij doet dit, als adviseur")
