"""A rule that can never hold, or always does, is told; and nothing is told that is not certain."""

from datetime import date

import pytest
from hypothesis import given, settings

from funding.engine.areas import Areas
from funding.engine.contradictions import Finding, FindingKind, certain, clashing, findings
from funding.engine.facts import Facts
from funding.engine.judging import judge
from funding.engine.outcome import Verdict
from funding.engine.tree import (
    WITHOUT_CRITERIA,
    All,
    Any,
    AtLeast,
    Calendar,
    Compare,
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
)
from funding.engine.vocabulary import VOCABULARY, Value
from tests.funding.engine.places import areas
from tests.funding.engine.shipped import schemes
from tests.funding.engine.strategies import AREAS, TODAY, rules, values

SAME = ("label", "art. 1")


def compare(fact: str, operator: str, value: Value) -> Compare:
    return Compare(fact, Operator(operator), value, *SAME)


def one_of(fact: str, *chosen: str) -> OneOf:
    return OneOf(fact, frozenset(chosen), *SAME)


ADULT, CHILD = compare("age", "at_least", 18), compare("age", "at_most", 17)
EMPLOYED = one_of("employment", "employee", "agency_worker")
METAL = compare("cao", "is", "metalektro")
NORTH, TWENTE = InArea("residence", "noord", *SAME), InArea("residence", "twente", *SAME)
CHECK = Judged("nakijken", "art. 2")


@pytest.mark.parametrize(
    "rule",
    [
        All((ADULT, CHILD)),
        All((NORTH, TWENTE)),
        All((METAL, Not(EMPLOYED))),
        All((compare("benefit", "is", "ww"), compare("benefit", "is", "bijstand"))),
        All((compare("course.start", "after", date(2027, 3, 1)), compare("course.start", "before", date(2027, 3, 2)))),
        compare("employer_contribution", "at_most", -1),
        All((compare("age", "at_most", 60), compare("below_aow_age", "is", False))),
        All((compare("advice_given", "is", False), compare("advice_kind", "is", "training_plan"))),
        AtLeast(2, (ADULT, CHILD, All((NORTH, TWENTE)))),
        Not(Any((ADULT, CHILD))),
        All((CHECK, Not(CHECK))),
    ],
)
def test_what_never_holds_is_told(rule: Rule) -> None:
    assert certain(rule, AREAS) is False
    assert findings(rule, AREAS) == (Finding((), FindingKind.NEVER_TRUE),)
    assert certain(Not(rule), AREAS) is True


@pytest.mark.parametrize(
    "rule",
    [
        ADULT,
        All((ADULT, compare("age", "at_most", 18))),
        All((EMPLOYED, METAL)),
        All((compare("age", "at_most", 66), compare("below_aow_age", "is", False))),
        All((NORTH, InArea("work_municipality", "twente", *SAME))),
        All((NORTH, InArea("residence", "nergens", *SAME))),
        All((compare("birth_date", "after", date(2010, 1, 1)), ADULT)),  # it will hold in some years
        All(
            (
                HasAny("course.recognitions", frozenset({"ocw"}), *SAME),
                HasAny("course.recognitions", frozenset({"nrto"}), *SAME),
            )
        ),
        CHECK,
        WITHOUT_CRITERIA,
        Any((compare("residence", "is", "GM0014"), one_of("residence", "GM0114", "GM0153"))),
    ],
)
def test_what_can_turn_out_either_way_is_left_alone(rule: Rule) -> None:
    assert certain(rule, AREAS) is None


def test_every_choice_there_is_asks_nothing() -> None:
    assert certain(one_of("benefit", *VOCABULARY["benefit"].choices), AREAS) is True
    assert certain(compare("employer_contribution", "at_least", 0), AREAS) is True


def test_a_part_that_can_never_hold_is_pointed_at() -> None:
    rule = Any((ADULT, All((NORTH, Any((All((METAL, Not(EMPLOYED))), CHECK))))))
    assert findings(rule, AREAS) == (Finding(("any", 1, "all", 1, "any", 0), FindingKind.NEVER_TRUE),)


def test_of_a_group_that_can_never_hold_the_few_parts_that_contradict_each_other_are_found() -> None:
    never = All((METAL, CHECK, Not(EMPLOYED), NORTH))
    assert clashing(Any((ADULT, never)), ("any", 1), AREAS) == (METAL, Not(EMPLOYED))
    assert clashing(Any((ADULT, never)), ("any", 0), AREAS) == ()
    assert clashing(ADULT, (), AREAS) == ()


def test_areas_places_and_schemes_that_nobody_knows_are_pointed_at() -> None:
    received = ReceivedAtMost("earlier_grants", Measure.TIMES, 0, frozenset({"oud", "stap"}), Calendar.EVER, *SAME)
    rule = All(
        (
            InArea("residence", "nergens", *SAME),
            Not(compare("residence", "is", "GM9999")),
            AtLeast(1, (one_of("work_municipality", "GM0014", "GM9998"),)),
            OnShortageList("course.occupation", "nergens", "", *SAME),
            received,
        )
    )
    assert findings(rule, AREAS, schemes={"stap"}) == (
        Finding(("all", 0), FindingKind.UNKNOWN_AREA, "nergens"),
        Finding(("all", 1, "not"), FindingKind.UNKNOWN_PLACE, "GM9999"),
        Finding(("all", 2, "of", 0), FindingKind.UNKNOWN_PLACE, "GM9998"),
        Finding(("all", 3), FindingKind.UNKNOWN_AREA, "nergens"),
        Finding(("all", 4), FindingKind.UNKNOWN_SCHEME, "oud"),
    )


def test_the_schemes_that_are_shipped_have_nothing_wrong() -> None:
    for scheme in schemes():
        assert findings(scheme.rule, areas()) == (), scheme.slug


def test_without_lists_no_place_is_ruled_out() -> None:
    assert certain(one_of("residence", "GM0014"), Areas.of({})) is None


def test_the_largest_rule_is_looked_at_without_end() -> None:
    pairs = tuple(Any((Judged(f"a{n}", "x"), Not(Judged(f"b{n}", "x")))) for n in range(60))
    assert certain(AtLeast(30, pairs), AREAS) is None


@given(rules(), values())
@settings(max_examples=150)
def test_nothing_certain_is_ever_otherwise(rule: Rule, told: dict[str, Value]) -> None:
    held = certain(rule, AREAS)
    verdict = judge(rule, Facts.of(told, TODAY), AREAS).verdict
    if held is not None:
        assert verdict is not (Verdict.NO if held else Verdict.YES)
