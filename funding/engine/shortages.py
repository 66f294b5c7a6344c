"""Occupations with a shortage of people, by labour-market region and quarter, as UWV publishes them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

type Quarter = tuple[int, int]


def quarter_of(day: date) -> Quarter:
    """The year and the quarter (1 to 4) of a day."""
    return day.year, (day.month + 2) // 3


@dataclass(frozen=True, slots=True)
class ShortageLists:
    """The occupations (codes) of each list that is known, by slug of the region and quarter.

    A region without a list for the quarter of a check is unknown: an old list says nothing of today.
    """

    lists: Mapping[tuple[str, Quarter], frozenset[str]]

    @classmethod
    def of(cls, lists: Mapping[tuple[str, Quarter], Iterable[str]]) -> "ShortageLists":
        """Lists by region and quarter."""
        return cls(MappingProxyType({key: frozenset(codes) for key, codes in lists.items()}))

    def holds(self, occupation: str, region: str, day: date) -> bool | None:
        """Whether an occupation is on the list of a region on a day; None when there is no such list."""
        codes = self.lists.get((region, quarter_of(day)))
        return None if codes is None else occupation in codes

    @property
    def regions(self) -> frozenset[str]:
        """The regions that have a list, of whatever quarter."""
        return frozenset(region for region, _quarter in self.lists)

    def about(self, regions: Iterable[str]) -> "ShortageLists":
        """Only the lists of these regions."""
        wanted = frozenset(regions)
        return ShortageLists.of({key: codes for key, codes in self.lists.items() if key[0] in wanted})

    def to_document(self) -> list[dict[str, object]]:
        """JSON: one object per list, sorted by region and quarter, with sorted codes."""
        return [
            {"region": region, "year": year, "quarter": quarter, "occupations": sorted(codes)}
            for (region, (year, quarter)), codes in sorted(self.lists.items())
        ]

    @classmethod
    def from_document(cls, document: object) -> "ShortageLists":
        """Read what to_document wrote. Raises ValueError when it is something else."""
        if not isinstance(document, list):
            raise ValueError("Shortage lists are a list.")
        lists: dict[tuple[str, Quarter], list[str]] = {}
        for entry in document:
            match entry:
                case {
                    "region": str(region),
                    "year": int(year),
                    "quarter": int(quarter),
                    "occupations": list(occupations),
                }:
                    lists[region, (year, quarter)] = [str(code) for code in occupations]
                case _:
                    raise ValueError("A shortage list needs a region, a year, a quarter and occupations.")
        return cls.of(lists)


NO_LISTS = ShortageLists.of({})
