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
    LAPSED = "lapsed", _("vervallen")


#: Awb 2:3 says "without delay" and names no days. After a week without an answer the one who asked should call.
ANSWER_DAYS = 7
#: Somebody has yet to answer.
OPEN = frozenset({ForwardingState.ASKED, ForwardingState.PROPOSED})
