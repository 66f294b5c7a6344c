"""Work with a shortage of people, per labour-market region and period, as UWV and the regions publish it.

A list names occupations, sectors or both. Occupations are crebo codes ("25187"); a course is known by its sector and,
where its provider tells one, its crebo code: "metal.25187", or "metal." without one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ShortageList:
    """One list: from ``begins`` until the day before ``ends`` (None: no end known). One of the two sets has codes."""

    region: str
    begins: date
    ends: date | None
    occupations: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()

    def holds_on(self, day: date) -> bool:
        """Whether this is the list of a day."""
        return self.begins <= day and (self.ends is None or day < self.ends)

    def has(self, occupation: str) -> bool | None:
        """Whether an occupation, or a course's code, is on the list.

        None for a course that tells no occupation, while the list names occupations and not its whole sector.
        """
        sector, dot, detail = occupation.partition(".")
        if not dot:
            return occupation in self.occupations | self.sectors
        if sector in self.sectors or detail in self.occupations:
            return True
        return None if self.occupations and not detail else False

    @property
    def codes(self) -> frozenset[str]:
        """Everything that it names."""
        return self.occupations | self.sectors


def course_code(sector: str, crebo: str) -> str:
    """What a course leads to, as the lists read it; ``crebo`` is "" when the provider tells none."""
    return f"{sector}.{crebo}"


@dataclass(frozen=True, slots=True)
class ShortageLists:
    """All lists that are known. A region has one list on a day at most.

    A region without a list of the day of a check is unknown: an old list says nothing of today.
    """

    lists: tuple[ShortageList, ...]

    @classmethod
    def of(cls, lists: Iterable[ShortageList]) -> "ShortageLists":
        """Lists in a fixed order."""
        return cls(tuple(sorted(lists, key=lambda one: (one.region, one.begins))))

    def holds(self, occupation: str, region: str, day: date) -> bool | None:
        """Whether an occupation is on the list of a region on a day; None when there is no such list."""
        for one in self.lists:
            if one.region == region and one.holds_on(day):
                return one.has(occupation)
        return None

    @property
    def regions(self) -> frozenset[str]:
        """The regions that have a list, of whatever period."""
        return frozenset(one.region for one in self.lists)

    def about(self, regions: Iterable[str]) -> "ShortageLists":
        """Only the lists of these regions."""
        wanted = frozenset(regions)
        return ShortageLists(tuple(one for one in self.lists if one.region in wanted))

    def to_document(self) -> list[dict[str, object]]:
        """JSON: one object per list, sorted by region and period, with sorted codes."""
        return [
            {
                "region": one.region,
                "from": one.begins.isoformat(),
                "until": one.ends.isoformat() if one.ends else None,
                "occupations": sorted(one.occupations),
                "sectors": sorted(one.sectors),
            }
            for one in self.lists
        ]

    @classmethod
    def from_document(cls, document: object) -> "ShortageLists":
        """Read what to_document wrote. Raises ValueError when it is something else."""
        if not isinstance(document, list):
            raise ValueError("Shortage lists are a list.")
        return cls.of(list_from_document(entry) for entry in document)


def list_from_document(entry: object) -> ShortageList:
    """One list from JSON. Raises ValueError that says what is wrong."""
    match entry:
        case {
            "region": str(region),
            "from": str(begins),
            "until": str() | None as until,
            "occupations": list(occupations),
            "sectors": list(sectors),
        }:
            ends = date.fromisoformat(until) if until else None
            found = ShortageList(
                region,
                date.fromisoformat(begins),
                ends,
                frozenset(str(code) for code in occupations),
                frozenset(str(sector) for sector in sectors),
            )
        case _:
            raise ValueError("A shortage list needs a region, a from, an until, occupations and sectors.")
    if not found.codes:
        raise ValueError(f"The shortage list of {region} names nothing.")
    if ends and ends <= found.begins:
        raise ValueError(f"The shortage list of {region} ends before it begins.")
    return found


NO_LISTS = ShortageLists(())
