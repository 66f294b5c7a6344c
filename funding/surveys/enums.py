from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """Whether it worked out, as the learner sees it."""

    YES = "yes", _("Ja")
    PARTLY = "partly", _("Een beetje, of nog niet")
    NO = "no", _("Nee")
