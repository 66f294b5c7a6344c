from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ForwardingState(TextChoices):
    """Where a proposal to forward a line stands."""

    ASKED = "asked", _("wacht op de deelnemer")
    PROPOSED = "proposed", _("wacht op het andere fonds")
    ACCEPTED = "accepted", _("overgenomen")
    RETURNED = "returned", _("teruggestuurd")
    DECLINED = "declined", _("deelnemer wil het niet")
    CANCELLED = "cancelled", _("ingetrokken")


#: Somebody has yet to answer.
OPEN = frozenset({ForwardingState.ASKED, ForwardingState.PROPOSED})
