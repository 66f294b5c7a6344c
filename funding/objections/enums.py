from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ObjectionState(TextChoices):
    """Where an objection stands."""

    RECEIVED = "received", _("ontvangen")
    HEARD = "heard", _("gehoord")
    PREPARED = "prepared", _("wacht op tweede beoordelaar")
    DECIDED = "decided", _("besloten")
    WITHDRAWN = "withdrawn", _("ingetrokken")


#: (from, to): what a state may become.
STEPS = frozenset(
    {
        (ObjectionState.RECEIVED, ObjectionState.HEARD),
        (ObjectionState.HEARD, ObjectionState.PREPARED),
        (ObjectionState.HEARD, ObjectionState.DECIDED),
        (ObjectionState.PREPARED, ObjectionState.DECIDED),
        (ObjectionState.PREPARED, ObjectionState.HEARD),
        (ObjectionState.RECEIVED, ObjectionState.WITHDRAWN),
        (ObjectionState.HEARD, ObjectionState.WITHDRAWN),
    }
)
