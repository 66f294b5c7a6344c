from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Problem(TextChoices):
    """Why an outside calendar cannot be read, and what to do about it."""

    REFUSED = "refused", _("Dit adres mogen we niet openen. Gebruik een openbaar adres dat met https begint.")
    NO_ANSWER = "no_answer", _("Er komt geen antwoord van dit adres. Klopt het nog?")
    TOO_SLOW = "too_slow", _("Het antwoord duurde te lang. We proberen het vanzelf opnieuw.")
    MOVED = "moved", _("Dit adres stuurt door naar een ander adres. Vul het nieuwe adres in.")
    MISSING = "missing", _("Op dit adres staat geen agenda meer. Maak in je eigen agenda een nieuw adres.")
    TOO_LARGE = "too_large", _("Deze agenda is groter dan 10 MB. Deel een agenda met minder erin.")
    NO_CALENDAR = "no_calendar", _("Op dit adres staat geen agenda die we kunnen lezen. Kies het iCal-adres (.ics).")
    TOO_OFTEN = "too_often", _("In deze agenda herhaalt iets zich vaker dan elk uur. Haal dat eruit.")
    TOO_MANY = "too_many", _("In deze agenda staat te veel voor het komende jaar. Deel een agenda met minder erin.")
