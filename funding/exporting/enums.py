from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a row is: a line of an application, a decision, a payment, or a person who got money (for ESF+ and JTF).

    The accountant's file has sheets of all of them and of the ledger.
    """

    APPLICATIONS = "aanvragen", _("aanvragen")
    DECISIONS = "besluiten", _("besluiten")
    PAYMENTS = "betalingen", _("betalingen")
    PARTICIPANTS = "deelnemers", _("deelnemers, voor ESF+ en JTF")
    ACCOUNTANT = "accountant", _("alles voor de accountant, met aansluiting (alleen als Excel)")


class Format(TextChoices):
    XLSX = "xlsx", _("Excel (xlsx)")
    CSV = "csv", _("CSV")
