from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Party(TextChoices):
    """Who is asked for something by a signed link, without an account."""

    EMPLOYER = "employer", _("werkgever")
    PROVIDER = "provider", _("opleider")
    ATTENDANCE = "attendance", _("opleider, na de cursus")
    FUND = "fund", _("fonds buiten dit portaal")
    OPINION = "opinion", _("deskundige van buiten")


class Shown(TextChoices):
    """A part of a file that somebody outside may be shown, to have their opinion."""

    COURSE = "course", _("de opleiding en de prijs")
    SITUATION = "situation", _("wat de deelnemer vertelde, zonder naam en adres")
    CONDITIONS = "conditions", _("de voorwaarden en wat daarvan klopt")


class Advice(TextChoices):
    """What an outside opinion comes to."""

    FOR = "for", _("Toekennen")
    AGAINST = "against", _("Afwijzen")
    NEITHER = "neither", _("Geen van beide, zie de uitleg")


class Seat(TextChoices):
    """What a provider answers about a seat."""

    CONFIRM = "confirm", _("Ja, de plek, de datum en de prijs kloppen")
    PROPOSE = "propose", _("Nee, maar ik stel iets anders voor")
    NO_SEAT = "no_seat", _("Nee, er is geen plek")
