from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CheckKind(TextChoices):
    """Where a check comes from."""

    CRITERION = "criterion", _("voorwaarde die een mens beoordeelt")
    DUPLICATE = "duplicate", _("lijkt op een andere aanvraag")
    DE_MINIMIS = "de_minimis", _("steun aan het bedrijf")


class CheckState(TextChoices):
    """What came of a check. An open one blocks granting."""

    OPEN = "open", _("nog na te kijken")
    MET = "met", _("klopt")
    NOT_MET = "not_met", _("klopt niet")
