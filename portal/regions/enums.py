from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AreaKind(TextChoices):
    """Why a set of municipalities has a name."""

    PROVINCE = "province", _("provincie")
    LABOUR_MARKET_REGION = "labour_market_region", _("arbeidsmarktregio")
    JUST_TRANSITION = "just_transition", _("JTF-gebied")
    FUND = "fund", _("gebied van een fonds")
