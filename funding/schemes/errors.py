"""What can stand in the way of writing or publishing a scheme, in words for the fund administrator."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.templatetags.portal import day as day_words


class CannotChange(Exception):
    """A reason why this person may not take this step now; ``message`` says it and names the way out."""

    @property
    def message(self) -> str:
        """A sentence in the language of who reads it."""
        return ""


class ChangedMeanwhile(CannotChange):
    """Somebody else changed the version (or took it a step further) after this person saw it."""

    def __init__(self, who: str, at: datetime | None) -> None:
        super().__init__(who)
        self.who, self.at = who, at

    @property
    def message(self) -> str:
        if not self.who or not self.at:
            return _("Dit is intussen veranderd. Wat jij deed, is niet bewaard. Bekijk eerst wat er nu staat.")
        at = timezone.localtime(self.at)
        when = at.strftime("%H:%M") if at.date() == timezone.localdate() else day_words(at, "date")
        return _("%(who)s wijzigde dit om %(time)s. Wat jij deed, is niet bewaard. Bekijk eerst wat er nu staat.") % {
            "who": self.who,
            "time": when,
        }


class IsPublished(CannotChange):
    """A published version never changes."""

    @property
    def message(self) -> str:
        return _("Deze versie is gepubliceerd en verandert niet meer. Maak een nieuwe versie.")


class OwnCheck(CannotChange):
    """Four eyes: who declared a version ready does not publish it."""

    @property
    def message(self) -> str:
        return _("Jij hebt deze versie klaargezet. Iemand anders van het fonds publiceert hem.")


class NotReady(CannotChange):
    """Something is missing or wrong; ``problems`` are sentences."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(len(problems))
        self.problems = tuple(problems)

    @property
    def message(self) -> str:
        return _("Deze versie kan nog niet verder. %(problems)s") % {"problems": " ".join(self.problems)}


class PeriodTaken(CannotChange):
    """The period would overlap with that of another published version that can't give way."""

    def __init__(self, number: int, begins: date) -> None:
        super().__init__(number)
        self.number, self.begins = number, begins

    @property
    def message(self) -> str:
        return _("Versie %(number)s geldt vanaf %(day)s. Laat deze versie later beginnen, of eerder eindigen.") % {
            "number": self.number,
            "day": day_words(self.begins, "date"),
        }


class WrongEnd(CannotChange):
    """An end before today, before the beginning, or later than the end that there is."""

    @property
    def message(self) -> str:
        return _(
            "Kies vandaag of een latere dag, na het begin en niet na het einde dat er al is. "
            "Langer? Maak een nieuwe versie."
        )


class NameTaken(CannotChange):
    """Another scheme has this name."""

    @property
    def message(self) -> str:
        return _("Er is al een regeling met deze naam. Kies een andere naam.")


class HasDraft(CannotChange):
    """There is a version that is not published yet; a scheme has one at a time."""

    @property
    def message(self) -> str:
        return _("Er is al een nieuwe versie in de maak. Werk daarin verder, of gooi die weg.")


class WrongFile(CannotChange):
    """A file that is no scheme. ``line`` counts from 1 (0: nowhere in particular); ``place`` is the path in it."""

    def __init__(self, what: str, line: int = 0, place: str = "") -> None:
        super().__init__(what)
        self.what, self.line, self.place = what, line, place

    @property
    def message(self) -> str:
        if not self.line:
            return self.what
        if not self.place:
            return _("Regel %(line)s van het bestand: %(what)s") % {"line": self.line, "what": self.what}
        words = {"line": self.line, "place": self.place, "what": self.what}
        return _("Regel %(line)s van het bestand, bij “%(place)s”: %(what)s") % words


class Unfinished(CannotChange):
    """A version in which so much is missing or wrong that it is no file yet."""

    @property
    def message(self) -> str:
        return _("Deze versie is nog niet af. Vul eerst de periode, de voorwaarden, het geld en de bronnen in.")
