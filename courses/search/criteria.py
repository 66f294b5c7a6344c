"""What somebody looks for, as it stands in the address: ?q=lassen&sector=metal&regio=groningen&volgorde=prijs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from courses.enums import Sector
from courses.search.text import LONGEST_QUERY

#: In the address instead of a region: do not look at regions at all.
EVERYWHERE = "nederland"
#: What stands in the address of a search.
IN_ADDRESS = ("q", "sector", "regio", "volgorde")
MOST_REGIONS = 35
LONGEST_SHOWN = 40


class Sort(StrEnum):
    """Values as they stand in the address."""

    RELEVANCE = "relevantie"
    START = "start"
    PRICE = "prijs"
    OWN = "eigen-bijdrage"


@dataclass(frozen=True, slots=True)
class Criteria:
    """``regions`` are slugs as asked for; none asked means those of the brand, unless ``everywhere``.

    ``similar``: words that look like the text will do. Never in the address: the page falls back on it by itself.
    """

    text: str = ""
    sectors: tuple[Sector, ...] = ()
    regions: tuple[str, ...] = ()
    everywhere: bool = False
    sort: Sort = Sort.START
    similar: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """From an address. What we do not know is left out: an old or mangled link still finds something."""
        text = " ".join(query.get("q", "")[:LONGEST_QUERY].split())
        asked = list(dict.fromkeys(query.getlist("regio")))[:MOST_REGIONS]
        wanted = query.get("volgorde", "")
        usual = Sort.RELEVANCE if text else Sort.START
        sort = Sort(wanted) if wanted in set(Sort) else usual
        everywhere = EVERYWHERE in asked
        return cls(
            text=text,
            sectors=tuple(sector for sector in Sector if sector.value in query.getlist("sector")),
            regions=() if everywhere else tuple(asked),
            everywhere=everywhere,
            sort=usual if sort == Sort.RELEVANCE else sort,
        )

    @property
    def usual_sort(self) -> Sort:
        """The order without ``volgorde`` in the address: by relevance with words to look for, else by start."""
        return Sort.RELEVANCE if self.text else Sort.START

    @property
    def filters(self) -> int:
        """How many filters were chosen, words and order not counted."""
        return len(self.sectors) + len(self.regions) + self.everywhere

    def query(self) -> str:
        """The query of the address for these criteria, "" for none: "?q=lassen&sector=metal"."""
        pairs: list[tuple[str, str]] = [("q", self.text)] if self.text else []
        pairs += [("sector", sector.value) for sector in self.sectors]
        pairs += [("regio", EVERYWHERE)] if self.everywhere else [("regio", slug) for slug in self.regions]
        if self.sort != self.usual_sort:
            pairs.append(("volgorde", self.sort.value))
        return f"?{urlencode(pairs)}" if pairs else ""

    def by_similar_words(self) -> Self:
        """The same search, but words that look like the text will do."""
        return replace(self, similar=True)

    @property
    def shown_text(self) -> str:
        """The text to repeat on the page, not longer than a line."""
        return self.text if len(self.text) <= LONGEST_SHOWN else f"{self.text[:LONGEST_SHOWN].rstrip()}…"

    def without_text(self) -> Self:
        """The same search without its words; an order by relevance, which needs words, becomes one by start."""
        return replace(self, text="", similar=False, sort=Sort.START if self.sort == Sort.RELEVANCE else self.sort)

    def with_sectors(self, sectors: Iterable[Sector]) -> Self:
        """The same search in these sectors only; none means all."""
        return replace(self, sectors=tuple(sectors))

    def with_regions(self, regions: Iterable[str], *, everywhere: bool = False) -> Self:
        """The same search in the regions with these slugs; none means those of the brand unless ``everywhere``."""
        return replace(self, regions=tuple(regions), everywhere=everywhere)

    def sorted_by(self, sort: Sort) -> Self:
        """The same search in this order."""
        return replace(self, sort=sort)
