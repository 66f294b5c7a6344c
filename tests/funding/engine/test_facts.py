"""What may be told, what follows from it, and what it asks."""

from datetime import date, datetime

import pytest
from hypothesis import given

from funding.engine.facts import FactError, FactProblem, Facts, is_allowed, value_from_document
from funding.engine.vocabulary import (
    ABSENT,
    VOCABULARY,
    Change,
    Grant,
    Kind,
    Privacy,
    ToldBy,
    base_of,
    is_about_course,
)
from funding.engine.vocabulary import (
    TODAY as DAY,
)
from tests.funding.engine.strategies import TODAY, values


def facts(**told: object) -> Facts:
    return Facts.of({name.replace("__", "."): value for name, value in told.items()}, TODAY)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("shoe_size", 42, FactProblem.UNKNOWN_FACT),
        ("age", 42, FactProblem.DERIVED),
        ("birth_date", "1988-05-17", FactProblem.WRONG_TYPE),
        ("birth_date", datetime(1988, 5, 17), FactProblem.WRONG_TYPE),  # noqa: DTZ001
        ("birth_date", date(2026, 11, 24), FactProblem.TOO_HIGH),
        ("birth_date", date(1899, 12, 31), FactProblem.TOO_LOW),
        ("residence", "Groningen", FactProblem.NOT_A_PLACE),
        ("employment", "boss", FactProblem.NOT_A_CHOICE),
        ("enrolled", 1, FactProblem.WRONG_TYPE),
        ("course.duration_weeks", True, FactProblem.WRONG_TYPE),
        ("course.duration_weeks", 521, FactProblem.TOO_HIGH),
        ("employer_contribution", -1, FactProblem.TOO_LOW),
        ("course.recognitions", frozenset({"iso"}), FactProblem.NOT_A_CHOICE),
        ("course.occupation", "een beroep", FactProblem.NOT_A_CODE),
        ("today", date(2026, 11, 23), FactProblem.DERIVED),
        ("earlier_grants", (Grant(date(2026, 11, 24), "stap", 1),), FactProblem.TOO_HIGH),
        ("earlier_grants", (Grant(TODAY, "stap", -1),), FactProblem.TOO_LOW),
        ("earlier_grants", ("stap",), FactProblem.WRONG_TYPE),
    ],
)
def test_a_wrong_value_is_refused_by_name(name: str, value: object, problem: FactProblem) -> None:
    with pytest.raises(FactError) as error:
        Facts.of({name: value}, TODAY)  # type: ignore[dict-item]
    assert (error.value.fact, error.value.problem) == (name, problem)
    assert name in str(error.value)


def test_ages_and_days_follow_from_dates() -> None:
    known = facts(birth_date=date(1959, 11, 24), course__start=date(2027, 1, 11))
    assert (known.get("age"), known.get("below_aow_age"), known.get("days_until_start")) == (66, True, 49)
    assert facts(birth_date=date(1959, 11, 23)).get("below_aow_age") is False
    assert facts().get("age") is None
    assert facts(course__start=date(2026, 11, 20)).get("days_until_start") == -3


def test_somebody_without_an_employer_has_no_cao_and_no_place_of_work() -> None:
    known = facts(employment="job_seeker", cao="metalektro", work_municipality="GM0014", employer_contribution=100)
    assert known.get("cao") == "none"
    assert known.get("work_municipality") is ABSENT
    assert known.get("legally_required") is False
    assert known.get("employer_contribution") == 0


def test_what_depends_on_an_unknown_fact_is_unknown() -> None:
    assert facts(cao="metalektro").get("cao") is None
    assert facts(cao="metalektro", employment="employee").get("cao") == "metalektro"


def test_a_fact_asks_what_has_to_be_known_first() -> None:
    assert facts().asks("age") == "birth_date"
    assert facts().asks("cao") == "employment"
    assert facts(employment="employee").asks("cao") == "cao"
    assert facts(employment="self_employed").asks("cao") is None
    assert facts(employment="employee", cao="other").asks("cao") is None
    assert facts().asks("course.start") is None
    assert facts().asks("days_until_start") is None


def test_learning_more_leaves_the_first_facts_as_they_were() -> None:
    before = facts(employment="employee")
    after = before.learned("cao", "bouw_infra")
    assert (before.get("cao"), after.get("cao")) == (None, "bouw_infra")
    with pytest.raises(FactError):
        after.learned("cao", "cao")


@given(values())
def test_facts_survive_being_frozen(told: dict[str, object]) -> None:
    known = Facts.of(told, TODAY)  # type: ignore[arg-type]
    assert Facts.from_document(known.to_document()) == known


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("birth_date", "17-05-1988"),
        ("birth_date", 5),
        ("course.recognitions", "ocw"),
        ("enrolled", None),
        ("cao", []),
        ("earlier_grants", [{"on": "gisteren", "scheme": "stap", "cents": 1}]),
        ("earlier_grants", [{"scheme": "stap"}]),
    ],
)
def test_a_frozen_value_of_another_type_is_refused(name: str, value: object) -> None:
    with pytest.raises(FactError):
        value_from_document(name, value)


def test_documents_of_another_shape_are_refused() -> None:
    for document in ({}, {"values": []}, {"values": {}, "today": "gisteren"}):
        with pytest.raises(ValueError):  # noqa: PT011
            Facts.from_document(document)


def test_advice_that_nobody_gave_has_no_kind_and_no_date() -> None:
    known = facts(advice_given=False, advice_kind="training_plan")
    assert (known.get("advice_kind"), known.get("advice_date")) == (ABSENT, ABSENT)
    assert facts(advice_given=True, advice_kind="training_plan").get("advice_kind") == "training_plan"
    assert facts(advice_kind="training_plan").get("advice_kind") is None
    assert facts().asks("advice_kind") == "advice_given"


def test_state_aid_is_asked_of_who_has_a_firm() -> None:
    assert facts(employment="employee").get("own_de_minimis") == 0
    assert facts(employment="business_owner").asks("own_de_minimis") == "own_de_minimis"
    assert facts(employment="business_owner").get("cao") == "none"


def test_the_day_of_the_check_is_a_fact() -> None:
    assert facts().get(DAY) == TODAY


@given(values())
def test_person_and_course_together_are_everything(told: dict[str, object]) -> None:
    known = Facts.of(told, TODAY)  # type: ignore[arg-type]
    person, course = known.about_person(), known.about_course()
    assert {**person.values, **course.values} == known.values
    assert not person.values.keys() & course.values.keys()
    assert all(person.get(name) is None for name in VOCABULARY if is_about_course(name))


def test_the_vocabulary_is_consistent() -> None:
    for name, fact in VOCABULARY.items():
        assert fact.name == name
        assert bool(fact.choices) == (fact.kind in (Kind.CHOICE, Kind.CHOICES))
        assert bool(fact.derived_from) == (fact.told_by is ToldBy.DERIVED and name != DAY)
        assert fact.told_by not in fact.also_told_by
        if fact.derived_from:
            assert base_of(name).only_when is None
            assert fact.privacy is base_of(name).privacy
        if fact.only_when:
            condition = VOCABULARY[fact.only_when.fact]
            assert condition.only_when is None
            assert fact.only_when.values < ({True, False} if condition.kind is Kind.YES_NO else set(condition.choices))
        if fact.kind in (Kind.WHOLE_NUMBER, Kind.CENTS):
            assert fact.unit
        assert (fact.privacy is Privacy.PUBLIC) == (is_about_course(name) or name == DAY)
        match fact.change:
            case Change.TO_YES:
                assert fact.kind is Kind.YES_NO
            case Change.LATER:
                assert fact.kind is Kind.DATE
            case Change.MORE:
                assert fact.kind in (Kind.CENTS, Kind.WHOLE_NUMBER)


def test_nobody_can_change_who_they_are_or_what_happened() -> None:
    fixed = ("birth_date", "education", "employment", "enrolled", "earlier_grants", "legally_required", "age")
    assert {base_of(name).change for name in fixed} == {Change.NEVER}


def test_a_value_can_be_tried_before_it_is_told() -> None:
    assert is_allowed("course.hours_per_week", 40)
    assert not is_allowed("course.hours_per_week", 500)
    assert not is_allowed("birth_date", date(2026, 11, 24), TODAY)
