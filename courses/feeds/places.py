"""From a place as a provider writes it to a municipality. Not found stays unknown: no guess."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from courses.feeds.records import Place
from portal.regions.models import Municipality, PostcodeRange
from portal.regions.queries import postcode_digits, sort_name

#: Names in daily use beside the official ones.
ALSO = {"den haag": "s-gravenhage", "den bosch": "s-hertogenbosch"}

#: Words before the name of a town.
KINDS_OF_PLACE = {"kantoor", "locatie", "vestiging", "lesplaats", "leslocatie", "regio", "omgeving", "campus", "te"}


@dataclass(frozen=True, slots=True)
class Municipalities:
    """All municipalities by name and by postcode, in memory: a feed names places a hundred thousand times."""

    codes: frozenset[str]
    by_name: dict[str, str]
    firsts: list[int]
    ranges: list[tuple[int, str]]

    @classmethod
    def load(cls) -> "Municipalities":
        names = dict(Municipality.objects.values_list("sort_name", "code"))
        names |= {daily: names[official] for daily, official in ALSO.items() if official in names}
        rows = list(PostcodeRange.objects.order_by("first").values_list("first", "last", "municipality_id"))
        return cls(frozenset(names.values()), names, [row[0] for row in rows], [(row[1], row[2]) for row in rows])

    def code_of(self, place: Place | None) -> str | None:
        """The CBS code of the municipality of a place: as told, by postcode, else by its name; None when unknown."""
        if place is None:
            return None
        if place.municipality in self.codes:
            return place.municipality
        digits = postcode_digits(place.postcode) if place.postcode else None
        if digits is not None:
            index = bisect_right(self.firsts, digits) - 1
            if index >= 0 and digits <= self.ranges[index][0]:
                return self.ranges[index][1]
        return next((self.by_name[name] for name in _names(place.text) if name in self.by_name), None)


def _names(text: str) -> Iterator[str]:
    """What may be the name in a place as people write it: "Apeldoorn (kantoor)", "kantoor Apeldoorn"."""
    whole = text.split("(")[0]
    yield sort_name(whole)
    before = whole.split(",")[0]
    yield sort_name(before)
    words = before.split()
    if len(words) > 1 and words[0].lower().rstrip(":") in KINDS_OF_PLACE:
        yield sort_name(" ".join(words[1:]))
