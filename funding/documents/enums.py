from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    """What a document proves."""

    PRICE = "price", _("Offerte of factuur van de opleider")
    ENROLMENT = "enrolment", _("Bewijs van inschrijving")
    WORK = "work", _("Bewijs van werk, zoals een loonstrook")
    DIPLOMA = "diploma", _("Diploma of certificaat")
    ATTENDANCE = "attendance", _("Bewijs dat je hebt meegedaan")
    OUTCOME = "outcome", _("Brief van een ander fonds")
    OTHER = "other", _("Iets anders")


class DocumentState(TextChoices):
    """Whether a document may be read."""

    PENDING = "pending", _("Wordt nagekeken")
    READY = "ready", _("Toegevoegd")
    INFECTED = "infected", _("Niet veilig")
