"""Areas as sets of municipalities, and whether a place lies in one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

# An area of one municipality needs no list: "gemeente-GM0599" is the municipality GM0599 itself.
SINGLE = "gemeente-"

_CODE = re.compile(r"GM\d{4}")


def is_code(text: str) -> bool:
    """Whether a text has the form of a CBS municipality code: GM and four digits."""
    return _CODE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Areas:
    """Named areas and every place that the lists know, both by CBS municipality code ("GM0014").

    The lists may be incomplete (a new municipality, an area that somebody renamed), so what they do not know is
    unknown and never no: a person must not lose money because a list is behind.
    """

    members: Mapping[str, frozenset[str]]
    places: frozenset[str]

    @classmethod
    def of(cls, members: Mapping[str, Iterable[str]], places: Iterable[str] = ()) -> "Areas":
        """Areas by slug, and all places that are known; the members of the areas are always known places."""
        frozen = {slug: frozenset(codes) for slug, codes in members.items()}
        return cls(MappingProxyType(frozen), frozenset(places).union(*frozen.values()))

    def holds(self, area: str, place: str) -> bool | None:
        """Whether the place lies in the area; None when the lists know the area or the place not."""
        if place not in self.places:
            return None
        if area.startswith(SINGLE):
            code = area.removeprefix(SINGLE)
            return place == code if code in self.places else None
        codes = self.members.get(area)
        return None if codes is None else place in codes

    def about(self, places: Iterable[str], areas: Iterable[str]) -> "Areas":
        """Only what these places and areas need: small enough to freeze in an application."""
        wanted, named = frozenset(places), sorted(areas)
        singles = {slug.removeprefix(SINGLE) for slug in named if slug.startswith(SINGLE)}
        members = {slug: self.members[slug] & wanted for slug in named if slug in self.members}
        return Areas(MappingProxyType(members), self.places & (wanted | singles))

    def to_document(self) -> dict[str, object]:
        """JSON: sorted codes per area, and the known places."""
        members = {slug: sorted(codes) for slug, codes in sorted(self.members.items())}
        return {"members": members, "places": sorted(self.places)}

    @classmethod
    def from_document(cls, document: Mapping[str, object]) -> "Areas":
        """Read what to_document wrote. Raises ValueError when it is something else."""
        members, places = document.get("members"), document.get("places")
        if not isinstance(members, Mapping) or not isinstance(places, list):
            raise ValueError("Areas need members and places.")
        return cls.of({str(slug): [str(code) for code in codes] for slug, codes in members.items()}, places)
