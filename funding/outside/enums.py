from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ToldBy(TextChoices):
    """Who told what a fund outside decided."""

    LEARNER = "learner", _("deelnemer, met bewijs")
    STAFF = "staff", _("medewerker")
    FUND = "fund", _("het fonds zelf")
