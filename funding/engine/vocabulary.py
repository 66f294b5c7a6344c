"""The closed, typed vocabulary of facts. A rule may speak of nothing else, and nothing else is ever asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from types import MappingProxyType

type Value = bool | int | str | date | frozenset[str]


class Absent(Enum):
    """The value of a fact that is known not to exist, such as the place of work of somebody without an employer."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


class Kind(StrEnum):
    """The type of a fact's value."""

    WHOLE_NUMBER = "whole_number"
    CENTS = "cents"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    PLACE = "place"


class ToldBy(StrEnum):
    """Who can tell a fact. Only facts told by the learner are ever asked of the learner."""

    LEARNER = "learner"
    EMPLOYER = "employer"
    COURSE = "course"
    STAFF = "staff"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class OnlyWhen:
    """A fact that makes sense only while another fact has one of these values.

    While the other fact is unknown, this one is too, whatever somebody once answered. When the other fact has
    another value, this one is known to be ``otherwise``, and is not asked.
    """

    fact: str
    values: frozenset[str]
    otherwise: Value | Absent


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the vocabulary.

    ``unit`` says what a number counts (cents, weeks, days, years), ``least`` and ``most`` bound it. A date may not
    be before ``earliest``, nor after the day of the check when it is ``past`` by nature. ``derived_from`` names the
    fact that a derived fact is computed from.
    """

    name: str
    kind: Kind
    told_by: ToldBy
    choices: tuple[str, ...] = ()
    unit: str = ""
    least: int | None = None
    most: int | None = None
    earliest: date | None = None
    past: bool = False
    only_when: OnlyWhen | None = None
    derived_from: str = ""


def _employed(otherwise: Value | Absent) -> OnlyWhen:
    return OnlyWhen("employment", frozenset({"employee", "agency_worker"}), otherwise)


def _learner(name: str, kind: Kind, *choices: str, only_when: OnlyWhen | None = None) -> Fact:
    return Fact(name, kind, ToldBy.LEARNER, choices, only_when=only_when)


def _course(name: str, kind: Kind, *choices: str) -> Fact:
    return Fact(f"course.{name}", kind, ToldBy.COURSE, choices)


LONGEST_WEEKS = 520
MOST_CENTS = 100_000_000  # one million euro: more is a slip of the keyboard

_FACTS = (
    Fact("birth_date", Kind.DATE, ToldBy.LEARNER, earliest=date(1900, 1, 1), past=True),
    _learner("residence", Kind.PLACE),
    _learner("employment", Kind.CHOICE, "employee", "agency_worker", "self_employed", "job_seeker", "other"),
    _learner("work_municipality", Kind.PLACE, only_when=_employed(ABSENT)),
    _learner("benefit", Kind.CHOICE, "none", "ww", "bijstand", "other"),
    _learner(
        "cao",
        Kind.CHOICE,
        "metalektro",
        "metaalbewerking",
        "technisch_installatiebedrijf",
        "bouw_infra",
        "beroepsgoederenvervoer",
        "agrarisch_groen",
        "kinderopvang",
        "other",
        "none",
        only_when=_employed("none"),
    ),
    _learner("education", Kind.CHOICE, "up_to_vmbo", "mbo_1", "mbo_2", "mbo_3", "mbo_4", "havo_vwo", "hbo", "wo"),
    _learner("legally_required", Kind.YES_NO, only_when=_employed(False)),
    _learner("job_guarantee", Kind.YES_NO),
    Fact(
        "employer_contribution",
        Kind.CENTS,
        ToldBy.LEARNER,
        unit="cents",
        least=0,
        most=MOST_CENTS,
        only_when=_employed(0),
    ),
    _learner("enrolled", Kind.YES_NO),
    _learner("advice_given", Kind.YES_NO),
    _course(
        "sector",
        Kind.CHOICE,
        "care",
        "childcare",
        "education",
        "installation",
        "metal",
        "construction",
        "technology",
        "transport",
        "logistics",
        "ict",
        "green",
        "hospitality",
        "language",
        "business",
        "other",
    ),
    _course("level", Kind.CHOICE, "none", "mbo_1", "mbo_2", "mbo_3", "mbo_4", "hbo", "wo", "other"),
    _course(
        "outcome",
        Kind.CHOICE,
        "diploma",
        "mbo_certificate",
        "practice_statement",
        "sector_certificate",
        "statutory_exam",
        "licence",
        "certificate",
        "participation",
    ),
    Fact(
        "course.duration_weeks",
        Kind.WHOLE_NUMBER,
        ToldBy.COURSE,
        unit="weeks",
        least=0,
        most=LONGEST_WEEKS,
    ),
    _course("start", Kind.DATE),
    _course("online", Kind.YES_NO),
    _course("recognitions", Kind.CHOICES, "ocw", "nrto", "cedeo", "crkbo", "sbb", "sector", "nlqf"),
    Fact("course.total_cents", Kind.CENTS, ToldBy.COURSE, unit="cents", least=0, most=MOST_CENTS),
    Fact("age", Kind.WHOLE_NUMBER, ToldBy.DERIVED, unit="years", derived_from="birth_date"),
    Fact("below_aow_age", Kind.YES_NO, ToldBy.DERIVED, derived_from="birth_date"),
    Fact("days_until_start", Kind.WHOLE_NUMBER, ToldBy.DERIVED, unit="days", derived_from="course.start"),
)

VOCABULARY: Mapping[str, Fact] = MappingProxyType({fact.name: fact for fact in _FACTS})
