"""What a fact is: the type of its value, who can know it, how private it is, and whether somebody can change it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """Money that somebody, or their firm, received before: from which scheme, on which day, how many cents."""

    on: date
    scheme: str
    cents: int


type Value = bool | int | str | date | frozenset[str] | tuple[Grant, ...]


class Absent(Enum):
    """The value of a fact that is known not to exist, such as the place of work of somebody without an employer."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


class Kind(StrEnum):
    """The type of a fact's value. A code is a short text from a list that is kept elsewhere, such as an occupation."""

    WHOLE_NUMBER = "whole_number"
    CENTS = "cents"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    PLACE = "place"
    CODE = "code"
    GRANTS = "grants"


ORDERED_KINDS = frozenset({Kind.WHOLE_NUMBER, Kind.CENTS, Kind.DATE})


class ToldBy(StrEnum):
    """Who can tell a fact. Only facts told by the learner are ever asked of the learner.

    ``HISTORY`` is what the portal itself recorded, such as earlier grants; ``DERIVED`` follows from other facts.
    """

    LEARNER = "learner"
    EMPLOYER = "employer"
    COURSE = "course"
    STAFF = "staff"
    HISTORY = "history"
    DERIVED = "derived"


class Privacy(StrEnum):
    """How much harm a fact can do in wrong hands. Health, origin and the BSN are in no class: they are not facts.

    ``PUBLIC``: anybody may read it. ``BUSINESS``: about a firm, not about a person. ``PERSONAL``: about a person.
    ``SENSITIVE``: about somebody's money or benefit, shown to nobody but who decides on it.
    """

    PUBLIC = "public"
    BUSINESS = "business"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


class Change(StrEnum):
    """In which way somebody could change a fact before an application; see counterfactuals."""

    NEVER = "never"
    ANY = "any"
    TO_YES = "to_yes"
    LATER = "later"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class OnlyWhen:
    """A fact that makes sense only while another fact has one of these values.

    While the other fact is unknown, this one is too, whatever somebody once answered. When the other fact has
    another value, this one is known to be ``otherwise``, and is not asked.
    """

    fact: str
    values: frozenset[str | bool]
    otherwise: Value | Absent


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the vocabulary.

    ``told_by`` is whom the portal asks, ``also_told_by`` who may know it as well. ``unit`` says what a number counts
    (cents, weeks, days, years), ``least`` and ``most`` bound it. A date may not be before ``earliest``, nor after the
    day of the check when it is ``past`` by nature. ``derived_from`` names the fact that a derived fact is made from,
    ``asked_through`` the question to the learner that lets what the portal recorded count as all there is.
    """

    name: str
    kind: Kind
    told_by: ToldBy
    privacy: Privacy
    choices: tuple[str, ...] = ()
    unit: str = ""
    least: int | None = None
    most: int | None = None
    earliest: date | None = None
    past: bool = False
    only_when: OnlyWhen | None = None
    derived_from: str = ""
    change: Change = Change.NEVER
    asked_through: str = ""
    also_told_by: frozenset[ToldBy] = frozenset()
