"""Three-valued judging, its explanation, and what is left of a rule."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funding.engine.dates import Term, Unit, shifted
from funding.engine.facts import Facts
from funding.engine.judging import course_part, judge, person_part, residual
from funding.engine.outcome import Shape, Verdict, conditions, deciding
from funding.engine.tree import (
    WITHOUT_CRITERIA,
    All,
    Any,
    AtLeast,
    Calendar,
    Compare,
    CompareTo,
    HasAny,
    InArea,
    Judged,
    Measure,
    Not,
    OneOf,
    OnShortageList,
    Operator,
    ReceivedAtMost,
    Rule,
    facts_of,
)
from funding.engine.vocabulary import ABSENT, VOCABULARY, Grant
from tests.funding.engine.strategies import AREAS, TODAY, known_and_more, rules, values

YES, NO, UNKNOWN, CHECK = Verdict.YES, Verdict.NO, Verdict.UNKNOWN, Verdict.TO_BE_CHECKED

FACTS = Facts.of({"enrolled": True, "employment": "job_seeker"}, TODAY)
# One condition per verdict: a fact that is so, one that is not, one that nobody told, and one for a person.
RULE: dict[Verdict, Rule] = {
    YES: Compare("enrolled", Operator.IS, True, "ja", "art. 1"),
    NO: Compare("enrolled", Operator.IS, False, "nee", "art. 2"),
    UNKNOWN: Compare("job_guarantee", Operator.IS, True, "onbekend", "art. 3"),
    CHECK: Judged("nakijken", "art. 4"),
}


def verdict(rule: Rule, facts: Facts = FACTS) -> Verdict:
    return judge(rule, facts, AREAS).verdict


def test_the_four_conditions_are_what_they_are_called() -> None:
    for expected, rule in RULE.items():
        assert verdict(rule) is expected


def test_not_turns_yes_and_no_around_and_keeps_doubt() -> None:
    assert [verdict(Not(RULE[inner])) for inner in (YES, NO, UNKNOWN, CHECK)] == [NO, YES, UNKNOWN, CHECK]


@pytest.mark.parametrize("pair", list(product(RULE, repeat=2)))
def test_all_and_any_follow_kleene(pair: tuple[Verdict, Verdict]) -> None:
    parts = tuple(RULE[each] for each in pair)
    doubt = UNKNOWN if UNKNOWN in pair else CHECK
    assert verdict(All(parts)) is (NO if NO in pair else YES if pair == (YES, YES) else doubt)
    assert verdict(Any(parts)) is (YES if YES in pair else NO if pair == (NO, NO) else doubt)


@pytest.mark.parametrize("parts", list(product(RULE, repeat=3)))
def test_at_least_counts_every_way_the_doubts_may_end(parts: tuple[Verdict, ...]) -> None:
    """By trying all endings: facts first, then what persons judge."""
    for count in (1, 2, 3):
        ways = []
        for facts_end in product((YES, NO), repeat=parts.count(UNKNOWN)):
            ends = iter(facts_end)
            settled = [next(ends) if part is UNKNOWN else part for part in parts]
            least, most = settled.count(YES), settled.count(YES) + settled.count(CHECK)
            ways.append(YES if least >= count else NO if most < count else CHECK)
        expected = ways[0] if len(set(ways)) == 1 else UNKNOWN
        assert verdict(AtLeast(count, tuple(RULE[part] for part in parts))) is expected


def test_without_criteria_it_is_to_be_checked_whatever_is_known_and_no_way_at_all_is_a_no() -> None:
    outcome = judge(WITHOUT_CRITERIA, FACTS, AREAS)
    assert outcome.verdict is CHECK
    assert deciding(outcome) == (outcome,)
    assert residual(WITHOUT_CRITERIA, FACTS, AREAS) == WITHOUT_CRITERIA
    assert verdict(Any(())) is NO


def test_an_unknown_place_or_area_is_unknown_and_never_no() -> None:
    def lives(place: str, area: str) -> Verdict:
        return verdict(InArea("residence", area, "woont", "art. 5"), Facts.of({"residence": place}, TODAY))

    assert lives("GM0014", "noord") is YES
    assert lives("GM0153", "noord") is NO
    assert lives("GM9999", "noord") is UNKNOWN
    assert lives("GM0014", "nergens") is UNKNOWN


def test_of_what_does_not_apply_nothing_holds() -> None:
    assert FACTS.get("work_municipality") is ABSENT
    assert verdict(InArea("work_municipality", "noord", "werkt", "art. 6")) is NO
    assert verdict(OneOf("work_municipality", frozenset({"GM0014"}), "werkt", "art. 6")) is NO
    assert verdict(Compare("work_municipality", Operator.IS, "GM0014", "werkt", "art. 6")) is NO
    assert verdict(Compare("work_municipality", Operator.IS_NOT, "GM0014", "werkt niet", "art. 6")) is YES


@pytest.mark.parametrize(
    ("operator", "at", "below", "above"),
    [
        (Operator.IS, YES, NO, NO),
        (Operator.IS_NOT, NO, YES, YES),
        (Operator.AT_LEAST, YES, NO, YES),
        (Operator.AT_MOST, YES, YES, NO),
        (Operator.BEFORE, NO, YES, NO),
        (Operator.AFTER, NO, NO, YES),
    ],
)
def test_dates_are_compared_to_the_day(operator: Operator, at: Verdict, below: Verdict, above: Verdict) -> None:
    rule = Compare("course.start", operator, date(2027, 3, 1), "begint", "art. 7")
    days = (date(2027, 3, 1), date(2027, 2, 28), date(2027, 3, 2))
    assert [verdict(rule, Facts.of({"course.start": day}, TODAY)) for day in days] == [at, below, above]


def test_a_set_has_any_of_the_values() -> None:
    rule = HasAny("course.recognitions", frozenset({"ocw", "nrto"}), "erkend", "art. 8")
    for found, expected in ((("nrto", "cedeo"), YES), (("cedeo",), NO), ((), NO)):
        assert verdict(rule, Facts.of({"course.recognitions": frozenset(found)}, TODAY)) is expected


def told(**values: object) -> Facts:
    return Facts.of({name.replace("__", "."): value for name, value in values.items()}, TODAY)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("term", "start", "expected"),
    [
        (Term(4, Unit.WEEKS), date(2026, 12, 20), NO),
        (Term(4, Unit.WEEKS), date(2026, 12, 21), YES),
        (Term(28, Unit.DAYS), date(2026, 12, 21), YES),
        (Term(1, Unit.MONTHS), date(2026, 12, 23), YES),
        (Term(1, Unit.MONTHS), date(2026, 12, 22), NO),
        (None, TODAY, YES),
    ],
)
def test_a_course_starts_so_long_after_the_application(term: Term | None, start: date, expected: Verdict) -> None:
    rule = CompareTo("course.start", Operator.AT_LEAST, "today", term, 0, "begint later", "art. 9")
    outcome = judge(rule, told(course__start=start), AREAS)
    assert outcome.verdict is expected
    assert outcome.observed == start
    assert outcome.against == (TODAY if term is None else shifted(TODAY, term))


def test_asking_within_half_a_year_after_the_start_counts_to_the_day() -> None:
    rule = CompareTo("today", Operator.AT_MOST, "course.start", Term(6, Unit.MONTHS), 0, "op tijd", "art. 10")
    assert verdict(rule, told(course__start=date(2026, 5, 23))) is YES
    assert verdict(rule, told(course__start=date(2026, 5, 22))) is NO
    assert verdict(rule, told()) is UNKNOWN


def test_two_amounts_are_compared_with_what_is_added() -> None:
    rule = CompareTo("employer_contribution", Operator.AT_LEAST, "course.total_cents", None, -50, "bijna alles", "a")
    assert verdict(rule, told(employment="employee", employer_contribution=50, course__total_cents=100)) is YES
    assert verdict(rule, told(employment="employee", employer_contribution=49, course__total_cents=100)) is NO
    assert verdict(rule, told(employment="employee", employer_contribution=49)) is UNKNOWN


def test_a_date_that_does_not_apply_is_neither_before_nor_after_another() -> None:
    for operator in Operator:
        rule = CompareTo("course.start", operator, "advice_date", Term(12, Unit.MONTHS), 0, "volgt", "art. 11")
        expected = YES if operator is Operator.IS_NOT else NO
        assert verdict(rule, told(advice_given=False, course__start=TODAY)) is expected


GRANTS = (Grant(date(2023, 11, 23), "stap", 700), Grant(date(2023, 11, 24), "rmt", 500), Grant(TODAY, "stap", 100))


@pytest.mark.parametrize(
    ("measure", "window", "schemes", "sum_of"),
    [
        (Measure.CENTS, Calendar.EVER, (), 1300),
        (Measure.CENTS, 36, (), 600),
        (Measure.CENTS, Calendar.THIS_YEAR, (), 100),
        (Measure.CENTS, Calendar.EVER, ("stap",), 800),
        (Measure.TIMES, Calendar.EVER, ("stap",), 2),
        (Measure.TIMES, 36, ("rmt", "stap"), 2),
        (Measure.TIMES, Calendar.THIS_YEAR, ("rmt",), 0),
    ],
)
def test_earlier_grants_count_in_their_window(
    measure: Measure, window: Calendar | int, schemes: tuple[str, ...], sum_of: int
) -> None:
    for most, expected in ((sum_of, YES), (sum_of - 1, NO)):
        rule = ReceivedAtMost("earlier_grants", measure, most, frozenset(schemes), window, "niet te veel", "art. 12")
        assert verdict(rule, told(earlier_grants=GRANTS)) is expected
        assert verdict(rule, told()) is UNKNOWN


def test_an_occupation_is_on_the_list_of_this_quarter_or_it_is_unknown() -> None:
    def is_short(occupation: str, region: str = "", place: str = "", lives: str = "GM0153") -> Verdict:
        rule = OnShortageList("course.occupation", region, place, "kansberoep", "art. 13")
        return verdict(rule, told(course__occupation=occupation, residence=lives))

    assert is_short("welder", "twente") is YES
    assert is_short("baker", "twente") is NO
    assert is_short("welder", "noord") is UNKNOWN  # the list is of the quarter before
    assert is_short("welder", "nergens") is UNKNOWN
    assert is_short("nurse", place="residence") is YES
    assert is_short("baker", place="residence") is NO
    assert is_short("welder", place="residence", lives="GM0014") is UNKNOWN
    assert is_short("welder", place="residence", lives="GM9999") is UNKNOWN
    assert is_short("welder", place="work_municipality") is UNKNOWN


@given(rules(), values())
def test_the_part_of_the_course_and_of_the_person_say_the_same_as_the_whole(
    rule: Rule, known: dict[str, object]
) -> None:
    facts = Facts.of(known, TODAY)  # type: ignore[arg-type]
    whole = judge(rule, facts, AREAS).verdict
    for part in (course_part(rule, facts, AREAS), person_part(rule, facts, AREAS)):
        assert whole is (judge(part, facts, AREAS).verdict if not isinstance(part, bool) else YES if part else NO)


def test_what_is_left_for_the_course_speaks_of_courses_and_of_the_unknown_only() -> None:
    lives = InArea("residence", "noord", "woont", "art. 5")
    short = Compare("course.duration_weeks", Operator.AT_MOST, 52, "kort", "art. 14")
    works = Compare("employment", Operator.IS, "employee", "werkt", "art. 15")
    known = told(residence="GM0014", course__duration_weeks=10)
    assert course_part(All((lives, short, works)), known, AREAS) == All((short, works))
    assert person_part(All((lives, short, works)), known, AREAS) == All((lives, works))


def test_a_no_names_the_conditions_that_decide_it() -> None:
    rule = All((RULE[YES], Any((RULE[NO], Not(RULE[YES]))), RULE[UNKNOWN], RULE[NO]))
    outcome = judge(rule, FACTS, AREAS)
    assert outcome.verdict is NO
    assert [reason.label for reason in deciding(outcome)] == ["nee", "ja"]
    assert deciding(outcome)[0].observed is True
    assert deciding(outcome)[0].source == "art. 2"


def test_a_negation_with_a_sentence_of_its_own_is_one_reason() -> None:
    outcome = judge(Not(RULE[YES], "nog niet begonnen"), FACTS, AREAS)
    assert [(reason.label, reason.shape) for reason in deciding(outcome)] == [("nog niet begonnen", Shape.NOT)]


def test_doubt_names_what_is_open() -> None:
    outcome = judge(All((RULE[YES], RULE[UNKNOWN], RULE[CHECK])), FACTS, AREAS)
    assert [reason.label for reason in deciding(outcome)] == ["onbekend"]
    assert [leaf.label for leaf in conditions(outcome, CHECK)] == ["nakijken"]


def test_an_outcome_as_json_has_labels_sources_and_observed_values() -> None:
    outcome = judge(AtLeast(1, (RULE[NO], InArea("work_municipality", "noord", "werkt", "art. 6"))), FACTS, AREAS)
    assert outcome.to_document() == {
        "verdict": "no",
        "shape": "at_least",
        "count": 1,
        "parts": [
            {
                "verdict": "no",
                "shape": "condition",
                "label": "nee",
                "source": "art. 2",
                "fact": "enrolled",
                "observed": True,
            },
            {
                "verdict": "no",
                "shape": "condition",
                "label": "werkt",
                "source": "art. 6",
                "fact": "work_municipality",
                "observed": "absent",
            },
        ],
    }


@given(rules(), known_and_more())
@settings(max_examples=100)
def test_the_rest_of_a_rule_has_the_verdict_of_the_whole_whatever_is_learned(
    rule: Rule, known: tuple[Facts, Facts]
) -> None:
    now, later = known
    rest = residual(rule, now, AREAS)
    whole = judge(rule, later, AREAS).verdict
    if isinstance(rest, bool):
        assert whole is (YES if rest else NO)
    else:
        assert judge(rest, later, AREAS).verdict is whole


@given(rules(), known_and_more())
@settings(max_examples=80)
def test_a_yes_or_no_stands_whatever_is_learned(rule: Rule, known: tuple[Facts, Facts]) -> None:
    before, after = (judge(rule, facts, AREAS).verdict for facts in known)
    assert before is UNKNOWN or before is after


@given(rules(), values(), st.sampled_from(sorted(VOCABULARY)))
def test_facts_that_a_rule_does_not_speak_of_change_nothing(rule: Rule, told: dict[str, object], name: str) -> None:
    facts = Facts.of(told, TODAY)  # type: ignore[arg-type]
    without = Facts.of({key: value for key, value in told.items() if key != name}, TODAY)  # type: ignore[misc]
    touched = {fact for fact, entry in VOCABULARY.items() if fact == name or entry.derived_from == name}
    touched |= {fact for fact, entry in VOCABULARY.items() if entry.only_when and entry.only_when.fact == name}
    if not touched & facts_of(rule):
        assert judge(rule, facts, AREAS) == judge(rule, without, AREAS)


@given(rules(), values())
def test_the_deciding_conditions_have_reasons_to_show(rule: Rule, told: dict[str, object]) -> None:
    outcome = judge(rule, Facts.of(told, TODAY), AREAS)  # type: ignore[arg-type]
    assert all(reason.label for reason in deciding(outcome))
    assert deciding(outcome)
