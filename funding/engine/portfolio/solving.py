"""The best plan for all, as good as the time allows, with a bound on what any plan can reach."""

from collections.abc import Callable, Mapping

import numpy as np

from funding.engine.portfolio.filling import in_order, orders, rounded, worthiest
from funding.engine.portfolio.master import Master
from funding.engine.portfolio.polishing import nearest, polished
from funding.engine.portfolio.pricing import Prices, bound, cheapest
from funding.engine.portfolio.records import Answer, Portfolio, Progress, Solution
from funding.engine.portfolio.rerouting import rerouted
from funding.engine.portfolio.verifying import Flaw, findings

#: Near enough to stop: 0.1 percent under the bound.
CLOSE = 0.001
MOST_ROUNDS = 160
#: The prices are good enough to round with when mixture and bound differ by no more than this.
_SETTLED = 0.0005
_ROUNDS_BETWEEN = 30
#: People chosen again at a time, and how often.
_AGAIN, _TIMES = 600, 12
_SECONDS_AGAIN = 15.0
#: After so many times in a row without somebody more, the rest of the time is not worth it.
_IN_VAIN = 2


class Unlawful(Exception):
    """The checker found a flaw in a plan of the optimiser: a mistake of ours, and no plan to show anybody."""


def solve(
    portfolio: Portfolio,
    watch: Callable[[Progress], None] = lambda progress: None,
    seconds_left: Callable[[], float] = lambda: 60.0,
    close: float = CLOSE,
) -> Answer:
    """A plan within ``close`` of the bound, or the best one found when ``seconds_left`` says there is no time.

    Never below the best of the simple orders; floors that were reached by any of them are kept. ``watch`` hears how
    far it is, and may raise Cancelled to stop. Raises Unlawful when the plan does not pass the checker.
    """
    if not portfolio.requests:
        nobody = Solution(np.zeros(0, dtype=np.int32), np.zeros((0, portfolio.limit.shape[1]), dtype=np.int64))
        return Answer(nobody, 0, np.zeros(len(portfolio.ceilings)), {}, 0)
    best, greedy, receipt = _best_order(portfolio)
    master, lowest, rounds = Master(portfolio), int(portfolio.points.sum()), 0
    # Every worth is a multiple of this: when all count the same, the bound is a whole number of people.
    step = int(np.gcd.reduce(portfolio.points))
    watch(Progress(0.02, lowest, best.worth(portfolio)))

    def is_close(solution: Solution) -> bool:
        held = not solution.missing(portfolio).any()
        return held and lowest - solution.worth(portfolio) <= close * lowest

    since = 0
    while rounds < MOST_ROUNDS and not is_close(best) and seconds_left() > 0:
        prices = master.next
        found = cheapest(portfolio, prices)
        value = bound(portfolio, prices, found)
        master.add(prices, found, value)
        lowest, rounds, since = min(lowest, value // step * step), rounds + 1, since + 1
        settled = abs(lowest - master.worth) <= _SETTLED * max(lowest, 1)
        if since >= _ROUNDS_BETWEEN or (settled and since > 3) or rounds == MOST_ROUNDS:
            whole = rounded(portfolio, master.mixture(), master.best)
            order = worthiest(portfolio, cheapest(portfolio, master.best))
            best = _better(portfolio, best, rerouted(portfolio, whole, order, seconds_left))
            since = 0
            if settled:
                break
        watch(Progress(0.02 + 0.7 * rounds / MOST_ROUNDS, lowest, best.worth(portfolio)))
    if rounds:
        best = _polish(portfolio, best, master.best, is_close, watch, seconds_left, lowest)
    if best.missing(portfolio).any():
        lowest = int(portfolio.points.sum())  # no plan holds the floors that we know of: no bound with them says much
    flaws = [one for one in findings(portfolio, best, lowest) if one.flaw is not Flaw.UNDER_FLOOR]
    if flaws:
        raise Unlawful(flaws[0].flaw, flaws[0].words)
    watch(Progress(1.0, lowest, best.worth(portfolio)))
    margin = master.margin() if rounds else np.zeros(len(portfolio.ceilings))
    return Answer(best, lowest, margin, greedy, rounds, receipt)


def _best_order(portfolio: Portfolio) -> tuple[Solution, Mapping[str, int], Solution]:
    found = {name: in_order(portfolio, order) for name, order in orders(portfolio).items()}
    best = max(found.values(), key=lambda solution: solution.rank(portfolio))
    worths = {name: solution.worth(portfolio) for name, solution in found.items()}
    return best, worths, found["receipt"]


def _better(portfolio: Portfolio, one: Solution, other: Solution) -> Solution:
    return other if other.rank(portfolio) > one.rank(portfolio) else one


def _polish(
    portfolio: Portfolio,
    best: Solution,
    prices: Prices,
    is_close: Callable[[Solution], bool],
    watch: Callable[[Progress], None],
    seconds_left: Callable[[], float],
    lowest: int,
) -> Solution:
    found, in_vain = cheapest(portfolio, prices), 0
    for time in range(_TIMES):
        if is_close(best) or seconds_left() <= 0 or in_vain == _IN_VAIN:
            break
        again = nearest(portfolio, found, _AGAIN, seed=time)
        better = polished(portfolio, best, again, min(_SECONDS_AGAIN, seconds_left()))
        if better is best and len(again) == portfolio.requests:
            break  # everybody was chosen again at once: it is the best there is, or as good as time allows
        in_vain = in_vain + 1 if better is best else 0
        best = better
        watch(Progress(0.75 + 0.2 * (time + 1) / _TIMES, lowest, best.worth(portfolio)))
    return best


def unreachable(portfolio: Portfolio, solution: Solution) -> dict[int, int]:
    """Per region (its place) how many people its floor is short of, where no plan was found that holds it."""
    missing = solution.missing(portfolio)
    return {int(region): int(missing[region]) for region in np.flatnonzero(missing)}


def shares(portfolio: Portfolio, solution: Solution) -> list[tuple[int, int]]:
    """Per region (served, asked): how even a plan is."""
    asked = np.bincount(portfolio.region, minlength=len(portfolio.least))
    return list(zip(solution.per_region(portfolio).tolist(), asked.tolist(), strict=True))
