from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Event(TextChoices):
    """What a fund's own system can be told of. The value stands in the message."""

    LINE = "line.moved", _("een aanvraag komt een stap verder")
    DECISION = "decision.made", _("er is een besluit")
    PAYMENT = "payment.moved", _("een betaling komt een stap verder")
    #: A person asked for a message to see whether it arrives; nobody subscribes to it.
    TEST = "test", _("proefbericht")


#: What can be chosen.
CHOICES = [one for one in Event.choices if one[0] != Event.TEST]


class DeliveryState(TextChoices):
    WAITING = "waiting", _("wordt gestuurd")
    DELIVERED = "delivered", _("aangekomen")
    GIVEN_UP = "given_up", _("niet gelukt")


class Problem(TextChoices):
    """Why an attempt did not arrive. An answer other than 2xx has its status beside it."""

    REFUSED = "refused", _("dit adres mogen we niet openen: het is niet openbaar")
    NO_ANSWER = "no_answer", _("er kwam geen antwoord")
    TOO_SLOW = "too_slow", _("het antwoord duurde te lang")
    STATUS = "status", _("het systeem weigerde het bericht")
