from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Party(TextChoices):
    """Who is asked for something by a signed link, without an account."""

    EMPLOYER = "employer", _("werkgever")
    PROVIDER = "provider", _("opleider")
    ATTENDANCE = "attendance", _("opleider, na de cursus")
    FUND = "fund", _("fonds buiten dit portaal")


class Seat(TextChoices):
    """What a provider answers about a seat."""

    CONFIRM = "confirm", _("Ja, de plek, de datum en de prijs kloppen")
    PROPOSE = "propose", _("Nee, maar ik stel iets anders voor")
    NO_SEAT = "no_seat", _("Nee, er is geen plek")
