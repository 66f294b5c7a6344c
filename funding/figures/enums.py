from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Left(TextChoices):
    """At which step a case ended without money, in the order of the steps."""

    QUEUED = "queued", _("zelf ingetrokken voordat iemand ernaar keek")
    REVIEW = "review", _("zelf ingetrokken tijdens de beoordeling")
    ASKED = "asked", _("zelf ingetrokken toen het fonds iets vroeg")
    PROMISED = "promised", _("zelf ingetrokken na het besluit, vóór de start")
    STARTED = "started", _("gestopt na de start")
    REFUSED = "refused", _("afgewezen")
    EXPIRED = "expired", _("niet in behandeling genomen")
    RECOVERED = "recovered", _("begonnen, en het geld teruggevorderd")


#: Who stopped of their own accord: together they are "withdrawn" among the steps.
STOPPED = (Left.QUEUED, Left.REVIEW, Left.ASKED, Left.PROMISED, Left.STARTED)


class Lead(TextChoices):
    """How long it took from receipt to the first decision."""

    TWO = "two", _("binnen 2 weken")
    FOUR = "four", _("binnen 4 weken")
    EIGHT = "eight", _("binnen 8 weken")
    LONGER = "longer", _("langer dan 8 weken")
