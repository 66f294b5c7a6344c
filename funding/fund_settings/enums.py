from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeState(TextChoices):
    """Where a proposal to change how a fund decides and pays stands."""

    PROPOSED = "proposed", _("voorgesteld")
    DONE = "done", _("gedaan")
    CANCELLED = "cancelled", _("ingetrokken")
