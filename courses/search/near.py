"""Where somebody wants to learn, as people type it among other words: "lassen bij mij in de buurt", "in Assen"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from courses.search.criteria import Criteria
from portal.regions.queries import sort_name

HERE = re.compile(
    r"\b(?:(?:dicht ?|vlak ?|hier )?bij (?:mij|me|huis)|(?:hier )?in (?:de|mijn) (?:buurt|omgeving)"
    r"|in mijn (?:regio|stad|gemeente)|dicht ?bij|vlak ?bij|nabij|omgeving)\b",
    re.IGNORECASE,
)
#: Before the name of a place these belong to it: "in de buurt van Assen".
BEFORE = frozenset(
    {
        "in",
        "te",
        "bij",
        "nabij",
        "dichtbij",
        "vlakbij",
        "rond",
        "rondom",
        "de",
        "buurt",
        "omgeving",
        "regio",
        "van",
        "uit",
    }
)
#: Municipalities that are called as something else is: only with such a word before them somebody means the place.
ORDINARY = frozenset({"beek", "best", "buren", "goes", "hoorn", "houten", "laren", "putten"})
LONGEST_NAME = 5
#: How far most people travel for a course, in kilometres: what is chosen until somebody chooses otherwise.
USUAL_RADIUS = 25


@dataclass(frozen=True, slots=True)
class Said:
    """``place`` is a municipality by name, "" is where the visitor is; ``rest`` are the other words."""

    rest: str
    place: str = ""


@lru_cache(maxsize=2)
def called(names: tuple[str, ...]) -> Mapping[str, str]:
    """Names of municipalities by how people may write them; worked out once for the same names."""
    return {sort_name(name): name for name in names}


def where_said(text: str, places: Mapping[str, str]) -> Said | None:
    """What a search says about where, with ``places`` as ``called`` gives them; None when it says nothing."""
    words = text.split()
    for length in range(min(LONGEST_NAME, len(words)), 0, -1):
        for at in range(len(words) - length + 1):
            name = sort_name(" ".join(words[at : at + length]).strip(".,!?"))
            before = words[:at]
            while before and before[-1].lower() in BEFORE:
                before.pop()
            if name in places and (name not in ORDINARY or len(before) < at):
                return Said(" ".join([*before, *words[at + length :]]), places[name])
    if HERE.search(text):
        return Said(" ".join(HERE.sub(" ", text).split()))
    return None


def around(criteria: Criteria, rest: str, place: str) -> Criteria:
    """The same search for these words only, as far around that place as most people travel."""
    words_left = criteria.with_text(rest) if rest else criteria.without_text()
    return words_left.with_regions(()).but(place=place, radius=USUAL_RADIUS)
