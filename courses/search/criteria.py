"""What somebody looks for, as it stands in the address: ?q=lassen&sector=metal&plaats=9712AB&straal=25."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict

from courses.enums import Level, Outcome, PartOfDay, Recognition, Sector
from courses.search.text import LONGEST_QUERY

#: In the address instead of a region: do not look at regions at all.
EVERYWHERE = "nederland"
MOST_REGIONS = 35
LONGEST_SHOWN = 40
LONGEST_PLACE = 80
LANGUAGE_CODE = re.compile(r"[a-z]{2}")
#: Keys of occupations and skills, as they stand in the address.
SUBJECT_KEY = re.compile(r"[A-Za-z0-9._-]{1,120}")
MOST_SUBJECTS = 10


class Sort(StrEnum):
    """Values as they stand in the address."""

    RELEVANCE = "relevantie"
    START = "start"
    DISTANCE = "afstand"
    PRICE = "prijs"
    OWN = "eigen-bijdrage"


class Length(StrEnum):
    """How long a course takes from begin to end; each up to and including its most days."""

    DAY = "dag"
    WEEK = "week"
    MONTHS = "maanden"
    YEAR = "jaar"
    LONGER = "langer"


#: The most days that a course of this length takes.
MOST_DAYS = {Length.DAY: 1, Length.WEEK: 7, Length.MONTHS: 92, Length.YEAR: 366}


class Mode(StrEnum):
    """Where one follows it: at a place, or online."""

    PLACE = "plaats"
    ONLINE = "online"


class Soon(StrEnum):
    """When it must begin: within so many days (or at once), or at any moment that suits the learner."""

    MONTH = "maand"
    QUARTER = "kwartaal"
    ANY_TIME = "altijd"


SOON_DAYS = {Soon.MONTH: 31, Soon.QUARTER: 92}
#: Euros and kilometres to choose from.
PRICES = (250, 500, 1_000, 2_500, 5_000)
OWN_AMOUNTS = (0, 100, 250, 500, 1_000)
RADII = (10, 25, 50, 100)
MOST_EUROS = 100_000

#: Filters of which several may be chosen: name in the address, attribute of Criteria, values.
SEVERAL: dict[str, tuple[str, type[StrEnum] | type[Any]]] = {
    "sector": ("sectors", Sector),
    "niveau": ("levels", Level),
    "resultaat": ("outcomes", Outcome),
    "duur": ("lengths", Length),
    "dagdeel": ("parts_of_day", PartOfDay),
    "vorm": ("modes", Mode),
    "keurmerk": ("recognitions", Recognition),
}
#: What stands in the address of a search.
IN_ADDRESS = (
    "q", *SEVERAL, "beroep", "vaardigheid", "kans", "lestaal",
    "regio", "plaats", "straal", "start", "vanaf", "prijs", "eigen", "volgorde",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Criteria:
    """``regions`` are slugs as asked for; none asked means those of the brand, unless ``everywhere`` or a ``radius``.

    ``place`` is a postcode or municipality as typed, ``radius`` kilometres from it; ``since`` the first day it may
    start; ``price`` and ``own`` the most euros for the course and for the visitor. ``some_words``: a part of the words
    will do; ``similar``: words that look like them will. Never in the address: the page falls back on it by itself.
    """

    text: str = ""
    sectors: tuple[Sector, ...] = ()
    regions: tuple[str, ...] = ()
    everywhere: bool = False
    sort: Sort = Sort.START
    similar: bool = False
    some_words: bool = False
    levels: tuple[Level, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    lengths: tuple[Length, ...] = ()
    parts_of_day: tuple[PartOfDay, ...] = ()
    modes: tuple[Mode, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    languages: tuple[str, ...] = ()
    #: Keys of occupations and of skills, and only work that the region is short of people for.
    occupations: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    shortage: bool = False
    place: str = ""
    radius: int | None = None
    soon: Soon | None = None
    since: date | None = None
    price: int | None = None
    own: int | None = None
    #: Set by access when the place is known: only then distances mean something.
    located: bool = field(default=False, compare=False)

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """From an address. What we do not know is left out: an old or mangled link still finds something."""
        text = _line(query.get("q", ""), LONGEST_QUERY)
        asked = list(dict.fromkeys(query.getlist("regio")))[:MOST_REGIONS]
        place = place_asked(query)
        wanted, soon = query.get("volgorde", ""), query.get("start", "")
        usual = Sort.RELEVANCE if text else Sort.START
        sort = Sort(wanted) if wanted in set(Sort) else usual
        everywhere = EVERYWHERE in asked
        several: dict[str, Any] = {
            attribute: tuple(one for one in values if str(one.value) in query.getlist(name))
            for name, (attribute, values) in SEVERAL.items()
        }
        return cls(
            text=text,
            regions=() if everywhere else tuple(asked),
            everywhere=everywhere,
            sort=usual if sort == Sort.RELEVANCE or (sort == Sort.DISTANCE and not place) else sort,
            languages=tuple(sorted({code for code in query.getlist("lestaal") if LANGUAGE_CODE.fullmatch(code)}))[:20],
            occupations=_keys(query.getlist("beroep")),
            skills=_keys(query.getlist("vaardigheid")),
            shortage=query.get("kans") == "ja",
            place=place,
            radius=_number(query.get("straal", ""), 1, 500) if place else None,
            soon=Soon(soon) if soon in set(Soon) else None,
            since=_day(query.get("vanaf", "")),
            price=_number(query.get("prijs", ""), 1, MOST_EUROS),
            own=_number(query.get("eigen", ""), 0, MOST_EUROS),
            **several,
        )

    @property
    def usual_sort(self) -> Sort:
        """The order without ``volgorde`` in the address: by relevance with words to look for, else by start."""
        return Sort.RELEVANCE if self.text else Sort.START

    @property
    def filters(self) -> int:
        """How many filters were chosen; words, place and order not counted."""
        several = sum(len(getattr(self, attribute)) for attribute, _values in SEVERAL.values())
        single = sum(one is not None for one in (self.soon, self.since, self.price, self.own))
        several += len(self.occupations) + len(self.skills) + self.shortage
        return several + single + len(self.languages) + len(self.regions) + self.everywhere

    def query(self) -> str:
        """The query of the address for these criteria, "" for none: "?q=lassen&sector=metal"."""
        pairs: list[tuple[str, str]] = [("q", self.text)] if self.text else []
        for name, (attribute, _values) in SEVERAL.items():
            pairs += [(name, str(one.value)) for one in getattr(self, attribute)]
        pairs += [("beroep", key) for key in self.occupations] + [("vaardigheid", key) for key in self.skills]
        pairs += [("kans", "ja")] if self.shortage else []
        pairs += [("lestaal", code) for code in self.languages]
        pairs += [("regio", EVERYWHERE)] if self.everywhere else [("regio", slug) for slug in self.regions]
        single = {
            "plaats": self.place or None,
            "straal": self.radius,
            "start": self.soon,
            "vanaf": self.since,
            "prijs": self.price,
            "eigen": self.own,
        }
        pairs += [(name, str(value)) for name, value in single.items() if value is not None]
        if self.sort != self.usual_sort:
            pairs.append(("volgorde", self.sort.value))
        return f"?{urlencode(pairs)}" if pairs else ""

    def by_similar_words(self) -> Self:
        """The same search, but words that look like the text will do."""
        return replace(self, similar=True)

    def by_some_words(self) -> Self:
        """The same search, but a part of the words will do; courses with more of them come first."""
        return replace(self, some_words=True)

    def with_text(self, text: str) -> Self:
        """The same search for other words."""
        return replace(self, text=text, similar=False, some_words=False)

    @property
    def shown_text(self) -> str:
        """The text to repeat on the page, not longer than a line."""
        return self.text if len(self.text) <= LONGEST_SHOWN else f"{self.text[:LONGEST_SHOWN].rstrip()}…"

    def without_text(self) -> Self:
        """The same search without its words; an order by relevance, which needs words, becomes one by start."""
        sort = Sort.START if self.sort == Sort.RELEVANCE else self.sort
        return replace(self, text="", similar=False, some_words=False, sort=sort)

    def without_place(self) -> Self:
        """The same search from nowhere; an order by distance becomes the usual one."""
        sort = self.usual_sort if self.sort == Sort.DISTANCE else self.sort
        return replace(self, place="", radius=None, located=False, sort=sort)

    def with_sectors(self, sectors: Iterable[Sector]) -> Self:
        """The same search in these sectors only; none means all."""
        return replace(self, sectors=tuple(sectors))

    def with_regions(self, regions: Iterable[str], *, everywhere: bool = False) -> Self:
        """The same search in the regions with these slugs; none means those of the brand unless ``everywhere``."""
        return replace(self, regions=tuple(regions), everywhere=everywhere)

    def but(self, **changes: Any) -> Self:
        """The same search with other values for these attributes."""
        return replace(self, **changes)

    def sorted_by(self, sort: Sort) -> Self:
        """The same search in this order."""
        return replace(self, sort=sort)

    def without_filters(self) -> Self:
        """Only words, place and order."""
        return type(self)(text=self.text, place=self.place, sort=self.sort, located=self.located)


def _keys(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({text for text in texts if SUBJECT_KEY.fullmatch(text)}))[:MOST_SUBJECTS]


def place_asked(query: QueryDict) -> str:
    """The postcode or municipality in an address, as it was typed."""
    return _line(query.get("plaats", ""), LONGEST_PLACE)


def _line(text: str, longest: int) -> str:
    """One line of what was typed, without characters that cannot be seen (NUL breaks a database)."""
    seen = "".join(letter if letter.isprintable() else " " for letter in text[:longest])
    return " ".join(seen.split())


def _number(text: str, least: int, most: int) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 and least <= int(text) <= most else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2100 else None
