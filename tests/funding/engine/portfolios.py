"""Small portfolios, their best plan by looking at every payment, and the optimiser in a process of its own.

HiGHS and OR-Tools each bring a solver library of the same name; they are never loaded into one process.
"""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import product
from multiprocessing import get_context
from random import Random

import numpy as np

from funding.engine.portfolio.records import NO_BUDGET, Answer, Portfolio


def solve_apart(portfolio: Portfolio, close: float = 0.0) -> Answer:
    """``solving.solve`` in another process; raises what it raises."""
    return _pool().submit(_solve, portfolio, close).result()


def cancelled_apart(portfolio: Portfolio) -> str:
    """What comes of a run whose watcher wants no more: the name of the exception."""
    return _pool().submit(_cancel, portfolio).result()


@cache
def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


def _solve(portfolio: Portfolio, close: float) -> Answer:
    from funding.engine.portfolio.solving import solve

    return solve(portfolio, close=close)


def _cancel(portfolio: Portfolio) -> str:
    from funding.engine.portfolio.records import Cancelled, Progress
    from funding.engine.portfolio.solving import solve

    def stop(progress: Progress) -> None:
        if progress.part > 0.02:
            raise Cancelled

    try:
        solve(portfolio, stop)
    except Cancelled as reason:
        return type(reason).__name__
    return "not cancelled"


def plain(rng: Random, *, floors: bool = False) -> Portfolio:
    """Up to six requests of one or two ways, each way of up to three slots, up to three budgets, two regions."""
    requests, budgets = rng.randint(1, 6), rng.randint(1, 3)
    need = [rng.randint(1, 6) for _ in range(requests)]
    owner, ways = _as_many(rng, need, budgets)
    region = [rng.randrange(2) for _ in range(requests)]
    most = [region.count(place) for place in range(2)]
    return Portfolio(
        ceilings=np.array([rng.randint(0, 9) for _ in range(budgets)], dtype=np.int64),
        region=np.array(region, dtype=np.int32),
        points=np.array([rng.choice([1000, 1000, 500, 1500]) for _ in range(requests)], dtype=np.int64),
        need=np.array(need, dtype=np.int64),
        first=np.searchsorted(owner, np.arange(requests + 1)).astype(np.int32),
        owner=np.array(owner, dtype=np.int32),
        budget=np.array([way[0] for way in ways], dtype=np.int32),
        limit=np.array([way[1] for way in ways], dtype=np.int64),
        price=np.zeros((len(ways), 0), dtype=np.int64),
        flow=np.zeros((len(ways), 3, 0), dtype=np.int64),
        least=np.array([rng.randint(0, few) if floors else 0 for few in most], dtype=np.int64),
    )


def _as_many(rng: Random, need: list[int], budgets: int) -> tuple[list[int], list[tuple[list[int], list[int]]]]:
    owner, ways = [], []
    for request, cents in enumerate(need):
        for _ in range(rng.choice([1, 1, 2])):
            owner.append(request)
            ways.append(_way(rng, cents, budgets))
    return owner, ways


def _way(rng: Random, need: int, budgets: int) -> tuple[list[int], list[int]]:
    """Slots that can pay the need: budgets (one of them perhaps without) and limits."""
    count = rng.randint(1, min(3, budgets))
    chosen = rng.sample(range(budgets), count)
    if rng.random() < 0.1:
        chosen[-1] = NO_BUDGET
    limits = [rng.randint(1, need) for _ in chosen]
    limits[0] = max(limits[0], need - sum(limits[1:]))
    empty = 3 - count
    return chosen + [NO_BUDGET] * empty, limits + [0] * empty


def best_by_looking(portfolio: Portfolio) -> tuple[int, int]:
    """(missing for the floors, points) of the best plan: every payment of every request, one after another."""
    start = tuple(portfolio.ceilings.tolist())
    standing: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {(start, (0,) * len(portfolio.least)): 0}
    for request in range(portfolio.requests):
        spends = set(spendings(portfolio, request))
        after = dict(standing)
        for (left, served), points in standing.items():
            for spent in spends:
                rest = tuple(a - b for a, b in zip(left, spent, strict=True))
                if min(rest, default=0) >= 0:
                    place = int(portfolio.region[request])
                    more = tuple(n + (p == place) for p, n in enumerate(served))
                    value = points + int(portfolio.points[request])
                    after[rest, more] = max(value, after.get((rest, more), -1))
        standing = after
    ranked = [
        (sum(max(0, a - b) for a, b in zip(portfolio.least.tolist(), served, strict=True)), points)
        for (_, served), points in standing.items()
    ]
    return min(ranked, key=lambda one: (one[0], -one[1]))


def spendings(portfolio: Portfolio, request: int) -> Iterator[tuple[int, ...]]:
    """What each budget pays in every lawful way to pay a request whole."""
    for way in range(int(portfolio.first[request]), int(portfolio.first[request + 1])):
        for cents in payments(portfolio, way):
            spent = [0] * len(portfolio.ceilings)
            for budget, amount in zip(portfolio.budget[way].tolist(), cents, strict=True):
                if budget != NO_BUDGET:
                    spent[budget] += amount
            yield tuple(spent)


def payments(portfolio: Portfolio, way: int) -> Iterator[tuple[int, ...]]:
    """Every lawful payment of a way, in cents per slot."""
    need = int(portfolio.need[portfolio.owner[way]])
    slots = range(portfolio.limit.shape[1])
    cuts = list(zip(portfolio.price[way].tolist(), portfolio.flow[way].T.tolist(), strict=True))
    for cents in product(*(range(limit + 1) for limit in portfolio.limit[way].tolist())):
        if sum(cents) != need:
            continue
        cut_kept = all(price + sum(min(cents[s], flows[s]) for s in slots) >= need for price, flows in cuts)
        groups = portfolio.groups.get(way, ())
        sums = [(sum(cents[slot] for slot in group.slots), group) for group in groups]
        if cut_kept and all(
            group.least <= paid <= (need if group.most is None else group.most) for paid, group in sums
        ):
            yield cents
