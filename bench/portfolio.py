"""Everybody against every budget, one JSON line per figure: python -m bench.portfolio (SIZES=10k,100k,400k; SECONDS)

Synthetic, as all of it: 35 regions and 12 sectors of unequal size; courses of about 1,640 euro (150 to 12,000); funds
national (12 %), regional (38 %), of a sector (25 %), narrow (15 %) and last resort (10 %) with caps of 500 to 5,000
euro and 50 to 100 percent; at most eight funds for one person; budgets together 55 % of all costs, unevenly spread; no
exclusions. Most of what the optimum helps more than the order of receipt does is that it prefers cheap courses: so it
is told against the cheapest first as well.
"""

import os
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from time import perf_counter

import numpy as np

from bench.figures import tell
from funding.engine.portfolio.records import NO_BUDGET, NOT_SERVED, Portfolio, Solution
from funding.engine.portfolio.weighing import HEAD

SLOTS, REGIONS, SECTORS = 8, 35, 12
#: People, budgets, seeds.
SIZES = {"10k": (10_000, 100, (1,)), "100k": (100_000, 100, (1, 2, 3, 4)), "400k": (400_000, 200, (1,))}
#: What a plan is worth in: people, or what they ask in all, counted in average requests.
UNITS = {"heads": "heads", "euros": "average requests"}
SECONDS = float(os.environ.get("SECONDS", "300"))
NATIONAL, REGIONAL, SECTORAL, NARROW, LAST = range(5)


def made(people: int, funds: int, seed: int) -> Portfolio:
    """A portfolio of those who some combination can pay whole; everybody is worth the same."""
    rng = np.random.default_rng(seed)
    region = rng.choice(REGIONS, people, p=rng.dirichlet(np.full(REGIONS, 3.0)))
    sector = rng.choice(SECTORS, people, p=rng.dirichlet(np.full(SECTORS, 4.0)))
    cost = np.clip(np.round(rng.lognormal(7.4, 0.7, people)), 150, 12_000).astype(np.int64) * 100
    kind = rng.choice(5, funds, p=[0.12, 0.38, 0.25, 0.15, 0.10])
    fund_region, fund_sector = rng.integers(0, REGIONS, funds), rng.integers(0, SECTORS, funds)
    cap = rng.choice([500, 750, 1_000, 1_500, 2_500, 5_000], funds) * 100
    percent = rng.choice([100, 100, 80, 50], funds)
    chance = np.array([0.5, 0.85, 0.7, 0.03, 0.4])[kind]
    budget = np.full((people, SLOTS), NO_BUDGET, dtype=np.int32)
    limit = np.zeros((people, SLOTS), dtype=np.int64)
    count = np.zeros(people, dtype=np.int64)
    # The slots of a person are in the order in which money is used: earmarked, regional, national, last resort.
    for fund in sorted(range(funds), key=lambda one: [2, 1, 0, 0, 3][kind[one]]):
        fits = (rng.random(people) < chance[fund]) & (count < SLOTS)
        if kind[fund] in (REGIONAL, LAST):
            fits &= region == fund_region[fund]
        if kind[fund] == SECTORAL:
            fits &= sector == fund_sector[fund]
        rows = np.flatnonzero(fits)
        budget[rows, count[rows]] = fund
        limit[rows, count[rows]] = np.minimum(cap[fund], cost[rows] * percent[fund] // 100)
        count[rows] += 1
    drawn = np.bincount(budget[budget >= 0], limit[budget >= 0], funds) * rng.uniform(0.3, 1.0, funds)
    ceilings = np.floor(drawn * 0.55 * cost.sum() / max(drawn.sum(), 1)).astype(np.int64)
    able = limit.sum(axis=1) >= cost
    number = int(able.sum())
    return Portfolio(
        ceilings=ceilings,
        region=region[able].astype(np.int32),
        points=np.full(number, HEAD, dtype=np.int64),
        need=cost[able],
        first=np.arange(number + 1, dtype=np.int32),
        owner=np.arange(number, dtype=np.int32),
        budget=budget[able],
        limit=limit[able],
        price=np.zeros((number, 0), dtype=np.int64),
        flow=np.zeros((number, SLOTS, 0), dtype=np.int64),
        least=np.zeros(REGIONS, dtype=np.int64),
    )


def measure(people: int, funds: int, seed: int, weight: str) -> dict[str, float]:
    """One run in a process of its own: the time, the memory of the whole process, and what was reached, in points."""
    from funding.engine.portfolio.solving import solve

    portfolio = made(people, funds, seed)
    if weight == "euros":
        points = np.maximum(1, portfolio.need * HEAD // int(portfolio.need.mean()))
        portfolio = replace(portfolio, points=points)
    start = perf_counter()
    end = start + SECONDS
    answer = solve(portfolio, seconds_left=lambda: end - perf_counter())
    return {
        "seconds": perf_counter() - start,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "worth": answer.worth(portfolio) / HEAD,
        "people": int(answer.solution.served.sum()),
        "bound": answer.bound / HEAD,
        "gap": 100 * answer.gap(portfolio),
    } | {f"in order of {name}": worth / HEAD for name, worth in answer.greedy.items()}


def measure_programme(people: int, funds: int, seed: int) -> dict[str, float]:
    """The whole as one integer programme for HiGHS, with nothing of ours but the arrays."""
    from funding.engine.portfolio.polishing import polished

    portfolio = made(people, funds, seed)
    nobody = Solution(np.full(portfolio.requests, NOT_SERVED, dtype=np.int32), np.zeros_like(portfolio.limit))
    start = perf_counter()
    found = polished(portfolio, nobody, np.arange(portfolio.requests), SECONDS)
    return {"seconds": perf_counter() - start, "worth": found.worth(portfolio) / HEAD}


def apart[**P](work: Callable[P, dict[str, float]], *arguments: P.args, **named: P.kwargs) -> dict[str, float]:
    """A measurement in a new process, so that memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments, **named).result()


def main() -> None:
    """Every size that was asked for, by heads and by euros."""
    for size in os.environ.get("SIZES", ",".join(SIZES)).split(","):
        people, funds, seeds = SIZES[size]
        for seed in seeds:
            for weight in ("heads", "euros"):
                found = apart(measure, people, funds, seed, weight)
                name = f"{size} x {funds}, seed {seed}, {weight}"
                tell(f"{name}: gap", found["gap"], "%", against=1.0, target=1.0, n=1)
                simple = {key: value for key, value in found.items() if key.startswith("in order of")}
                best = max(simple.values())
                tell(f"{name}: worth", found["worth"], UNITS[weight], against=best, target=1.0, n=1, at_least=True)
                for order, value in simple.items():
                    tell(f"{name}: {order}", value, UNITS[weight], against=found["worth"], target=1.0, n=1)
                tell(f"{name}: time", found["seconds"], "s", against=SECONDS, target=1.1, n=1)
                tell(f"{name}: memory of the process", found["megabytes"], "MB", against=4_000, target=1.0, n=1)
            if size == "10k":
                whole = apart(measure_programme, people, funds, seed)
                name = f"{size} x {funds}, seed {seed}, heads: HiGHS, one programme"
                ours = apart(measure, people, funds, seed, "heads")
                tell(f"{name}, worth", whole["worth"], "heads", against=ours["worth"], target=1.001, n=1)
                tell(f"{name}, time", whole["seconds"], "s", against=ours["seconds"], target=1.0, n=1, at_least=True)


if __name__ == "__main__":
    main()
