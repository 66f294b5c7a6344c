from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LetterKind(TextChoices):
    """What a letter tells. Only the first rests on a decision that one can object to."""

    DECISION = "decision", _("besluit")
    EXTENSION = "extension", _("later besluit")
    OBJECTION_RECEIVED = "objection_received", _("bezwaar ontvangen")
    SETTLEMENT = "settlement", _("bedrag vastgesteld")
    RECOVERY = "recovery", _("terugbetalen")
    FORWARDED = "forwarded", _("doorgestuurd")


class Occasion(TextChoices):
    """When a fund writes, as finely as its own words differ."""

    GRANTED = "granted", _("toegekend")
    PARTLY_GRANTED = "partly_granted", _("deels toegekend")
    REFUSED = "refused", _("afgewezen")
    SET_ASIDE = "set_aside", _("niet in behandeling genomen")
    EXTENSION = "extension", _("later besluit")
    OBJECTION_RECEIVED = "objection_received", _("bezwaar ontvangen")
    SETTLEMENT = "settlement", _("bedrag vastgesteld")
    RECOVERY = "recovery", _("terugbetalen")
    FORWARDED = "forwarded", _("doorgestuurd")
