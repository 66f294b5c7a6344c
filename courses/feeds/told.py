"""What a record of a feed says, still in the provider's own words: every reader fills this in, EDU-DEX's only prices.

``courses.feeds.building`` makes checked records of it, the same way for every format. Texts are as they were written;
an empty text or None is "the feed does not say".
"""

from dataclasses import dataclass, field

from courses.enums import CostKind, Level, Outcome, PartOfDay, Sector, SessionStatus, StartKind
from courses.feeds.sentences import Sentence


@dataclass(slots=True)
class ToldPrice:
    """One price. ``amount`` is without VAT unless ``gross``; ``vat`` is an amount, ``percent`` a percentage.

    ``exempt`` says that no VAT comes on top. ``decimal`` is the sign before the cents, when only people know it.
    ``period`` is "" for the whole course, else a DurationUnit.
    """

    amount: str
    vat: str = ""
    percent: str = ""
    exempt: bool = False
    gross: bool = False
    kind: CostKind = CostKind.TUITION
    required: bool = True
    label: str = ""
    currency: str = "EUR"
    decimal: str = "."
    period: str = ""
    where: str = ""

    @classmethod
    def in_parts(
        cls, net: str, vat: str, percent: str, *, kind: CostKind, required: bool, label: str, where: str
    ) -> "ToldPrice":
        """A price line as our own exports write it: ``net`` and ``vat`` in euros, ``percent`` "" when nobody told it.

        No percentage and no VAT: nobody told whether VAT comes on top, and that is what stays to be told.
        """
        known = percent or vat.strip("0.")
        return cls(net, vat if known else "", percent, kind=kind, required=required, label=label, where=where)


@dataclass(slots=True)
class ToldSession:
    """One session. ``days`` are the days that are known one by one; ``online`` None is "as the course"."""

    key: str = ""
    starts: str = ""
    ends: str = ""
    days: list[str] = field(default_factory=list)
    certain: bool = True
    opens: str = ""
    deadline: str = ""
    place: str = ""
    postcode: str = ""
    municipality: str = ""
    online: bool | None = None
    seats_total: str = ""
    seats_left: str = ""
    status: SessionStatus = SessionStatus.OPEN
    prices: list[ToldPrice] = field(default_factory=list)
    where: str = ""


@dataclass(frozen=True, slots=True)
class ToldProvider:
    """Who gives a course, in a table that tells it; None is a column that is not there."""

    name: str
    org_unit_id: str | None
    website: str | None
    recognitions: list[str] | None


@dataclass(slots=True)
class Told:
    """One course. ``sections`` are (heading, text) under the description; texts may be HTML.

    ``places`` are (text, postcode) and, where it is told, the CBS code of the municipality. ``kvk`` is whose course it
    is in a table that says so, else "", and ``provider`` what such a table tells of them. ``left_out`` is
    (code, message) when the feed itself says that the course is not for the public.
    """

    key: str
    title: str
    where: str
    summary: str = ""
    description: str = ""
    sections: list[tuple[str, str]] = field(default_factory=list)
    keywords: str = ""
    link: str = ""
    contact_email: str = ""
    language: str = ""
    sector: Sector = Sector.OTHER
    level: Level | None = None
    level_word: str = ""
    nlqf: str = ""
    outcome: Outcome = Outcome.PARTICIPATION
    crebo: str = ""
    minimum_age: str = ""
    entry_requirements: str = ""
    start_kind: StartKind | None = None
    online: bool = False
    duration: tuple[str, str] = ("", "")
    hours_total: str = ""
    hours_per_week: str = ""
    parts_of_day: list[PartOfDay] = field(default_factory=list)
    expires: str = ""
    places: list[tuple[str, ...]] = field(default_factory=list)
    prices: list[ToldPrice] = field(default_factory=list)
    sessions: list[ToldSession] = field(default_factory=list)
    left_out: tuple[str, Sentence] | None = None
    price_note: str = ""
    kvk: str = ""
    provider: ToldProvider | None = None
    notes: list[tuple[str, Sentence]] = field(default_factory=list)
