"""Everybody against every budget: never unlawful, never above its own bound, never below a simple order."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from funding.engine.checker import violations
from funding.engine.conflicts import conflict
from funding.engine.cuts import cuts_of
from funding.engine.division import divide
from funding.engine.money import Cents, merged
from funding.engine.plan import Plan, PlanLine, best_plan, payers
from funding.engine.portfolio.building import Budget, Request, build, handed_out
from funding.engine.portfolio.records import NOT_SERVED, Answer, Portfolio, Solution
from funding.engine.portfolio.verifying import Flaw, findings
from funding.engine.portfolio.weighing import HEAD, Merits, Weights, points_of
from funding.engine.terms import Tier
from tests.funding.engine.instances import lifelike, tiny
from tests.funding.engine.oracle import another_fits, lawful
from tests.funding.engine.portfolios import best_by_looking, cancelled_apart, payments, plain, solve_apart


def is_sound(portfolio: Portfolio, answer: Answer) -> None:
    """What holds of every answer."""
    assert [one for one in findings(portfolio, answer.solution, answer.bound) if one.flaw is not Flaw.UNDER_FLOOR] == []
    if not portfolio.least.any():
        assert answer.worth(portfolio) >= max(answer.greedy.values(), default=0)


@given(st.randoms(use_true_random=False), st.booleans())
@settings(max_examples=50, deadline=None)
def test_the_best_by_looking_at_everything_is_found_and_below_the_bound(rng: Random, floors: bool) -> None:
    portfolio = plain(rng, floors=floors)
    answer = solve_apart(portfolio)
    is_sound(portfolio, answer)
    missing, points = best_by_looking(portfolio)
    assert (int(answer.solution.missing(portfolio).sum()), answer.worth(portfolio)) == (missing, points)
    assert missing or points <= answer.bound


@given(st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_exclusions_families_and_match_funding_are_kept_to_the_cent(rng: Random) -> None:
    requests = [request_like_life(rng, str(number)) for number in range(rng.randint(2, 12))]
    ceilings = {f"s{place}": rng.choice([0, 50_000, 200_000, 900_000]) for place in range(5)}
    built = build(requests, [Budget(scheme, cents) for scheme, cents in ceilings.items()], Weights())
    answer = solve_apart(built.portfolio)
    is_sound(built.portfolio, answer)
    spent = dict.fromkeys(ceilings, 0)
    for place, request in enumerate(built.requests):
        way = int(answer.solution.way[place])
        if way == NOT_SERVED:
            continue
        paid = dict(zip(built.ways[way].schemes, answer.solution.cents[place].tolist(), strict=False))
        plan = divided(request, {scheme: cents for scheme, cents in paid.items() if cents})
        assert violations(plan, merged(request.lines), request.offers) == []
        assert plan.own == best_plan(request.lines, request.offers).own
        for scheme in ceilings:
            spent[scheme] += paid.get(scheme, 0)
    assert all(spent[scheme] <= ceilings[scheme] for scheme in ceilings)


@given(st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_ways_of_a_request_are_all_lawful_payments_of_its_need_and_no_others(rng: Random) -> None:
    lines, offers = tiny(rng)
    grants = tuple(replace(offer, budget_left=None) for offer in offers if offer.terms.tier is not Tier.LOAN)
    built = build([Request("one", "north", tuple(lines), grants, {})], [], Weights())
    found = set()
    for number, way in enumerate(built.ways):
        for cents in payments(built.portfolio, number):
            found.add(frozenset((scheme, paid) for scheme, paid in zip(way.schemes, cents, strict=False) if paid))
    ordinary = [offer for offer in grants if offer.terms.only_if_no_other is None]
    able = [o for o in grants if o in ordinary or not another_fits(o, lines, ordinary, list(grants))]
    sums = [[sum(line[p] for line in paid) for p in range(len(able))] for paid in lawful(lines, able, list(grants))]
    most = max(map(sum, sums), default=0)
    everything = {
        frozenset((offer.scheme, cents) for offer, cents in zip(able, amounts, strict=True) if cents)
        for amounts in sums
        if most and sum(amounts) == most
    }
    assert found == everything


def test_whoever_comes_first_is_first_where_the_scheme_says_so_and_nobody_overtakes() -> None:
    asked = [{"strict": 500}, {"strict": 800, "free": 100}, {"strict": 100}]
    requests = [Request(str(n), "north", (), (), plan, fixed=True) for n, plan in enumerate(asked)]
    budgets = [Budget("strict", 1_000, in_order=True), Budget("free", 100)]
    assert handed_out(requests, budgets) == {"0": {"strict": 500}}
    built = build(requests, budgets, Weights())
    assert [request.key for request in built.requests] == ["0"]
    assert built.hopeless == ("1", "2")
    answer = solve_apart(built.portfolio)
    assert answer.solution.used(built.portfolio).tolist() == [0, 0]  # what was handed out is no longer to be chosen


@pytest.mark.parametrize("weights", [Weights(), Weights(0, 100), Weights(100, 50, 300, 300)])
def test_more_people_than_in_any_simple_order_at_any_weights(weights: Weights) -> None:
    rng = Random(8)
    requests = [request_like_life(rng, str(number)) for number in range(150)]
    built = build(requests, [Budget(f"s{place}", 2_000_000) for place in range(5)], weights)
    answer = solve_apart(built.portfolio, close=0.001)
    is_sound(built.portfolio, answer)
    assert answer.gap(built.portfolio) < 0.05
    assert answer.prices.max() > 0  # an extra euro is worth something somewhere


def test_nobody_one_and_no_money() -> None:
    nobody = build([], [Budget("a", 100)], Weights()).portfolio
    assert solve_apart(nobody).solution.way.tolist() == []
    one = build([Request("1", "north", (), (), {"a": 100}, fixed=True)], [Budget("a", 100)], Weights())
    assert solve_apart(one.portfolio).solution.cents.tolist() == [[100]]
    poor = build([Request("1", "north", (), (), {"a": 100}, fixed=True)], [Budget("a", 0)], Weights())
    answer = solve_apart(poor.portfolio)
    assert (answer.worth(poor.portfolio), answer.solution.way.tolist()) == (0, [NOT_SERVED])
    elsewhere = build([Request("1", "north", (), (), {"outside": 100}, fixed=True)], [], Weights())
    assert solve_apart(elsewhere.portfolio).worth(elsewhere.portfolio) == HEAD


@pytest.mark.parametrize("weights", [Weights(), Weights(0, 100), Weights(100, 100, 100, 100)])
def test_where_everybody_counts_the_same_who_asked_first_is_served(weights: Weights) -> None:
    """Of equals no choice is better than another: then the order of receipt decides, and it is told as the best."""
    requests = [Request(str(n), "north", (), (), {"a": 100}, fixed=True) for n in range(6)]
    portfolio = build(requests, [Budget("a", 450)], weights).portfolio
    answer = solve_apart(portfolio)
    is_sound(portfolio, answer)
    assert answer.solution.served.tolist() == [True] * 4 + [False] * 2
    assert answer.worth(portfolio) == answer.bound


def test_a_floor_out_of_reach_is_told_and_costs_no_more_than_it_must() -> None:
    asked = [("a", "north"), ("a", "north"), ("b", "south")]
    requests = [Request(str(n), region, (), (), {fund: 100}, fixed=True) for n, (fund, region) in enumerate(asked)]
    built = build(requests, [Budget("a", 150), Budget("b", 100)], Weights(), {"north": 2, "south": 1})
    answer = solve_apart(built.portfolio)
    assert answer.solution.missing(built.portfolio).tolist() == [1, 0]
    assert answer.solution.served.sum() == 2
    with pytest.raises(ValueError, match="west"):
        build(requests, [], Weights(), {"west": 1})


def test_a_run_can_be_stopped() -> None:
    rng = Random(3)
    requests = [request_like_life(rng, str(number)) for number in range(60)]
    built = build(requests, [Budget(f"s{place}", 500_000) for place in range(5)], Weights())
    assert cancelled_apart(built.portfolio) == "Cancelled"


def test_the_checker_sees_every_flaw() -> None:
    rng = Random(1)
    portfolio = plain(rng, floors=True)
    portfolio = replace(portfolio, ceilings=portfolio.ceilings + 100)
    answer = solve_apart(portfolio)
    good, way = answer.solution, int(answer.solution.way[0])
    assert findings(portfolio, good, answer.bound) == []

    def seen(**changes: object) -> set[Flaw]:
        return {one.flaw for one in findings(replace(portfolio, **changes), good, answer.bound)}  # type: ignore[arg-type]

    assert seen(ceilings=portfolio.ceilings * 0) == {Flaw.OVER_BUDGET}
    assert seen(need=portfolio.need + 1) == {Flaw.NOT_WHOLE}
    assert Flaw.OVER_LIMIT in seen(limit=portfolio.limit * 0)
    assert seen(least=portfolio.least + 100) == {Flaw.UNDER_FLOOR}
    assert seen(points=portfolio.points * 2) == {Flaw.OVER_BOUND}
    closed = (np.zeros((len(portfolio.owner), 1), np.int64), np.zeros((*portfolio.limit.shape, 1), np.int64))
    assert Flaw.OVER_CUT in seen(price=closed[0], flow=closed[1])
    moved = Solution(np.roll(good.way, 1), good.cents)
    assert Flaw.NOT_ITS_WAY in {one.flaw for one in findings(portfolio, moved)}
    assert way >= 0


def test_weights_count_what_they_say() -> None:
    merits, needs = [Merits(), Merits(shortage=True), Merits(first_time=True)], [100, 200, 300]
    assert points_of(merits, needs, Weights()) == [HEAD, HEAD, HEAD]
    assert points_of(merits, needs, Weights(heads=0, euros=100)) == [500, 1000, 1500]
    assert points_of(merits, needs, Weights(shortage=50, first_time=200)) == [1000, 1500, 3000]
    for wrong in ({"heads": -1}, {"heads": 0}, {"euros": 1_001}):
        with pytest.raises(ValueError, match=r"weight|count"):
            Weights(**wrong)


def request_like_life(rng: Random, key: str) -> Request:
    """An application with up to five offers of schemes s0 to s4 that know of each other."""
    lines, offers = lifelike(rng, most=5)
    grants = tuple(replace(offer, budget_left=None) for offer in offers if offer.terms.tier is not Tier.LOAN)
    merits = Merits(rng.random() < 0.3, rng.random() < 0.5)
    return Request(key, rng.choice(["north", "south"]), tuple(lines), grants, {}, merits)


def divided(request: Request, paid: dict[str, int]) -> Plan:
    """What is paid, over the costs, as a plan that the checker of one application reads."""
    lines = merged(request.lines)
    sources = payers(lines, request.offers)
    terms = {source.scheme: source.terms for source in sources}
    assert not any(conflict(a, terms[a], b, terms[b]) for a in paid for b in paid if a < b)
    amounts = [paid.get(source.scheme, 0) for source in sources]
    rows = divide(sources, cuts_of(lines, sources), amounts)
    plan_lines = tuple(
        PlanLine(source.scheme, line.kind, Cents(cents))
        for source, row in zip(sources, rows, strict=True)
        for line, cents in zip(lines, row, strict=True)
        if cents
    )
    total = sum(line.gross for line in lines)
    return Plan(plan_lines, Cents(total), Cents(total - sum(amounts)), Cents(0))
