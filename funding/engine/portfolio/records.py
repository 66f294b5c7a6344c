"""What the optimiser reads and what it gives back. Amounts in whole cents, worth in whole points."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

type Whole = NDArray[np.int64]
type Index = NDArray[np.int32]

#: The budget of a slot whose money is not rationed here: set aside already, or of a fund that decides elsewhere.
NO_BUDGET = -1
#: The way of a request that gets nothing.
NOT_SERVED = -1


class Cancelled(Exception):
    """Whoever watched does not want the answer any more."""


@dataclass(frozen=True, slots=True)
class Group:
    """Slots of one way that together pay at least ``least`` and at most ``most`` cents."""

    slots: tuple[int, ...]
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Portfolio:
    """N requests in order of receipt, W ways to serve them, F budgets, R regions.

    A request is served when one of its ways pays exactly ``need`` cents. A way has K slots, the sources that may pay
    together, in the order in which money is used; slot k pays at most ``limit`` cents from ``budget``. A way may have
    ``cuts``: its slots T pay together at most min over cuts c of price[c] + the sum over T of flow[T, c] (see
    funding.engine.cuts); and ``groups`` with bounds (co-financing, caps of a family).

    Shapes: ceilings (F,), region, points and need (N,), first (N + 1,): the ways of request i are first[i] up to
    first[i + 1], at least one; owner (W,), budget and limit (W, K), price (W, C), flow (W, K, C), least (R,): as many
    requests of a region are served at the least.
    """

    ceilings: Whole
    region: Index
    points: Whole
    need: Whole
    first: Index
    owner: Index
    budget: Index
    limit: Whole
    price: Whole
    flow: Whole
    least: Whole
    groups: Mapping[int, tuple[Group, ...]] = field(default_factory=dict)

    @property
    def requests(self) -> int:
        """How many there are."""
        return len(self.need)

    @property
    def plain(self) -> NDArray[np.bool_]:
        """Per request whether limits are all that binds each of its ways: no cuts, no groups; shape (N,)."""
        bound = np.zeros(len(self.owner), dtype=bool)
        bound[list(self.groups)] = True
        if self.price.shape[1]:
            bound |= (self.price < self.need[self.owner][:, None]).any(axis=1)
        bound_ways: Whole = np.bincount(self.owner[bound], minlength=self.requests).astype(np.int64)
        return np.asarray(bound_ways == 0)


@dataclass(frozen=True, slots=True)
class Solution:
    """Per request the way that serves it (NOT_SERVED: none) and the cents of each slot of that way: (N,), (N, K)."""

    way: Index
    cents: Whole

    @property
    def served(self) -> NDArray[np.bool_]:
        """Who is helped; shape (N,)."""
        return np.asarray(self.way != NOT_SERVED)

    def worth(self, portfolio: Portfolio) -> int:
        """The points of all who are served."""
        return int(portfolio.points[self.served].sum())

    def used(self, portfolio: Portfolio) -> Whole:
        """What each budget pays in cents; shape (F,)."""
        rows = np.flatnonzero(self.served)
        budget, cents = portfolio.budget[self.way[rows]], self.cents[rows]
        paying = (budget != NO_BUDGET) & (cents > 0)
        used = np.zeros(len(portfolio.ceilings), dtype=np.int64)
        np.add.at(used, budget[paying], cents[paying])
        return used

    def missing(self, portfolio: Portfolio) -> Whole:
        """Per region how many are served too few for its floor; shape (R,)."""
        return np.asarray(np.maximum(portfolio.least - self.per_region(portfolio), 0))

    def per_region(self, portfolio: Portfolio) -> Whole:
        """How many are served in each region; shape (R,)."""
        return np.bincount(portfolio.region[self.served], minlength=len(portfolio.least)).astype(np.int64)

    def rank(self, portfolio: Portfolio) -> tuple[int, int]:
        """What is compared: floors first, then points; larger is better."""
        return -int(self.missing(portfolio).sum()), self.worth(portfolio)


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: the part done (0 to 1), the lowest bound and the best worth so far, in points."""

    part: float
    bound: int
    found: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The best plan found, and what no plan can exceed.

    ``bound`` is valid whatever the prices are: it is worked out in whole numbers. ``prices``: what one more cent in
    each budget is worth in points, at the margin. ``greedy``: what each simple order reaches, in points;
    ``receipt``: what the order of receipt gives (floors first).
    """

    solution: Solution
    bound: int
    prices: NDArray[np.float64]
    greedy: Mapping[str, int]
    rounds: int
    receipt: Solution | None = None

    def worth(self, portfolio: Portfolio) -> int:
        """Points reached."""
        return self.solution.worth(portfolio)

    def gap(self, portfolio: Portfolio) -> float:
        """How far the plan can be from the best, as a part of the bound: 0.004 is 0.4 percent."""
        return (self.bound - self.worth(portfolio)) / self.bound if self.bound else 0.0
