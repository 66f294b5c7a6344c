"""Three-valued judging, its explanation, and what is left of a rule."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funding.engine.facts import Facts
from funding.engine.judging import judge, residual
from funding.engine.outcome import Outcome, Shape, Verdict, conditions, deciding
from funding.engine.tree import All, Any, AtLeast, Compare, HasAny, InArea, Judged, Not, OneOf, Operator, Rule
from funding.engine.vocabulary import ABSENT, VOCABULARY
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


def test_nothing_asked_is_met_and_no_way_at_all_is_not() -> None:
    assert verdict(All(())) is YES
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
@settings(max_examples=300)
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
@settings(max_examples=200)
def test_a_yes_or_no_stands_whatever_is_learned(rule: Rule, known: tuple[Facts, Facts]) -> None:
    before, after = (judge(rule, facts, AREAS).verdict for facts in known)
    assert before is UNKNOWN or before is after


@given(rules(), values(), st.sampled_from(sorted(VOCABULARY)))
def test_facts_that_a_rule_does_not_speak_of_change_nothing(rule: Rule, told: dict[str, object], name: str) -> None:
    facts = Facts.of(told, TODAY)  # type: ignore[arg-type]
    without = Facts.of({key: value for key, value in told.items() if key != name}, TODAY)  # type: ignore[misc]
    one, other = judge(rule, facts, AREAS), judge(rule, without, AREAS)
    touched = {fact for fact, entry in VOCABULARY.items() if fact == name or entry.derived_from == name}
    touched |= {fact for fact, entry in VOCABULARY.items() if entry.only_when and entry.only_when.fact == name}
    if not touched & {leaf.fact for leaf in _leaves(one)}:
        assert one == other


@given(rules(), values())
def test_the_deciding_conditions_have_reasons_to_show(rule: Rule, told: dict[str, object]) -> None:
    outcome = judge(rule, Facts.of(told, TODAY), AREAS)  # type: ignore[arg-type]
    assert all(reason.label for reason in deciding(outcome))
    assert deciding(outcome)


def _leaves(outcome: Outcome) -> list[Outcome]:
    return [leaf for part in outcome.parts for leaf in _leaves(part)] if outcome.parts else [outcome]
