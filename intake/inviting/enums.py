from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How an invitation reaches somebody."""

    MAIL = "mail", _("E-mail")
    TEXT = "text", _("Sms")
    LETTER = "letter", _("Brief")


class Delivery(TextChoices):
    """How far an invitation came on its way."""

    QUEUED = "queued", _("staat klaar om te versturen")
    TO_PRINT = "to_print", _("nog te printen")
    PRINTED = "printed", _("geprint")
    SENT = "sent", _("verstuurd")
    DELIVERED = "delivered", _("aangekomen")
    FAILED = "failed", _("kwam niet aan")
    OPENED = "opened", _("geopend")
