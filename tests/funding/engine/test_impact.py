"""Invented people and what a change does to them: always the same people, always facts that can be."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.engine import rules, terms
from funding.engine.facts import Facts
from funding.engine.impact import Effect, effect_of, impact_of
from funding.engine.invented import invented
from funding.engine.money import Cents
from funding.engine.tree import Rule, facts_of
from funding.engine.vocabulary import VOCABULARY
from tests.funding.engine.places import areas

TODAY = date(2026, 11, 24)


def rule(*conditions: dict[str, object]) -> Rule:
    return rules.parse({"all": [condition | {"label": "x", "source": "y"} for condition in conditions]})


ADULT = rule({"fact": "age", "operator": "at_least", "value": 18})
OLDER = rule({"fact": "age", "operator": "at_least", "value": 21})
EVERY_KIND = rule(
    {"fact": "age", "operator": "at_least", "value": 18},
    {"fact": "work_municipality", "operator": "in_area", "area": "provincie-drenthe"},
    {"fact": "course.occupation", "operator": "one_of", "values": ["1234"]},
    {"fact": "course.recognitions", "operator": "has_any", "values": ["ocw"]},
    {"fact": "course.start", "operator": "at_least", "than": {"fact": "today", "weeks": 4}},
    {"fact": "advice_date", "operator": "at_most", "value": "2026-11-01"},
    {"fact": "earlier_grants", "operator": "received_at_most", "value": 50000, "window": 36, "schemes": ["stap"]},
    {"fact": "course.total_cents", "operator": "at_most", "value": 200000},
    {"fact": "enrolled", "operator": "is", "value": False},
)
HALF = terms.parse({"tier": "general", "percent": {"tuition": 50}})
ALL = terms.parse({"tier": "general", "percent": {"tuition": 100}})


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    first = list(invented([EVERY_KIND], areas(), TODAY, 50, 1))
    assert first == list(invented([EVERY_KIND], areas(), TODAY, 50, 1))
    assert first != list(invented([EVERY_KIND], areas(), TODAY, 50, 2))


def test_every_fact_of_the_rule_is_told_and_every_value_is_allowed() -> None:
    told: set[str] = set()
    for case in invented([EVERY_KIND], areas(), TODAY, 200, 3):
        assert Facts.of(dict(case.facts.values), TODAY) == case.facts
        assert case.facts.get("course.total_cents") == sum(line.gross for line in case.lines)
        told |= {name for name in facts_of(EVERY_KIND) if case.facts.get(name) is not None}
    assert told == facts_of(EVERY_KIND)


def test_both_sides_of_every_condition_come_by() -> None:
    ages = {case.facts.get("age") for case in invented([ADULT, OLDER], areas(), TODAY, 500, 4)}
    assert {17, 18, 20, 21} <= ages


def test_a_stricter_rule_makes_nobody_win_and_more_money_makes_nobody_lose() -> None:
    cases = list(invented([ADULT, OLDER], areas(), TODAY, 500, 5))
    stricter = impact_of((ADULT, HALF), (OLDER, HALF), cases, areas())
    assert stricter.counts[Effect.LOSES] > 0
    assert stricter.counts[Effect.WINS] == stricter.counts[Effect.MORE] == stricter.counts[Effect.LESS] == 0
    richer = impact_of((ADULT, HALF), (ADULT, ALL), cases, areas())
    assert richer.counts[Effect.MORE] > 0
    assert richer.counts[Effect.LOSES] == richer.counts[Effect.LESS] == richer.counts[Effect.WINS] == 0
    assert richer.after > richer.before


def test_backwards_winners_are_losers() -> None:
    cases = list(invented([ADULT, OLDER], areas(), TODAY, 300, 6))
    there = impact_of((ADULT, HALF), (OLDER, ALL), cases, areas())
    back = impact_of((OLDER, ALL), (ADULT, HALF), cases, areas())
    turned = {Effect.WINS: Effect.LOSES, Effect.LOSES: Effect.WINS, Effect.MORE: Effect.LESS, Effect.LESS: Effect.MORE}
    assert {turned.get(effect, effect): count for effect, count in there.counts.items()} == back.counts
    assert (there.before, there.after, there.cases) == (back.after, back.before, 300)


def test_of_a_new_scheme_everybody_who_gets_money_wins() -> None:
    cases = list(invented([ADULT], areas(), TODAY, 200, 7))
    found = impact_of(None, (ADULT, HALF), cases, areas())
    assert found.before == 0
    assert found.counts[Effect.WINS] + found.counts[Effect.NOTHING] == 200


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_an_effect_is_what_the_amounts_say(before: int, after: int) -> None:
    effect = effect_of(Cents(before), Cents(after))
    assert (effect in (Effect.WINS, Effect.MORE)) == (after > before)
    assert (effect in (Effect.LOSES, Effect.LESS)) == (after < before)
    assert (effect in (Effect.LOSES, Effect.NOTHING)) == (after == 0)


@pytest.mark.parametrize("fact", sorted(VOCABULARY))
def test_of_every_fact_somebody_can_be_invented(fact: str) -> None:
    kinds: dict[str, dict[str, object]] = {
        "whole_number": {"operator": "at_least", "value": 1},
        "cents": {"operator": "at_least", "value": 1},
        "date": {"operator": "at_least", "value": "2026-01-01"},
        "yes_no": {"operator": "is", "value": True},
        "choice": {"operator": "one_of", "values": list(VOCABULARY[fact].choices[:1])},
        "choices": {"operator": "has_any", "values": list(VOCABULARY[fact].choices[:1])},
        "place": {"operator": "in_area", "area": "provincie-drenthe"},
        "code": {"operator": "one_of", "values": ["12"]},
        "grants": {"operator": "received_times_at_most", "value": 1, "window": "ever"},
    }
    one = rule({"fact": fact, **kinds[VOCABULARY[fact].kind.value]})
    assert any(case.facts.get(fact) is not None for case in invented([one], areas(), TODAY, 60, 8))
