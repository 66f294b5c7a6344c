"""Nothing is asked twice, nothing that no scheme needs, and what is asked is enough."""

from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from funding.engine.assessment import Assessment, assess
from funding.engine.facts import Facts
from funding.engine.money import CostLine
from funding.engine.plan import Plan
from funding.engine.questions import usual_answers
from funding.engine.terms import Tier
from funding.engine.vocabulary import VOCABULARY, ToldBy, Value
from tests.funding.engine.places import areas
from tests.funding.engine.shipped import TODAY, course, person, schemes

SEEDS = st.integers(0, 2**32)
SOME = settings(max_examples=25)


def conversation(facts: Facts, lines: list[CostLine], answers: dict[str, Value]) -> list[Assessment]:
    """Every assessment on the way, answering each question truthfully, until nothing is asked."""
    steps = [assess(facts, lines, schemes(), areas())]
    while (fact := steps[-1].next_question) is not None:
        facts = facts.learned(fact, answers[fact])
        steps.append(assess(facts, lines, schemes(), areas()))
    return steps


def per_tier(plan: Plan) -> dict[Tier, int]:
    tiers = {scheme.slug: scheme.terms.tier for scheme in schemes()}
    return {tier: sum(line.cents for line in plan.lines if tiers[line.scheme] is tier) for tier in Tier}


@given(SEEDS)
@SOME
def test_answering_what_is_asked_gives_the_plan_of_somebody_who_told_everything(seed: int) -> None:
    rng = Random(seed)
    facts, lines = course(rng)
    answers = person(rng)
    end = conversation(facts, lines, answers)[-1]
    everything = Facts.of({**facts.values, **answers}, TODAY)
    whole = assess(everything, lines, schemes(), areas())
    assert whole.next_question is None
    assert (end.plan.own, per_tier(end.plan)) == (whole.plan.own, per_tier(whole.plan))
    assert (end.sure.own, per_tier(end.sure)) == (whole.sure.own, per_tier(whole.sure))


@given(SEEDS)
@SOME
def test_at_most_so_many_questions_is_a_promise_kept(seed: int) -> None:
    rng = Random(seed)
    facts, lines = course(rng)
    steps = conversation(facts, lines, person(rng))
    left = [step.questions_left for step in steps]
    assert all(after < before for before, after in pairwise(left))
    assert left[-1] == 0
    about = [step.questions_about for step in steps]
    assert all(after <= before for before, after in pairwise(about))
    assert all(about <= at_most for about, at_most in zip(about, left, strict=True))
    asked = [step.next_question for step in steps[:-1]]
    assert len(asked) == len(set(asked)) <= left[0]


@given(SEEDS)
@SOME
def test_only_the_learner_is_asked_and_only_what_some_scheme_needs(seed: int) -> None:
    rng = Random(seed)
    facts, lines = course(rng)
    for step in conversation(facts, lines, person(rng)):
        for question in step.questions:
            assert VOCABULARY[question.fact].told_by is ToldBy.LEARNER
            assert step.facts.get(question.fact) is None
            assert question.schemes
            assert question.gain >= 0


@given(SEEDS)
@settings(max_examples=20)
def test_a_skipped_question_is_not_asked_again_nor_anything_that_hangs_on_it(seed: int) -> None:
    rng = Random(seed)
    facts, lines = course(rng)
    first = assess(facts, lines, schemes(), areas())
    for question in first.questions:
        result = assess(facts, lines, schemes(), areas(), skipped={question.fact})
        assert question.fact not in {other.fact for other in result.questions}
        assert result.questions_left < first.questions_left
        assert result.plan == first.plan
    nothing = assess(facts, lines, schemes(), areas(), skipped=set(VOCABULARY))
    assert (nothing.questions, nothing.questions_left) == ((), 0)


def test_somebody_without_an_employer_is_not_asked_about_one() -> None:
    facts, lines = course(Random(1))
    answers = {**person(Random(1)), "employment": "self_employed"}
    asked = {step.next_question for step in conversation(facts, lines, answers)}
    assert not asked & {"cao", "work_municipality", "legally_required", "employer_contribution"}


def test_nothing_is_asked_for_a_free_course() -> None:
    facts, _ = course(Random(1))
    assert assess(facts, [], schemes(), areas()).questions == ()


def test_usual_answers_are_answers_and_their_shares_add_up() -> None:
    rules = [scheme.rule for scheme in schemes()]
    for fact in VOCABULARY.values():
        if fact.told_by is ToldBy.LEARNER:
            answers = usual_answers(fact, TODAY, areas(), rules, 1000_00)
            assert abs(sum(share for _, share in answers) - 1) < 1e-9
            for value, _ in answers:
                Facts.of({fact.name: value}, TODAY)
