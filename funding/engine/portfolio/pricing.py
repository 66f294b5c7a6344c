"""The cheapest way to serve every request when each budget asks a price for its money, and the bound that follows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from funding.engine.portfolio.records import NO_BUDGET, Index, Portfolio, Whole

#: Sums below this fit in a signed integer of 64 bits.
_ROOM = 62


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices as whole numbers: ``of_money`` points per cent (F,) and ``of_places`` points per person (R,), times 2^k.

    Whole numbers make the bound exact: rounding a price gives another price, and every price gives a valid bound.
    """

    of_money: Whole
    of_places: Whole
    bits: int

    @classmethod
    def of(cls, portfolio: Portfolio, money: NDArray[np.float64], places: NDArray[np.float64]) -> "Prices":
        """Rounded prices, with as many bits as the sums of this portfolio leave room for."""
        dearest = float(max(int(portfolio.points.max(initial=1)), 1))
        money, places = np.clip(money, 0, dearest), np.clip(places, 0, None)
        largest = max(
            int(portfolio.points.sum()) + int(places.max(initial=0) + 1) * portfolio.requests,
            int(portfolio.need.max(initial=1)) * max(1, int(np.ceil(money.max(initial=0)))),
        )
        bits = max(0, min(40, _ROOM - largest.bit_length()))
        scale = float(1 << bits)
        return cls(np.rint(money * scale).astype(np.int64), np.rint(places * scale).astype(np.int64), bits)


@dataclass(frozen=True, slots=True)
class Cheapest:
    """Per request its cheapest way and the cents of that way's slots, the price of it, and whether it is worth it.

    ``gain``: points (and the price of a place) less the price, times 2^k. Shapes (N,), cents (N, K).
    """

    way: Index
    cents: Whole
    cost: Whole
    gain: Whole

    @property
    def taken(self) -> NDArray[np.bool_]:
        """Who is served at these prices."""
        return self.gain > 0


def cheapest(portfolio: Portfolio, prices: Prices) -> Cheapest:
    """Every request's cheapest way to be served whole.

    What the slots of a way can pay together is a polymatroid, so taking the cheapest money first is exact. Bounds on
    groups are left out here: prices can only be too low for it, so the bound stays valid.
    """
    cents, cost = _per_way(portfolio, prices.of_money)
    way = _cheapest_per_request(portfolio, cost)
    cost = cost[way]
    worth = (portfolio.points << prices.bits) + prices.of_places[portfolio.region]
    return Cheapest(way, cents[way], cost, worth - cost)


def bound(portfolio: Portfolio, prices: Prices, found: Cheapest) -> int:
    """What no plan can exceed, in points: the budgets sold at these prices and everybody's gain (Lagrange)."""
    money = sum(int(price) * int(cents) for price, cents in zip(prices.of_money, portfolio.ceilings, strict=True))
    places = sum(int(price) * int(least) for price, least in zip(prices.of_places, portfolio.least, strict=True))
    gains = int(found.gain[found.taken].sum())
    return (money + gains - places) >> prices.bits


def _per_way(portfolio: Portfolio, money: Whole) -> tuple[Whole, Whole]:
    budget, limit = portfolio.budget, portfolio.limit
    asked = np.where(budget == NO_BUDGET, 0, money[budget] if len(money) else 0)
    order = np.argsort(asked, axis=1, kind="stable")
    together = np.cumsum(np.take_along_axis(limit, order, 1), axis=1)
    np.minimum(together, portfolio.need[portfolio.owner][:, None], out=together)
    if portfolio.price.shape[1]:
        flows = np.cumsum(np.take_along_axis(portfolio.flow, order[:, :, None], 1), axis=1)
        flows += portfolio.price[:, None, :]
        np.minimum(together, flows.min(axis=2), out=together)
    together[:, 1:] -= together[:, :-1].copy()
    cents = np.empty_like(limit)
    np.put_along_axis(cents, order, together, 1)
    return cents, (cents * asked).sum(axis=1)


def _cheapest_per_request(portfolio: Portfolio, cost: Whole) -> Index:
    starts = portfolio.first[:-1]
    if len(cost) == len(starts):
        return starts
    least = np.minimum.reduceat(cost, starts)
    places = np.flatnonzero(cost == least[portfolio.owner]).astype(np.int32)
    _, firsts = np.unique(portfolio.owner[places], return_index=True)
    return places[firsts]
