"""Areas as sets of municipalities, whether a place lies in one, and the shortage lists of regions."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from funding.engine.shortages import NO_LISTS, ShortageLists

# An area of one municipality needs no list: "gemeente-GM0599" is the municipality GM0599 itself.
SINGLE = "gemeente-"

_CODE = re.compile(r"GM\d{4}")


def is_code(text: str) -> bool:
    """Whether a text has the form of a CBS municipality code: GM and four digits."""
    return _CODE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Areas:
    """Named areas and every place that the lists know, both by CBS municipality code ("GM0014").

    ``shortages`` are the shortage lists, by slug of the area that is their region.

    The lists may be incomplete (a new municipality, an area that somebody renamed), so what they do not know is
    unknown and never no: a person must not lose money because a list is behind.
    """

    members: Mapping[str, frozenset[str]]
    places: frozenset[str]
    shortages: ShortageLists = NO_LISTS

    @classmethod
    def of(
        cls,
        members: Mapping[str, Iterable[str]],
        places: Iterable[str] = (),
        shortages: ShortageLists = NO_LISTS,
    ) -> "Areas":
        """Areas by slug, and all places that are known; the members of the areas are always known places."""
        frozen = {slug: frozenset(codes) for slug, codes in members.items()}
        return cls(MappingProxyType(frozen), frozenset(places).union(*frozen.values()), shortages)

    def knows(self, area: str) -> bool:
        """Whether the lists know an area."""
        if area.startswith(SINGLE):
            return area.removeprefix(SINGLE) in self.places
        return area in self.members

    def holds(self, area: str, place: str) -> bool | None:
        """Whether the place lies in the area; None when the lists know the area or the place not."""
        if place not in self.places:
            return None
        if area.startswith(SINGLE):
            code = area.removeprefix(SINGLE)
            return place == code if code in self.places else None
        codes = self.members.get(area)
        return None if codes is None else place in codes

    def is_short(self, occupation: str, day: date, region: str = "", place: str = "") -> bool | None:
        """Whether an occupation is on the shortage list of a region on a day, or of the region of a place.

        None when there is no such list, or when no region with a list is known to hold the place.
        """
        if region:
            return self.shortages.holds(occupation, region, day)
        regions = [slug for slug in self.shortages.regions if self.holds(slug, place)]
        found = [self.shortages.holds(occupation, slug, day) for slug in regions]
        return True if True in found else None if None in found or not found else False

    def about(self, places: Iterable[str], areas: Iterable[str]) -> "Areas":
        """Only what these places and areas need: small enough to freeze in an application."""
        wanted, named = frozenset(places), frozenset(areas)
        singles = {slug.removeprefix(SINGLE) for slug in named if slug.startswith(SINGLE)}
        regions = {slug for slug in self.shortages.regions if slug in named or wanted & self.members.get(slug, set())}
        members = {slug: self.members[slug] & wanted for slug in sorted(named | regions) if slug in self.members}
        return Areas(MappingProxyType(members), self.places & (wanted | singles), self.shortages.about(regions))

    def to_document(self) -> dict[str, object]:
        """JSON: sorted codes per area, the known places, and the shortage lists when there are any."""
        members = {slug: sorted(codes) for slug, codes in sorted(self.members.items())}
        document: dict[str, object] = {"members": members, "places": sorted(self.places)}
        return document | ({"shortages": self.shortages.to_document()} if self.shortages.lists else {})

    @classmethod
    def from_document(cls, document: Mapping[str, object]) -> "Areas":
        """Read what to_document wrote. Raises ValueError when it is something else."""
        members, places = document.get("members"), document.get("places")
        if not isinstance(members, Mapping) or not isinstance(places, list):
            raise ValueError("Areas need members and places.")
        shortages = ShortageLists.from_document(document.get("shortages", []))
        return cls.of({str(slug): [str(code) for code in codes] for slug, codes in members.items()}, places, shortages)
