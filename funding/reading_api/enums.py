from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Scope(TextChoices):
    """What a key opens. Without ``PEOPLE`` nothing that comes back says who somebody is."""

    APPLICATIONS = "applications", _("aanvragen en hun regels")
    DECISIONS = "decisions", _("besluiten")
    PAYMENTS = "payments", _("betalingen, zonder rekeningnummers")
    PEOPLE = "people", _("namen van deelnemers en de redenen van besluiten")
