"""What of the queue somebody wants to see, as the address of the page says it."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from funding.decisions.enums import Shelf
from funding.figures.words import ASKED, HELPED, JUDGED, PROPERTIES
from funding.queue.enums import When, Whose
from funding.surveys.models import MONTHS

LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """A shelf, narrowed by words, a scheme (slug), whose work it is, its term, whether everything was looked
    at, whether the mail about its letter came back, whether the learner wrote something that nobody read yet, and the
    employer's file (key) that it belongs to.

    From a figure: the cases of one ``fund`` sent from the month of ``since`` (ISO) on, of which the property ``name``
    (funding.figures.words.PROPERTIES, "month", or "asked": how it went, after so many months) has this ``value``.
    """

    shelf: Shelf = Shelf.WAITING
    text: str = ""
    scheme: str = ""
    whose: str = ""
    when: str = ""
    looked_at: bool = False
    returned: bool = False
    unread: bool = False
    employer: str = ""
    fund: str = ""
    name: str = ""
    value: str = ""
    since: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Wanted":
        """What an address asks; what cannot be is left out."""
        shelf, when, whose = query.get("stand", ""), query.get("termijn", ""), query.get("wie", "")
        return cls(
            Shelf(shelf) if shelf in Shelf.values else Shelf.WAITING,
            " ".join(query.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH],
            query.get("regeling", "").replace("\x00", "")[:60],
            whose if whose in Whose.values or _is_key(whose) else "",
            when if when in When.values else "",
            query.get("nagekeken", "") == "1",
            query.get("mail", "") == "terug",
            query.get("bericht", "") == "nieuw",
            employer if _is_key(employer := query.get("werkgever", "")) else "",
            *_figure(query),
        )

    @property
    def narrowed(self) -> bool:
        """Something beside the shelf and the words is asked."""
        asked = (self.scheme, self.whose, self.when, self.looked_at, self.returned, self.unread)
        return any((*asked, self.employer, self.since))

    def on(self, shelf: Shelf) -> "Wanted":
        """The same on another shelf."""
        return replace(self, shelf=shelf)

    @property
    def query(self) -> str:
        """The part of an address behind the question mark."""
        asked = {
            "stand": self.shelf.value,
            "q": self.text,
            "regeling": self.scheme,
            "wie": self.whose,
            "termijn": self.when,
            "nagekeken": "1" if self.looked_at else "",
            "mail": "terug" if self.returned else "",
            "bericht": "nieuw" if self.unread else "",
            "werkgever": self.employer,
        }
        return urlencode({name: value for name, value in (asked | self.figure).items() if value})

    @property
    def figure(self) -> dict[str, str]:
        """The part of an address that says the cases of a figure; empty without one."""
        if not self.since:
            return {}
        return {"fonds": self.fund, "eigenschap": self.name, "waarde": self.value, "sinds": self.since}

    @property
    def url(self) -> str:
        return f"{reverse('funding:queue')}?{self.query}"


def _figure(query: QueryDict) -> tuple[str, str, str, str]:
    """Fund, property, value and month of a figure; all empty when the address does not say a figure."""
    since, name = query.get("sinds", ""), query.get("eigenschap", "")
    value = query.get("waarde", "").replace("\x00", "")[:60]
    days = (since, value) if name == "month" else (since,)
    if name == ASKED and value not in map(str, MONTHS):
        return "", "", "", ""
    if (name in (HELPED, JUDGED) and value != "yes") or (
        name and name not in (*PROPERTIES, "month", ASKED, HELPED, JUDGED)
    ):
        return "", "", "", ""
    if bool(name) != bool(value) or not all(map(_is_day, days)):
        return "", "", "", ""
    return query.get("fonds", "").replace("\x00", "")[:60], name, value, since


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-11-29")


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
