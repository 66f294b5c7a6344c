"""The closed, typed vocabulary of facts. A rule may speak of nothing else, and nothing else is ever asked."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from funding.engine.fact_types import (
    ABSENT,
    ORDERED_KINDS,
    Absent,
    Change,
    Fact,
    Grant,
    Kind,
    OnlyWhen,
    Privacy,
    ToldBy,
    Value,
)

__all__ = [
    "ABSENT",
    "ORDERED_KINDS",
    "TODAY",
    "VOCABULARY",
    "Absent",
    "Change",
    "Fact",
    "Grant",
    "Kind",
    "OnlyWhen",
    "Privacy",
    "ToldBy",
    "Value",
    "base_of",
    "is_about_course",
]

#: The day of the check, which is always known.
TODAY = "today"

LONGEST_WEEKS = 520
MOST_HOURS = 20_000
MOST_CENTS = 100_000_000  # one million euro: more is a slip of the keyboard
MOST_EMPLOYEES = 1_000_000

SECTORS = (
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
)
EMPLOYER_SECTORS = (
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
    "recreation",
    "retail",
    "cleaning",
    "temporary_work",
    "government",
    "business",
    "other",
)
#: What a price line is for; the engine's money.CostKind has the same words.
COSTS = ("tuition", "material", "exam", "registration", "travel", "other")


def _employed(otherwise: Value | Absent) -> OnlyWhen:
    return OnlyWhen("employment", frozenset({"employee", "agency_worker"}), otherwise)


def _own_firm(otherwise: Value | Absent) -> OnlyWhen:
    return OnlyWhen("employment", frozenset({"self_employed", "business_owner"}), otherwise)


def _learner(
    name: str,
    kind: Kind,
    *choices: str,
    privacy: Privacy = Privacy.PERSONAL,
    only_when: OnlyWhen | None = None,
    change: Change = Change.NEVER,
    also: ToldBy | None = None,
) -> Fact:
    also_told_by = frozenset({also} if also else ())
    return Fact(
        name, kind, ToldBy.LEARNER, privacy, choices, only_when=only_when, change=change, also_told_by=also_told_by
    )


def _course(name: str, kind: Kind, *choices: str) -> Fact:
    return Fact(f"course.{name}", kind, ToldBy.COURSE, Privacy.PUBLIC, choices)


def _course_number(name: str, kind: Kind, unit: str, most: int) -> Fact:
    return Fact(f"course.{name}", kind, ToldBy.COURSE, Privacy.PUBLIC, unit=unit, least=0, most=most)


_PERSON = (
    Fact(
        "birth_date",
        Kind.DATE,
        ToldBy.LEARNER,
        Privacy.PERSONAL,
        earliest=date(1900, 1, 1),
        past=True,
    ),
    _learner("residence", Kind.PLACE, change=Change.ANY),
    # Somebody without work and without a benefit ("nugger") is a job seeker whose benefit is none: two facts.
    _learner(
        "employment",
        Kind.CHOICE,
        "employee",
        "agency_worker",
        "self_employed",
        "business_owner",
        "job_seeker",
        "other",
    ),
    _learner("work_municipality", Kind.PLACE, only_when=_employed(ABSENT), also=ToldBy.EMPLOYER),
    _learner(
        "employer_municipality",
        Kind.PLACE,
        privacy=Privacy.BUSINESS,
        only_when=_employed(ABSENT),
        also=ToldBy.EMPLOYER,
    ),
    _learner("benefit", Kind.CHOICE, "none", "ww", "bijstand", "other", privacy=Privacy.SENSITIVE),
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
        "sociaal_werk",
        "jeugdzorg",
        "gemeenten",
        "schoonmaak",
        "motorvoertuigen",
        "ict",
        "uitzendkrachten",
        "other",
        "none",
        only_when=_employed("none"),
        also=ToldBy.EMPLOYER,
    ),
    _learner(
        "education",
        Kind.CHOICE,
        "up_to_vmbo",
        "mbo_1",
        "mbo_2",
        "mbo_3",
        "mbo_4",
        "havo_vwo",
        "hbo",
        "wo",
    ),
    # Gross income of one person in a year, in bands of euros: no scheme needs to know it to the euro.
    _learner(
        "income",
        Kind.CHOICE,
        "below_20000",
        "below_30000",
        "below_40000",
        "below_50000",
        "from_50000",
        privacy=Privacy.SENSITIVE,
    ),
)

_EMPLOYER = (
    _learner(
        "employer_sector",
        Kind.CHOICE,
        *EMPLOYER_SECTORS,
        privacy=Privacy.BUSINESS,
        only_when=_employed(ABSENT),
        also=ToldBy.EMPLOYER,
    ),
    # Heads, in the classes of Recommendation 2003/361/EC: up to 9, 49, 249, and more. The first three are the sme.
    _learner(
        "employer_size",
        Kind.CHOICE,
        "micro",
        "small",
        "medium",
        "large",
        privacy=Privacy.BUSINESS,
        only_when=_employed(ABSENT),
        also=ToldBy.EMPLOYER,
    ),
    Fact(
        "employer_fte",
        Kind.WHOLE_NUMBER,
        ToldBy.EMPLOYER,
        Privacy.BUSINESS,
        unit="fte",
        least=0,
        most=MOST_EMPLOYEES,
        only_when=_employed(ABSENT),
        also_told_by=frozenset({ToldBy.STAFF}),
    ),
    _learner(
        "recognised_training_company",
        Kind.YES_NO,
        privacy=Privacy.BUSINESS,
        only_when=_employed(False),
        also=ToldBy.EMPLOYER,
    ),
    _learner("legally_required", Kind.YES_NO, only_when=_employed(False), also=ToldBy.EMPLOYER),
    _learner("job_guarantee", Kind.YES_NO, change=Change.TO_YES, also=ToldBy.STAFF),
    Fact(
        "employer_contribution",
        Kind.CENTS,
        ToldBy.LEARNER,
        Privacy.BUSINESS,
        unit="cents",
        least=0,
        most=MOST_CENTS,
        only_when=_employed(0),
        change=Change.MORE,
        also_told_by=frozenset({ToldBy.EMPLOYER}),
    ),
    # Regulation (EU) 2023/2831 art. 3: what one undertaking received over three years, counted back from today.
    Fact(
        "own_de_minimis",
        Kind.CENTS,
        ToldBy.LEARNER,
        Privacy.BUSINESS,
        unit="cents",
        least=0,
        most=MOST_CENTS,
        only_when=_own_firm(0),
        also_told_by=frozenset({ToldBy.STAFF}),
    ),
)

_STEPS = (
    # Who is enrolled can't undo it for a scheme that wanted to be asked before: so it never changes.
    _learner("enrolled", Kind.YES_NO),
    _learner("advice_given", Kind.YES_NO, change=Change.TO_YES, also=ToldBy.STAFF),
    _learner(
        "advice_kind",
        Kind.CHOICE,
        "career_talk",
        "training_advice",
        "training_plan",
        "action_plan",
        "other",
        only_when=OnlyWhen("advice_given", frozenset({True}), ABSENT),
        change=Change.ANY,
        also=ToldBy.STAFF,
    ),
    Fact(
        "advice_date",
        Kind.DATE,
        ToldBy.LEARNER,
        Privacy.PERSONAL,
        earliest=date(2000, 1, 1),
        past=True,
        only_when=OnlyWhen("advice_given", frozenset({True}), ABSENT),
        also_told_by=frozenset({ToldBy.STAFF}),
    ),
    # What the portal recorded is all there is only for who had no grant elsewhere.
    _learner("grants_elsewhere", Kind.YES_NO, privacy=Privacy.SENSITIVE),
    Fact(
        "earlier_grants",
        Kind.GRANTS,
        ToldBy.HISTORY,
        Privacy.SENSITIVE,
        asked_through="grants_elsewhere",
        also_told_by=frozenset({ToldBy.STAFF}),
    ),
    Fact(
        "de_minimis_aid",
        Kind.GRANTS,
        ToldBy.HISTORY,
        Privacy.BUSINESS,
        also_told_by=frozenset({ToldBy.EMPLOYER, ToldBy.STAFF}),
    ),
)

_COURSE = (
    _course("sector", Kind.CHOICE, *SECTORS),
    _course("occupation", Kind.CODE),
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
    _course_number("duration_weeks", Kind.WHOLE_NUMBER, "weeks", LONGEST_WEEKS),
    _course_number("hours_total", Kind.WHOLE_NUMBER, "hours", MOST_HOURS),
    _course_number("hours_per_week", Kind.WHOLE_NUMBER, "hours", 168),
    Fact("course.start", Kind.DATE, ToldBy.COURSE, Privacy.PUBLIC, change=Change.LATER),
    _course("end", Kind.DATE),
    _course("online", Kind.YES_NO),
    _course("language", Kind.CHOICE, "nl", "en", "de", "fr", "other"),
    _course("recognitions", Kind.CHOICES, "ocw", "nrto", "cedeo", "crkbo", "sbb", "sector", "nlqf"),
    # On which public lists a course stands: DUO's register of courses, mbo and higher education, development paths.
    _course("registers", Kind.CHOICES, "training_register", "crebo", "croho", "development_paths"),
    _course_number("total_cents", Kind.CENTS, "cents", MOST_CENTS),
    *(_course_number(f"{cost}_cents", Kind.CENTS, "cents", MOST_CENTS) for cost in COSTS),
)

_DERIVED = (
    Fact(TODAY, Kind.DATE, ToldBy.DERIVED, Privacy.PUBLIC),
    Fact("age", Kind.WHOLE_NUMBER, ToldBy.DERIVED, Privacy.PERSONAL, unit="years", derived_from="birth_date"),
    Fact("below_aow_age", Kind.YES_NO, ToldBy.DERIVED, Privacy.PERSONAL, derived_from="birth_date"),
    Fact(
        "days_until_start", Kind.WHOLE_NUMBER, ToldBy.DERIVED, Privacy.PUBLIC, unit="days", derived_from="course.start"
    ),
)

VOCABULARY: Mapping[str, Fact] = MappingProxyType(
    {fact.name: fact for fact in (*_PERSON, *_EMPLOYER, *_STEPS, *_COURSE, *_DERIVED)}
)


def base_of(name: str) -> Fact:
    """The fact that somebody tells in order to know this one: itself, or what it is derived from."""
    return VOCABULARY[VOCABULARY[name].derived_from or name]


def is_about_course(name: str) -> bool:
    """Whether a fact is known from the course alone, directly or derived."""
    return base_of(name).told_by is ToldBy.COURSE
