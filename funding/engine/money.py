"""Money as whole cents, and the lines of a course's price."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

Cents = NewType("Cents", int)

ZERO = Cents(0)


class CostKind(StrEnum):
    """What a price line pays for. The order is the order of every table and of every division."""

    TUITION = "tuition"
    MATERIAL = "material"
    EXAM = "exam"
    REGISTRATION = "registration"
    TRAVEL = "travel"
    OTHER = "other"

    __hash__ = str.__hash__  # terms are looked up by kind all the time; the hash of Enum is a call in Python


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of a course's price in cents: the price without VAT, and the VAT (0 when exempt)."""

    kind: CostKind
    net: Cents
    vat: Cents = ZERO

    def __post_init__(self) -> None:
        """Raise ValueError for an amount below zero."""
        if self.net < 0 or self.vat < 0:
            raise ValueError(f"A cost line cannot be negative: {self}")

    @property
    def gross(self) -> Cents:
        """The price with VAT."""
        return Cents(self.net + self.vat)

    def to_document(self) -> dict[str, object]:
        """JSON: kind, net and vat in cents."""
        return {"kind": self.kind.value, "net": self.net, "vat": self.vat}

    @classmethod
    def from_document(cls, document: Mapping[str, object]) -> "CostLine":
        """Read what to_document wrote. Raises ValueError for an unknown kind or an amount that is no whole number."""
        net, vat = document.get("net"), document.get("vat", 0)
        if type(net) is not int or type(vat) is not int:
            raise ValueError(f"A cost line needs whole cents: {dict(document)}")
        return cls(CostKind(str(document.get("kind"))), Cents(net), Cents(vat))


def merged(lines: Iterable[CostLine]) -> tuple[CostLine, ...]:
    """One line per kind, in the order of CostKind, without lines of nothing. Same kind means same terms."""
    sums: dict[CostKind, CostLine] = {}
    for line in lines:
        known = sums.get(line.kind)
        both = CostLine(line.kind, Cents(known.net + line.net), Cents(known.vat + line.vat)) if known else line
        sums[line.kind] = both
    return tuple(sums[kind] for kind in CostKind if kind in sums and sums[kind].gross > 0)


def percent_of(amount: int, percent: int) -> int:
    """So many percent of an amount in cents, rounded down to whole cents: a fund never pays a cent too much."""
    return amount * percent // 100


def percent_needed(amount: int, percent: int) -> int:
    """So many percent of an amount in cents, rounded up: a required share is never a cent too small."""
    return -(-amount * percent // 100)
