from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Left(TextChoices):
    """Where a case ended without money."""

    BEFORE = "before", _("zelf ingetrokken vóór het besluit")
    AFTER = "after", _("zelf ingetrokken na het besluit")
    REFUSED = "refused", _("afgewezen")
    EXPIRED = "expired", _("niet in behandeling genomen")
    RECOVERED = "recovered", _("begonnen, en het geld teruggevorderd")


class Lead(TextChoices):
    """How long it took from receipt to the first decision."""

    TWO = "two", _("binnen 2 weken")
    FOUR = "four", _("binnen 4 weken")
    EIGHT = "eight", _("binnen 8 weken")
    LONGER = "longer", _("langer dan 8 weken")
