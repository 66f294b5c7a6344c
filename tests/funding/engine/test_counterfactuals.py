"""What would change the answer really does, and nothing smaller would."""

from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from funding.engine.assessment import estimate
from funding.engine.counterfactuals import FactChange, cheaper_plans, what_if
from funding.engine.dates import Term, Unit
from funding.engine.facts import Facts
from funding.engine.judging import judge
from funding.engine.outcome import Verdict
from funding.engine.tree import All, Any, Compare, CompareTo, InArea, Judged, Not, OneOf, Operator, Rule
from funding.engine.vocabulary import ABSENT, VOCABULARY, Change, Kind, Value
from tests.funding.engine.places import areas
from tests.funding.engine.shipped import TODAY as DAY
from tests.funding.engine.shipped import course, person, schemes
from tests.funding.engine.strategies import AREAS, TODAY, rules, values, values_of

SAME = ("label", "art. 1")
NORTH = InArea("residence", "noord", *SAME)
ADVICE = Compare("advice_given", Operator.IS, True, *SAME)
ADULT = Compare("age", Operator.AT_LEAST, 18, *SAME)
LATER = CompareTo("course.start", Operator.AT_LEAST, "today", Term(4, Unit.WEEKS), 0, *SAME)
CHANGEABLE = {name: fact for name, fact in VOCABULARY.items() if fact.change is not Change.NEVER}


def facts(**told: Value) -> Facts:
    return Facts.of({name.replace("__", "."): value for name, value in told.items()}, TODAY)


def test_a_later_start_is_the_first_that_is_late_enough() -> None:
    (found,) = what_if(LATER, facts(course__start=date(2026, 12, 1)), AREAS)
    assert found.changes == (FactChange("course.start", date(2026, 12, 1), date(2026, 12, 21)),)
    assert found.verdict is Verdict.YES
    days = Compare("days_until_start", Operator.AT_LEAST, 28, *SAME)
    (same,) = what_if(days, facts(course__start=date(2026, 12, 1)), AREAS)
    assert same.changes == found.changes


def test_a_start_can_only_become_one_that_is_offered() -> None:
    known, offered = facts(course__start=date(2026, 12, 1)), [date(2026, 11, 25), date(2027, 2, 1), date(2027, 1, 4)]
    (found,) = what_if(LATER, known, AREAS, offered={"course.start": offered})
    assert found.changes[0].value == date(2027, 1, 4)
    assert what_if(LATER, known, AREAS, offered={"course.start": []}) == ()


def test_a_move_names_the_areas_and_every_way() -> None:
    twente = InArea("residence", "twente", *SAME)
    found = what_if(Any((NORTH, twente)), facts(residence="GM9999"), AREAS)
    assert found == ()  # of a place on no list nobody knows: that is no "no"
    known = Facts.of({"residence": "GM0363"}, DAY)
    drenthe, single = InArea("residence", "provincie-drenthe", *SAME), InArea("residence", "gemeente-GM0599", *SAME)
    ways = what_if(Any((drenthe, single)), known, areas())
    assert {way.changes[0].areas for way in ways} == {("provincie-drenthe",), ("gemeente-GM0599",)}


def test_two_changes_are_named_only_when_one_is_not_enough() -> None:
    kind = OneOf("advice_kind", frozenset({"training_plan"}), *SAME)
    (hope,) = what_if(All((ADVICE, kind)), facts(advice_given=False), AREAS)
    assert hope.changes == (FactChange("advice_given", False, True),)
    assert hope.verdict is Verdict.UNKNOWN
    (found,) = what_if(All((ADVICE, kind)), facts(advice_given=False), AREAS, reached=lambda v: v is Verdict.YES)
    assert found.changes == (
        FactChange("advice_given", False, True),
        FactChange("advice_kind", ABSENT, "training_plan"),
    )
    both = what_if(Any((All((NORTH, ADVICE)), ADVICE)), facts(advice_given=False, residence="GM0153"), AREAS)
    assert [way.changes for way in both] == [(FactChange("advice_given", False, True),)]


def test_age_and_an_enrolment_do_not_change_and_a_promise_is_not_taken_back() -> None:
    assert what_if(ADULT, facts(birth_date=date(2015, 1, 1)), AREAS) == ()
    assert what_if(Compare("enrolled", Operator.IS, False, *SAME), facts(enrolled=True), AREAS) == ()
    assert what_if(Not(ADVICE), facts(advice_given=True), AREAS) == ()
    assert what_if(Not(LATER), facts(course__start=date(2027, 12, 1)), AREAS) == ()


def test_nothing_has_to_change_where_there_is_hope() -> None:
    assert what_if(All((NORTH, Judged("nakijken", "art. 2"))), facts(residence="GM0014"), AREAS) == ()
    assert what_if(NORTH, facts(), AREAS) == ()


def changed(known: Facts, changes: tuple[FactChange, ...]) -> Facts:
    for change in changes:
        known = known.learned(change.fact, change.value)
    return known


@given(rules(), values())
@settings(max_examples=150)
def test_what_is_found_really_helps_and_less_does_not(rule: Rule, told: dict[str, Value]) -> None:
    known = Facts.of(told, TODAY)
    for found in what_if(rule, known, AREAS):
        assert judge(rule, changed(known, found.changes), AREAS).verdict is found.verdict is not Verdict.NO
        for change in found.changes:
            fact = VOCABULARY[change.fact]
            assert fact.change is not Change.NEVER
            if fact.change is Change.TO_YES:
                assert change.value is True
            if len(found.changes) > 1:
                assert judge(rule, known.learned(change.fact, change.value), AREAS).verdict is Verdict.NO


def may_become(name: str, before: object, value: object) -> bool:
    """Said once more, apart from the engine: what may become what."""
    match CHANGEABLE[name].change:
        case Change.TO_YES:
            return before is not None and value is True and before is not True
        case Change.LATER | Change.MORE:
            return before is not None and before is not ABSENT and value > before  # type: ignore[operator]
        case _:
            on_the_lists = CHANGEABLE[name].kind is not Kind.PLACE or value in AREAS.places
            return before is not None and value != before and on_the_lists


@given(
    rules(), values(), st.fixed_dictionaries({name: values_of(fact) for name, fact in CHANGEABLE.items()}), st.data()
)
@settings(max_examples=150)
def test_no_single_change_that_helps_is_overlooked(
    rule: Rule, told: dict[str, Value], now: dict[str, Value], data: st.DataObject
) -> None:
    """With any other value of a fact that may become so: when that helps, the fact is among the single changes."""
    known = Facts.of({**told, **now}, TODAY)
    if judge(rule, known, AREAS).verdict is not Verdict.NO:
        return
    found = {tuple(change.fact for change in one.changes) for one in what_if(rule, known, AREAS)}
    for name in sorted(CHANGEABLE):
        value = data.draw(values_of(CHANGEABLE[name]))
        if may_become(name, known.get(name), value):
            helps = judge(rule, known.learned(name, value), AREAS).verdict is not Verdict.NO
            assert not helps or (name,) in found


@given(st.integers(0, 2**32))
@settings(max_examples=15)
def test_a_cheaper_plan_is_cheaper_and_needs_every_change(seed: int) -> None:
    rng = Random(seed)
    about_course, lines = course(rng)
    known = Facts.of({**about_course.values, **person(rng)}, DAY)

    def own(with_facts: Facts) -> int:
        return estimate(with_facts, lines, schemes(), areas()).plan.own

    now = own(known)
    found = cheaper_plans([scheme.rule for scheme in schemes()], known, areas(), own, least_saving=1000)
    for plan in found:
        assert own(changed(known, plan.changes)) == plan.own <= now - 1000
        if len(plan.changes) > 1:
            assert all(own(known.learned(change.fact, change.value)) > now - 1000 for change in plan.changes)
    sizes = [len(plan.changes) for plan in found]
    assert sizes == sorted(sizes)
    for size in (1, 2):
        costs = [plan.own for plan in found if len(plan.changes) == size]
        assert costs == sorted(costs)


def test_somebody_who_moves_north_pays_less_for_a_course_of_the_north() -> None:
    told: dict[str, Value] = {
        **person(Random(3)),
        "birth_date": date(1990, 5, 1),
        "residence": "GM0363",
        "employment": "employee",
        "cao": "other",
        "employer_contribution": 0,
        "enrolled": False,
        "legally_required": False,
        "benefit": "none",
        "job_guarantee": False,
        "advice_given": False,
    }
    about_course, lines = course(Random(1))
    known = Facts.of(
        {
            **about_course.values,
            **told,
            "course.level": "mbo_2",
            "course.sector": "care",
            "course.duration_weeks": 12,
            "course.start": DAY + timedelta(days=60),
        },
        DAY,
    )

    def own(with_facts: Facts) -> int:
        return estimate(with_facts, lines, schemes(), areas()).plan.own

    found = cheaper_plans([scheme.rule for scheme in schemes()], known, areas(), own, least_saving=1000)
    moves = [plan for plan in found if plan.changes[0].fact == "residence"]
    assert moves
    assert any("noord-nederland" in plan.changes[0].areas for plan in moves)
