from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Step(TextChoices):
    """What is counted of a widget."""

    SEEN = "seen", _("bekeken")
    ASKED = "asked", _("ingevuld")
    FOLLOWED = "followed", _("doorgeklikt naar het portaal")
