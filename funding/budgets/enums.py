from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Movement(TextChoices):
    """What a ledger entry does to the counters of its budget (see EFFECTS)."""

    RESERVE = "reserve", _("gereserveerd")
    RELEASE = "release", _("vrijgegeven")
    COMMIT = "commit", _("toegezegd")
    PAY = "pay", _("betaald")


#: Per movement: what it adds to (reserved, committed, paid), times its cents.
EFFECTS = {
    Movement.RESERVE: (1, 0, 0),
    Movement.RELEASE: (-1, 0, 0),
    Movement.COMMIT: (-1, 1, 0),
    Movement.PAY: (0, -1, 1),
}
