"""What of the queue somebody wants to see, as the address of the page says it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from funding.decisions.enums import Shelf
from funding.queue.enums import When, Whose

LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True)
class Wanted:
    """A shelf, narrowed by words, a scheme (slug), whose work it is, its term, whether everything was looked
    at, and the employer's file (key) that it belongs to.
    """

    shelf: Shelf = Shelf.WAITING
    text: str = ""
    scheme: str = ""
    whose: str = ""
    when: str = ""
    looked_at: bool = False
    employer: str = ""

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
            employer if _is_key(employer := query.get("werkgever", "")) else "",
        )

    @property
    def narrowed(self) -> bool:
        """Something beside the shelf and the words is asked."""
        return bool(self.scheme or self.whose or self.when or self.looked_at or self.employer)

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
            "werkgever": self.employer,
        }
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def url(self) -> str:
        return f"{reverse('funding:queue')}?{self.query}"


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
