"""What is said of a file that is not taken, and what is kept of one that is.

Nothing here needs Django's settings: the process that reads a PDF (funding.documents.child) knows none of ours.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """Why this file is not taken; ``message`` says it to the learner, with the way out."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


WRONG_TYPE = _("Dit bestand kunnen we niet lezen. Stuur een pdf, of een foto (jpg of png).")
BROKEN = _("Dit bestand is stuk. Sla het opnieuw op, of maak er een foto van.")
LOCKED = _("Op deze pdf zit een wachtwoord. Haal het eraf, of maak er een foto van.")
TOO_LONG = _("Deze pdf heeft te veel bladzijden. Stuur alleen de bladzijden die nodig zijn.")
TOO_BIG = _("Deze foto is te groot. Maak hem kleiner, of maak een nieuwe foto.")
TOO_HARD = _("Deze pdf is te ingewikkeld om te controleren. Maak een foto van de bladzijden die nodig zijn.")


@dataclass(frozen=True, slots=True)
class Clean:
    """A copy without anything that acts: its type, its bytes, and the text that could be read from it."""

    content_type: str
    data: bytes
    text: str
