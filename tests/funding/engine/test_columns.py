"""A rule over the columns of a catalogue says of every course what judging it alone says."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from funding.engine.columns import VERDICTS, CourseColumns, judge_columns
from funding.engine.dates import Term, Unit
from funding.engine.facts import Facts
from funding.engine.judging import judge
from funding.engine.outcome import Verdict
from funding.engine.tree import WITHOUT_CRITERIA, All, CompareTo, OnShortageList, Operator, Rule
from funding.engine.vocabulary import ToldBy, Value
from tests.funding.engine.strategies import AREAS, TODAY, TOLD, rules, values, values_of

OF_COURSES = {name: fact for name, fact in TOLD.items() if fact.told_by is ToldBy.COURSE}


@st.composite
def courses(draw: st.DrawFn) -> list[dict[str, Value]]:
    """What is known of some courses; of none of them perhaps."""
    names = draw(st.lists(st.sampled_from(sorted(OF_COURSES)), unique=True))
    one = st.fixed_dictionaries({}, optional={name: values_of(OF_COURSES[name]) for name in names})
    return draw(st.lists(one, max_size=5))


def verdicts(rule: Rule, catalogue: list[dict[str, Value]], facts: Facts) -> list[Verdict]:
    return [VERDICTS[code] for code in judge_columns(rule, CourseColumns.of(catalogue), facts, AREAS)]


@given(rules(), courses(), values())
@settings(max_examples=100)
def test_columns_say_what_judging_each_course_says(
    rule: Rule, catalogue: list[dict[str, Value]], told: dict[str, Value]
) -> None:
    person = Facts.of(told, TODAY).about_person()
    expected = [judge(rule, Facts.of({**person.values, **course}, TODAY), AREAS).verdict for course in catalogue]
    assert verdicts(rule, catalogue, person) == expected
    # What somebody once chose of a course does not matter: each course has its own facts.
    assert verdicts(rule, catalogue, Facts.of(told, TODAY)) == expected


def test_a_term_and_a_shortage_list_are_judged_per_course() -> None:
    later = CompareTo("course.start", Operator.AT_LEAST, "today", Term(1, Unit.MONTHS), 0, "later", "art. 1")
    short = OnShortageList("course.occupation", "", "residence", "kansberoep", "art. 2")
    catalogue: list[dict[str, Value]] = [
        {"course.start": date(2026, 12, 23), "course.occupation": "welder"},
        {"course.start": date(2026, 12, 22), "course.occupation": "welder"},
        {"course.start": date(2026, 12, 23), "course.occupation": "baker"},
        {"course.start": date(2026, 12, 23)},
    ]
    found = verdicts(All((later, short)), catalogue, Facts.of({"residence": "GM0153"}, TODAY))
    assert found == [Verdict.YES, Verdict.NO, Verdict.NO, Verdict.UNKNOWN]


def test_without_criteria_every_course_is_to_be_checked() -> None:
    assert verdicts(WITHOUT_CRITERIA, [{}, {}], Facts.of({}, TODAY)) == [Verdict.TO_BE_CHECKED] * 2
    assert verdicts(WITHOUT_CRITERIA, [], Facts.of({}, TODAY)) == []
