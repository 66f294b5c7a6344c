from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FieldKind(TextChoices):
    """How a question of a fund's form is answered."""

    TEXT = "text", _("In eigen woorden")
    CHOICE = "choice", _("Een keuze")
    YES_NO = "yes_no", _("Ja of nee")
