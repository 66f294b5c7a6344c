"""Payments that move from one budget to another, so that money nobody could use serves who waits."""

from dataclasses import replace
from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from funding.engine.portfolio.records import NO_BUDGET, NOT_SERVED, Portfolio, Solution
from funding.engine.portfolio.rerouting import rerouted
from funding.engine.portfolio.verifying import findings
from tests.funding.engine.portfolios import best_by_looking, plain


def nobody(portfolio: Portfolio) -> Solution:
    """The plan in which nobody is served."""
    shape = (portfolio.requests, portfolio.limit.shape[1])
    return Solution(np.full(portfolio.requests, NOT_SERVED, np.int32), np.zeros(shape, np.int64))


def test_a_chain_of_payments_makes_room_for_who_waits() -> None:
    # Only the first budget suits who waits, and only the last one has money.
    portfolio = Portfolio(
        ceilings=np.array([100, 100, 100], dtype=np.int64),
        region=np.zeros(3, dtype=np.int32),
        points=np.ones(3, dtype=np.int64),
        need=np.full(3, 100, dtype=np.int64),
        first=np.arange(4, dtype=np.int32),
        owner=np.arange(3, dtype=np.int32),
        budget=np.array([[0, 1], [1, 2], [0, NO_BUDGET]], dtype=np.int32),
        limit=np.array([[100, 100], [100, 100], [100, 0]], dtype=np.int64),
        price=np.zeros((3, 0), dtype=np.int64),
        flow=np.zeros((3, 2, 0), dtype=np.int64),
        least=np.zeros(1, dtype=np.int64),
    )
    two = Solution(np.array([0, 1, NOT_SERVED], np.int32), np.array([[100, 0], [100, 0], [0, 0]], np.int64))
    three = rerouted(portfolio, two, [2])
    assert findings(portfolio, three) == []
    assert three.cents.tolist() == [[0, 100], [0, 100], [100, 0]]


@given(st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_the_plan_stays_lawful_and_nobody_loses_a_place(rng: Random) -> None:
    portfolio = plain(rng)
    order = rng.sample(range(portfolio.requests), portfolio.requests)
    half = rerouted(portfolio, nobody(portfolio), order[: len(order) // 2])
    whole = rerouted(portfolio, half, order)
    assert findings(portfolio, half) == findings(portfolio, whole) == []
    assert (whole.served >= half.served).all()


@given(st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_where_everybody_asks_one_cent_the_worthiest_first_is_the_best_there_is(rng: Random) -> None:
    # Sets that can be served together are then a matroid (Edmonds and Fulkerson 1965), for which this order is exact.
    portfolio = plain(rng)
    single = portfolio.first[:-1]
    portfolio = replace(
        portfolio,
        need=np.ones(portfolio.requests, dtype=np.int64),
        first=np.arange(portfolio.requests + 1, dtype=np.int32),
        owner=np.arange(portfolio.requests, dtype=np.int32),
        budget=portfolio.budget[single],
        limit=np.minimum(portfolio.limit[single], 1),
        price=portfolio.price[single],
        flow=portfolio.flow[single],
        ceilings=np.minimum(portfolio.ceilings, 2),
    )
    found = rerouted(portfolio, nobody(portfolio), np.argsort(-portfolio.points, kind="stable").tolist())
    assert findings(portfolio, found) == []
    assert found.worth(portfolio) == best_by_looking(portfolio)[1]
