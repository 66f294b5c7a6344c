from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Movement(TextChoices):
    """What a ledger entry does to the counters of its budget (see EFFECTS)."""

    RESERVE = "reserve", _("gereserveerd")
    RELEASE = "release", _("vrijgegeven")
    COMMIT = "commit", _("toegezegd")
    CANCEL = "cancel", _("toezegging vervallen")
    PAY = "pay", _("betaald")
    RECOVER = "recover", _("terugontvangen")
    #: A payment came back from the bank: the money is promised again.
    RETURN = "return", _("betaling teruggekomen")


#: Per movement: what it adds to (reserved, committed, paid), times its cents.
EFFECTS = {
    Movement.RESERVE: (1, 0, 0),
    Movement.RELEASE: (-1, 0, 0),
    Movement.COMMIT: (-1, 1, 0),
    Movement.CANCEL: (0, -1, 0),
    Movement.PAY: (0, -1, 1),
    Movement.RECOVER: (0, 0, -1),
    Movement.RETURN: (0, 1, -1),
}


class Order(TextChoices):
    """Who comes first when there is not enough for all (Awb 4:26: the fund says so beforehand)."""

    COMPLETENESS = "completeness", _("volgorde van binnenkomst, zodra compleet")
    LOTS = "lots", _("loting tussen wie op dezelfde dag compleet is")
    FREE = "free", _("het fonds kiest")


class TransferState(TextChoices):
    PROPOSED = "proposed", _("wacht op een tweede persoon")
    DONE = "done", _("overgeboekt")
    CANCELLED = "cancelled", _("niet doorgegaan")
