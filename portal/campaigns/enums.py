from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Step(TextChoices):
    """How far a visit came, in the order of the way."""

    LANDED = "landed", _("kwam binnen")
    CHECKED = "checked", _("begon de vragen")
    OUTCOME = "outcome", _("zag de uitkomst")
    BEGUN = "begun", _("begon een aanvraag")
    SENT = "sent", _("verstuurde een aanvraag")
    BOOKED = "booked", _("maakte een afspraak")
