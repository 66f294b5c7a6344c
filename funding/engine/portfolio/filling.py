"""Serving people one after another in whole cents: simple orders, and the rounding of a mixture."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from funding.engine.portfolio.master import Mixture
from funding.engine.portfolio.pricing import Cheapest, Prices, cheapest
from funding.engine.portfolio.records import NO_BUDGET, NOT_SERVED, Group, Portfolio, Solution, Whole


class Filling:
    """A plan that grows: what is left in each budget, and who is served with what."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._left: list[int] = [*portfolio.ceilings.tolist(), 0]  # the last one stands for NO_BUDGET
        self._budget: list[list[int]] = portfolio.budget.tolist()
        self._limit: list[list[int]] = portfolio.limit.tolist()
        self._need: list[int] = portfolio.need.tolist()
        self._first: list[int] = portfolio.first.tolist()
        self._cuts = portfolio.price.shape[1] > 0
        self._way = [NOT_SERVED] * portfolio.requests
        self._cents: dict[int, list[int]] = {}

    def start_from(self, solution: Solution, without: Iterable[int] = ()) -> None:
        """Serve everybody of a plan with the same money, except some."""
        out = set(without)
        for request in np.flatnonzero(solution.served).tolist():
            if request not in out:
                self._serve(request, int(solution.way[request]), solution.cents[request].tolist())

    def serve(self, request: int, order: Sequence[Sequence[int]] | None = None, wish: Sequence[int] = ()) -> bool:
        """Serve a request by its first way that the money left allows; False when there is none.

        ``order``: per way of this request its slots, the first money first. ``wish``: cents per slot of its first way
        to begin with, as far as they are there.
        """
        start = self._first[request]
        for number, way in enumerate(range(start, self._first[request + 1])):
            slots = order[number] if order is not None else range(len(self._limit[way]))
            cents = self._amounts(request, way, slots, wish if not number else ())
            if cents is not None:
                self._serve(request, way, cents)
                return True
        return False

    def serve_by(self, request: int, way: int, slots: Sequence[int], wish: Sequence[int] = ()) -> bool:
        """Serve a request by this way, the first slots first; False when the money left does not allow it."""
        cents = self._amounts(request, way, slots, wish)
        if cents is not None:
            self._serve(request, way, cents)
        return cents is not None

    def is_served(self, request: int) -> bool:
        """Whether this one is."""
        return self._way[request] != NOT_SERVED

    @property
    def left(self) -> list[int]:
        """Cents left in each budget."""
        return self._left[:-1]

    def solution(self) -> Solution:
        """As it stands."""
        cents = np.zeros((self._portfolio.requests, self._portfolio.limit.shape[1]), dtype=np.int64)
        for request, amounts in self._cents.items():
            cents[request] = amounts
        return Solution(np.array(self._way, dtype=np.int32), cents)

    def _serve(self, request: int, way: int, cents: list[int]) -> None:
        for budget, amount in zip(self._budget[way], cents, strict=True):
            if budget != NO_BUDGET:
                self._left[budget] -= amount
        self._way[request], self._cents[request] = way, cents

    def _amounts(self, request: int, way: int, slots: Sequence[int], wish: Sequence[int]) -> list[int] | None:
        groups = self._portfolio.groups.get(way)
        if self._cuts or groups:
            return self._bounded(request, way, slots, groups or ())
        budgets, limits, left, need = self._budget[way], self._limit[way], self._left, self._need[request]
        cents = [0] * len(limits)
        if wish:
            for slot, amount in enumerate(wish):
                budget = budgets[slot]
                most = limits[slot] if budget == NO_BUDGET else min(limits[slot], left[budget])
                cents[slot] = min(amount, most, need)
                need -= cents[slot]
        for slot in slots:
            if not need:
                break
            budget = budgets[slot]
            most = limits[slot] if budget == NO_BUDGET else min(limits[slot], left[budget])
            more = min(most - cents[slot], need)
            if more > 0:
                cents[slot] += more
                need -= more
        return None if need else cents

    def _bounded(self, request: int, way: int, slots: Sequence[int], groups: Sequence[Group]) -> list[int] | None:
        """As above, within cuts and groups: what a group must pay comes first, and none gets more than it may."""
        needed = {slot for group in groups if group.least for slot in group.slots}
        room = [group.most for group in groups]
        running, flow = self._portfolio.price[way].tolist(), self._portfolio.flow[way].tolist()
        need, cents = self._need[request], [0] * len(self._limit[way])
        before = 0
        for slot in sorted(slots, key=lambda slot: slot not in needed):
            budget = self._budget[way][slot]
            most = self._limit[way][slot] if budget == NO_BUDGET else min(self._limit[way][slot], self._left[budget])
            caps = [cap for cap, group in zip(room, groups, strict=True) if cap is not None and slot in group.slots]
            most = max(0, min([most, need - before, *caps]))
            running = [sum_ + min(own, most) for sum_, own in zip(running, flow[slot], strict=True)]
            now = min([before + most, *running])
            cents[slot], before = now - before, now
            room = [
                cap - cents[slot] if cap is not None and slot in group.slots else cap
                for cap, group in zip(room, groups, strict=True)
            ]
        lawful = all(sum(cents[slot] for slot in group.slots) >= group.least for group in groups)
        return cents if before == need and lawful else None


def in_order(portfolio: Portfolio, order: Sequence[int]) -> Solution:
    """Serve in this order who can be served whole; first, in the same order, who a region's floor needs."""
    filling = Filling(portfolio)
    missing, region = portfolio.least.tolist(), portfolio.region.tolist()
    if any(missing):
        for request in order:
            if missing[region[request]] > 0 and filling.serve(request):
                missing[region[request]] -= 1
    for request in order:
        if not filling.is_served(request):
            filling.serve(request)
    return filling.solution()


def orders(portfolio: Portfolio) -> Mapping[str, list[int]]:
    """The simple orders: of receipt, the smallest amount first, the most points first, the most points per cent."""
    need, points = portfolio.need, portfolio.points
    return {
        "receipt": list(range(portfolio.requests)),
        "cheapest": np.argsort(need, kind="stable").tolist(),
        "points": np.argsort(-points, kind="stable").tolist(),
        "points_per_cent": np.argsort(-(points / np.maximum(need, 1)), kind="stable").tolist(),
    }


def rounded(portfolio: Portfolio, mixture: Mixture, best: Prices) -> Solution:
    """A plan of whole people near a mixture: each gets the mean of the ways in it, a mix of full payments being one.

    Who is wholly in the mixture comes first, then who gives the most points for the price.
    """
    part, mean = _mean(portfolio, mixture)
    at_best = cheapest(portfolio, best)
    slots = _slots_by_price(portfolio, best)
    order = _by_part_and_gain(portfolio, part, at_best)
    filling = Filling(portfolio)
    chosen = _likeliest(portfolio, part)
    wishes = (mean // 1).astype(np.int64)
    for request in order:
        way = int(chosen[request])
        wish = wishes[way].tolist() if part[way] > 0 else ()
        if not filling.serve_by(request, way, slots[way], wish):
            start, end = portfolio.first[request], portfolio.first[request + 1]
            filling.serve(request, slots[start:end])
    return filling.solution()


def worthiest(portfolio: Portfolio, found: Cheapest) -> list[int]:
    """The requests that give the most points for their price first; of equals, who asked first."""
    return _by_part_and_gain(portfolio, np.zeros(len(portfolio.owner)), found)


def _mean(portfolio: Portfolio, mixture: Mixture) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Per way its part in the mixture (W,), and the mean of what its slots pay there in cents (W, K)."""
    part = np.zeros(len(portfolio.owner))
    mean = np.zeros(portfolio.limit.shape)
    for prices, parts in zip(mixture.prices, mixture.parts, strict=True):
        found = cheapest(portfolio, prices)
        rows = np.flatnonzero(found.taken & (parts[portfolio.region] > 0))
        share = parts[portfolio.region[rows]]
        part[found.way[rows]] += share
        mean[found.way[rows]] += share[:, None] * found.cents[rows]
    return part, mean / np.maximum(part, 1e-9)[:, None] + 1e-6


def _likeliest(portfolio: Portfolio, part: NDArray[np.float64]) -> Whole:
    """Per request the way with the largest part, the first of equals."""
    order = np.lexsort((np.arange(len(part)), -part, portfolio.owner))
    return order[np.searchsorted(portfolio.owner[order], np.arange(portfolio.requests))]


def _by_part_and_gain(portfolio: Portfolio, part: NDArray[np.float64], at_best: Cheapest) -> list[int]:
    whole = np.round(np.bincount(portfolio.owner, part, portfolio.requests), 2)
    value = (at_best.gain + at_best.cost) / np.maximum(at_best.cost, 1)
    return np.lexsort((np.arange(portfolio.requests), -value, -whole)).tolist()  # type: ignore[no-any-return]


def _slots_by_price(portfolio: Portfolio, prices: Prices) -> list[list[int]]:
    asked = np.where(portfolio.budget == NO_BUDGET, 0, prices.of_money[portfolio.budget] if len(prices.of_money) else 0)
    return np.argsort(asked, axis=1, kind="stable").tolist()  # type: ignore[no-any-return]
