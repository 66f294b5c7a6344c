from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """As what a party puts money into a pool."""

    GRANT = "grant", _("bijdrage")
    LOAN = "loan", _("lening, wordt terugbetaald")


class State(TextChoices):
    """Where an allotment stands."""

    PROPOSED = "proposed", _("wacht op een tweede persoon")
    DONE = "done", _("uitgevoerd")
    CANCELLED = "cancelled", _("niet doorgegaan")
