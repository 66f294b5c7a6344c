"""What must hold for every plan, whatever the schemes."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from funding.engine.checker import violations
from funding.engine.money import Cents, CostKind, CostLine
from funding.engine.offers import Offer
from funding.engine.plan import best_plan
from funding.engine.terms import Tier
from tests.funding.engine.instances import lifelike

SEEDS = st.integers(0, 2**32)
MANY = settings(max_examples=250)


def without_strict(offers: list[Offer]) -> list[Offer]:
    return [offer for offer in offers if offer.terms.only_if_no_other is None]


@given(SEEDS)
@MANY
def test_a_plan_never_pays_more_than_the_costs_caps_and_budgets(seed: int) -> None:
    lines, offers = lifelike(Random(seed))
    plan = best_plan(lines, offers)
    for kind in CostKind:
        cost = sum(line.gross for line in lines if line.kind is kind)
        assert sum(line.cents for line in plan.lines if line.kind is kind) <= cost
    for offer in offers:
        caps = (offer.budget_left, offer.terms.cap_per_course, offer.terms.cap_per_year)
        assert all(cap is None or plan.paid_by(offer.scheme) <= cap for cap in caps)
    assert 0 <= plan.own - plan.loan <= plan.own <= plan.total
    assert sum(line.cents for line in plan.lines) == plan.total - plan.own + plan.loan


@given(SEEDS)
@MANY
def test_the_checker_accepts_every_plan(seed: int) -> None:
    lines, offers = lifelike(Random(seed), most=8)
    assert violations(best_plan(lines, offers), lines, offers) == []


@given(SEEDS, st.randoms(use_true_random=False))
@MANY
def test_the_order_of_schemes_and_lines_does_not_matter(seed: int, rng: Random) -> None:
    lines, offers = lifelike(Random(seed))
    plan = best_plan(lines, offers)
    rng.shuffle(lines)
    rng.shuffle(offers)
    assert best_plan(lines, offers) == plan


@given(SEEDS, st.integers(1, 100_000))
@MANY
def test_more_budget_never_raises_the_own_contribution(seed: int, more: int) -> None:
    lines, offers = lifelike(Random(seed))
    offers = without_strict(offers)
    own = best_plan(lines, offers).own
    for place, offer in enumerate(offers):
        if offer.budget_left is not None:
            richer = [*offers]
            richer[place] = replace(offer, budget_left=Cents(offer.budget_left + more))
            assert best_plan(lines, richer).own <= own


@given(SEEDS)
@MANY
def test_one_more_scheme_never_raises_the_own_contribution(seed: int) -> None:
    lines, offers = lifelike(Random(seed))
    offers = without_strict(offers)
    own = best_plan(lines, offers).own
    for offer in offers:
        assert own <= best_plan(lines, [other for other in offers if other is not offer]).own


@given(SEEDS)
@MANY
def test_loans_do_not_change_what_the_grants_leave(seed: int) -> None:
    lines, offers = lifelike(Random(seed))
    grants = [offer for offer in offers if offer.terms.tier is not Tier.LOAN]
    assert best_plan(lines, offers).own == best_plan(lines, grants).own


@given(SEEDS)
@MANY
def test_an_offer_of_nothing_changes_nothing(seed: int) -> None:
    lines, offers = lifelike(Random(seed))
    empty = [replace(offer, scheme=f"leeg-{offer.scheme}", budget_left=Cents(0)) for offer in offers]
    assert best_plan(lines, [*empty, *offers]) == best_plan(lines, offers)


@given(SEEDS, st.sampled_from(CostKind))
@MANY
def test_a_cost_that_nobody_pays_is_added_to_the_own_contribution(seed: int, kind: CostKind) -> None:
    lines, offers = lifelike(Random(seed))
    offers = [replace(offer, terms=replace(offer.terms, match=None)) for offer in offers]
    if any(offer.terms.percent.get(kind) for offer in offers):
        return
    before = best_plan(lines, offers)
    after = best_plan([*lines, CostLine(kind, Cents(77_77))], offers)
    assert after.lines == before.lines
    assert after.own == before.own + 77_77
