"""What every reader yields, whatever the format: normalised, checked records and what was wrong with them.

Money is whole cents, time is a day, texts are plain (descriptions are sanitised HTML), words are those of
``courses.enums``. A reader never guesses: what a feed does not say is None or empty.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NoReturn, Protocol

from courses.enums import (
    CostKind,
    DurationUnit,
    Level,
    Outcome,
    PartOfDay,
    Recognition,
    Sector,
    SessionStatus,
    StartKind,
)
from courses.feeds.enums import Severity
from courses.feeds.sentences import Sentence
from courses.feeds.source import Source


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to tell the provider: about which record, in which file and line, in plain words."""

    record: str
    code: str
    severity: Severity
    where: str
    message: Sentence

    def to_document(self) -> dict[str, str]:
        """As a report has it, for the provider: in Dutch."""
        return {
            "record": self.record,
            "code": self.code,
            "severity": str(self.severity),
            "where": self.where,
            "message": str(self.message),
        }


class FeedBroken(Exception):
    """The feed as a whole cannot be trusted now: nothing of it is taken over and the old catalogue stays."""

    def __init__(self, code: str, message: Sentence, where: str = "", record: str = "") -> None:
        super().__init__(f"{code} {where}")
        self.issue = Issue(record, code, Severity.ERROR, where, message)


class NotChanged(Exception):
    """The server says that the feed is as it was when it was last read."""


class Unusable(Exception):
    """One record cannot be used. ``code``, ``message`` and ``where`` are for its Refusal."""

    def __init__(self, code: str, message: Sentence, where: str = "") -> None:
        super().__init__(f"{code} {where}")
        self.code, self.message, self.where = code, message, where


class Findings:
    """The issues of one record while it is read."""

    def __init__(self, record: str, where: str) -> None:
        self.record, self.where = record, where
        self.issues: list[Issue] = []

    def warn(self, code: str, message: Sentence, where: str = "") -> None:
        """Taken over, but somebody should look."""
        self._add(code, Severity.WARNING, message, where)

    def tell(self, code: str, message: Sentence, where: str = "") -> None:
        """Left out because the feed itself says so."""
        self._add(code, Severity.INFO, message, where)

    def error(self, code: str, message: Sentence, where: str = "") -> None:
        """A part of the record is not taken over."""
        self._add(code, Severity.ERROR, message, where)

    def refuse(self, code: str, message: Sentence, where: str = "") -> NoReturn:
        """The record as a whole cannot be used."""
        raise Unusable(code, message, where or self.where)

    def _add(self, code: str, severity: Severity, message: Sentence, where: str) -> None:
        self.issues.append(Issue(self.record, code, severity, where or self.where, message))


@dataclass(frozen=True, slots=True)
class ProviderRecord:
    """Who gives the courses that follow. ``name`` is empty when the feed does not tell it, the rest is None then.

    What a feed does not tell stays as another feed or a person told it; what it tells to be empty becomes empty.
    """

    kvk: str
    org_unit_id: str | None = None
    name: str = ""
    website: str | None = None
    recognitions: tuple[Recognition, ...] | None = None
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class PriceRecord:
    """One part of a price: cents without VAT, and the VAT in cents on top. ``vat_percent`` None: not stated."""

    kind: CostKind
    net_cents: int
    vat_cents: int = 0
    vat_percent: int | None = None
    required: bool = True
    label: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the provider writes it, with the postcode when there is one. The importer finds the municipality.

    ``municipality`` is its CBS code where the feed tells that, as our own CSV does.
    """

    text: str
    postcode: str = ""
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session. ``prices`` is empty when it costs what the course costs."""

    key: str
    starts: date
    ends: date
    starts_certain: bool = True
    opens: date | None = None
    deadline: date | None = None
    online: bool = False
    place: Place | None = None
    seats_total: int | None = None
    seats_left: int | None = None
    status: SessionStatus = SessionStatus.OPEN
    prices: tuple[PriceRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Duration:
    """From begin to end: ``amount`` of a unit as the provider says it."""

    amount: int
    unit: DurationUnit


@dataclass(frozen=True, slots=True)
class CourseRecord:
    """One course with its sessions. ``refused_sessions`` are keys that were there but could not be used."""

    kvk: str
    key: str
    title: str
    start_kind: StartKind
    summary: str = ""
    description: str = ""
    keywords: str = ""
    link: str = ""
    contact_email: str = ""
    language: str = ""
    sector: Sector = Sector.OTHER
    level: Level = Level.OTHER
    level_word: str = ""
    nlqf: str = ""
    outcome: Outcome = Outcome.PARTICIPATION
    crebo: str = ""
    minimum_age: int | None = None
    entry_requirements: str = ""
    online: bool = False
    duration: Duration | None = None
    hours_total: int | None = None
    hours_per_week: int | None = None
    parts_of_day: tuple[PartOfDay, ...] = ()
    expires: date | None = None
    places: tuple[Place, ...] = ()
    prices: tuple[PriceRecord, ...] = ()
    sessions: tuple[SessionRecord, ...] = ()
    refused_sessions: tuple[str, ...] = ()
    where: str = ""
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A course that was in the feed and cannot be used: its old version, if any, stays.

    ``key`` is None when even its id is not known; then this run calls nothing gone, for it could be any of them.
    """

    kvk: str
    key: str | None
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A course that the feed itself says is not for the public: not shown, and gone when it was."""

    kvk: str
    key: str
    issues: tuple[Issue, ...]


type Delivered = ProviderRecord | CourseRecord | Refusal | LeftOut


class Reader(Protocol):
    """Reads one format. Streams: yields records while it reads; a provider before the provider's courses.

    ``kvk`` is the provider whose feed this is, or None for a collective feed that tells it itself; ``today`` decides
    which prices are valid. Raises FeedBroken when the feed as a whole cannot be trusted.
    """

    def __call__(self, source: Source, *, kvk: str | None, today: date) -> Iterator[Delivered]: ...
