"""The prices of budgets: Dantzig-Wolfe by region, with HiGHS for the small programme in between.

A column is what all served requests of one region use of the budgets at some prices. The programme mixes columns
within the budgets; its duals are the next prices, kept in a box that shrinks around the best ones so far.
"""

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from funding.engine.portfolio.pricing import Cheapest, Prices
from funding.engine.portfolio.records import NO_BUDGET, Portfolio

type Floats = NDArray[np.float64]

_INFINITE = float(highspy.kHighsInf)
#: Parts of a mixture that are no more than noise of the solver.
_NOTHING = 1e-7
#: What a missing place costs in points of an average request: more than any lawful way to fill it.
_PLACE = 1_000.0


@dataclass(frozen=True, slots=True)
class Mixture:
    """Prices that made columns, with the part of each region's plan that they are: part[j, r] for prices[j]."""

    prices: tuple[Prices, ...]
    parts: Floats


class Master:
    """The programme of one portfolio. Money in units of ``_unit`` cents, worth in points of an average request."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._portfolio = portfolio
        self._budgets, self._regions = len(portfolio.ceilings), len(portfolio.least)
        self._unit = max(1.0, float(portfolio.need.mean()))
        self._point = max(1.0, float(portfolio.points.mean()))
        self._made: list[Prices] = []
        mean_price = float(portfolio.points.sum()) / max(1.0, float(portfolio.need.sum()))
        self._centre = np.full(self._budgets, mean_price * self._unit / self._point)
        self._width = 0.5 * float(self._centre.mean()) if self._budgets else 0.0
        self._lowest = np.inf
        self.best = self._as_prices(self._centre, np.zeros(self._regions))
        self._next = self.best
        self._solver = self._empty()

    @property
    def next(self) -> Prices:
        """The prices to try now."""
        return self._next

    def add(self, prices: Prices, found: Cheapest, bound: int) -> None:
        """Learn what happens at these prices, and find the next ones."""
        self._add_columns(prices, found)
        centre = prices.of_money / float(1 << prices.bits) * self._unit / self._point
        if bound < self._lowest:
            self._lowest, self._centre, self.best = bound, centre, prices
            self._width *= 1.1
        else:
            self._width *= 0.7
        self._move_box()
        self._solver.run()
        duals = np.array(self._solver.getSolution().row_dual)
        money = np.maximum(0.0, -duals[: self._budgets])
        places = np.maximum(0.0, duals[self._budgets + self._regions :])
        self._next = self._as_prices(money, places)

    @property
    def worth(self) -> float:
        """Points of the best mixture so far: no plan of whole people, but close to one."""
        return -float(self._solver.getInfo().objective_function_value) * self._point

    def mixture(self) -> Mixture:
        """The columns in use."""
        values = np.array(self._solver.getSolution().col_value)[self._base :].reshape(-1, self._regions)
        used = np.flatnonzero(values.max(axis=1, initial=0) > _NOTHING)
        return Mixture(tuple(self._made[j] for j in used), values[used])

    def margin(self) -> Floats:
        """What one more cent of each budget is worth at the margin, in points; shape (F,)."""
        return self.best.of_money / float(1 << self.best.bits)

    @property
    def _base(self) -> int:
        return 2 * self._budgets + 2 * self._regions

    def _as_prices(self, money: Floats, places: Floats) -> Prices:
        return Prices.of(self._portfolio, money * self._point / self._unit, places * self._point)

    def _empty(self) -> highspy.Highs:
        """Rows: the budgets, one plan per region, the floors. Columns: the box, missing places, "nobody"."""
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.silent()
        none: tuple[NDArray[np.int32], Floats] = (np.array([], np.int32), np.array([]))
        for cents in self._portfolio.ceilings:
            solver.addRow(-_INFINITE, float(cents) / self._unit, 0, *none)
        for _ in range(self._regions):
            solver.addRow(1.0, 1.0, 0, *none)
        for least in self._portfolio.least:
            solver.addRow(float(least) if least else -_INFINITE, _INFINITE, 0, *none)
        for row in range(self._budgets):
            for side in (-1.0, 1.0):
                solver.addCol(0.0, 0.0, _INFINITE, 1, np.array([row], np.int32), np.array([side]))
        for region in range(self._regions):
            row = self._budgets + self._regions + region
            solver.addCol(_PLACE, 0.0, _INFINITE, 1, np.array([row], np.int32), np.array([1.0]))
        for region in range(self._regions):
            row = self._budgets + region
            solver.addCol(0.0, 0.0, _INFINITE, 1, np.array([row], np.int32), np.array([1.0]))
        return solver

    def _add_columns(self, prices: Prices, found: Cheapest) -> None:
        portfolio, budgets = self._portfolio, self._budgets
        rows = np.flatnonzero(found.taken)
        region = portfolio.region[rows]
        budget, cents = portfolio.budget[found.way[rows]], found.cents[rows]
        paying = (budget != NO_BUDGET) & (cents > 0)
        place = (region[:, None].astype(np.int64) * budgets + budget)[paying]
        used = np.bincount(place, cents[paying], self._regions * budgets).reshape(self._regions, budgets)
        worth = np.bincount(region, portfolio.points[rows], self._regions) / self._point
        people = np.bincount(region, minlength=self._regions)
        self._made.append(prices)
        for number in range(self._regions):
            touched = np.flatnonzero(used[number])
            index = np.r_[touched, budgets + number, budgets + self._regions + number].astype(np.int32)
            values = np.r_[used[number, touched] / self._unit, 1.0, float(people[number])]
            self._solver.addCol(-float(worth[number]), 0.0, _INFINITE, len(index), index, values)

    def _move_box(self) -> None:
        for row, price in enumerate(self._centre):
            self._solver.changeColCost(2 * row, float(price + self._width))
            self._solver.changeColCost(2 * row + 1, -max(0.0, float(price - self._width)))
