from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReferrerKind(TextChoices):
    """What kind of organisation sends people to a team."""

    UWV = "uwv", _("UWV")
    MUNICIPALITY = "municipality", _("gemeente")
    UNION = "union", _("vakbond")
    EMPLOYER = "employer", _("werkgever")
    OTHER = "other", _("iemand anders")
