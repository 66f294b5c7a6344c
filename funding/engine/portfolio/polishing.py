"""Improving a plan of whole people: those near the margin are chosen again, all at once, by an integer programme.

Rounding leaves a little money in many budgets, and a floor can be missed by a few people. What is certainly in or out
stays; the rest (some hundreds) is small enough for HiGHS to choose exactly within the money that they leave.
"""

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from funding.engine.portfolio.filling import Filling
from funding.engine.portfolio.pricing import Cheapest
from funding.engine.portfolio.records import NO_BUDGET, Portfolio, Solution, Whole

_INFINITE = float(highspy.kHighsInf)
_EURO = 100.0
#: A missing place is worth more than everybody who is chosen again.
_BEYOND = 10.0


def nearest(portfolio: Portfolio, found: Cheapest, most: int, seed: int) -> Whole:
    """The requests whose place in the plan is least certain at these prices, half of them drawn near the margin.

    Only requests whose ways are bound by limits alone: the programme knows no cuts and no groups.
    """
    worth = np.maximum(np.abs(found.gain + found.cost), 1)
    doubt = np.abs(found.gain) / worth
    doubt[~portfolio.plain] = np.inf
    order = np.argsort(doubt, kind="stable")[: int(portfolio.plain.sum())]
    sure, rest = order[: most // 2], order[most // 2 : 4 * most]
    drawn = np.random.default_rng(seed).permutation(rest)[: most - len(sure)]
    return np.sort(np.concatenate([sure, drawn])).astype(np.int64)


def polished(portfolio: Portfolio, solution: Solution, requests: Whole, seconds: float) -> Solution:
    """The plan with these requests chosen again; the same plan when nothing better was found in so many seconds."""
    if not len(requests) or seconds <= 0:
        return solution
    filling = Filling(portfolio)
    filling.start_from(solution, without=requests.tolist())
    model = _model(portfolio, solution, requests, np.array(filling.left, dtype=np.int64))
    model.solver.setOptionValue("time_limit", seconds)
    model.solver.run()
    values = np.array(model.solver.getSolution().col_value)
    if not len(values):
        return solution
    _take(portfolio, filling, model, values)
    better = filling.solution()
    return better if better.rank(portfolio) > solution.rank(portfolio) else solution


@dataclass(frozen=True, slots=True)
class _Model:
    """Columns: per way whether it is used, per slot of it the euros (places (ways, K), -1: none), missing places."""

    solver: highspy.Highs
    ways: Whole
    places: Whole


def _model(portfolio: Portfolio, solution: Solution, requests: Whole, left: Whole) -> _Model:
    ways = np.concatenate([np.arange(portfolio.first[i], portfolio.first[i + 1]) for i in requests]).astype(np.int64)
    owner = portfolio.owner[ways]
    budget, limit, need = portfolio.budget[ways], portfolio.limit[ways], portfolio.need[owner]
    shown = (limit > 0).nonzero()
    places = np.full(limit.shape, -1, dtype=np.int64)
    places[shown] = len(ways) + np.arange(len(shown[0]))
    missing = np.maximum(portfolio.least - _served_elsewhere(portfolio, solution, requests), 0)
    short = np.flatnonzero(missing)
    columns = len(ways) + len(shown[0]) + len(short)
    points = portfolio.points[owner] / max(1.0, float(portfolio.points.mean()))
    cost = np.zeros(columns)
    cost[: len(ways)] = -points
    cost[columns - len(short) :] = _BEYOND * (1.0 + float(points.max(initial=0.0))) * max(1, len(requests))
    upper = np.full(columns, _INFINITE)
    upper[: len(ways)] = 1.0
    upper[len(ways) : len(ways) + len(shown[0])] = limit[shown] / _EURO
    # Rows: each request at most once; each way pays its need; each budget; each floor.
    _, request_row = np.unique(owner, return_inverse=True)
    rows, cols, values = [request_row], [np.arange(len(ways))], [np.ones(len(ways))]
    base = int(request_row.max()) + 1
    rows += [base + np.arange(len(ways)), base + shown[0]]
    cols += [np.arange(len(ways)), places[shown]]
    values += [-need / _EURO, np.ones(len(shown[0]))]
    budgets = base + len(ways)
    paying = budget[shown] != NO_BUDGET
    rows.append(budgets + budget[shown][paying])
    cols.append(places[shown][paying])
    values.append(np.ones(int(paying.sum())))
    floors = budgets + len(left)
    for number, region in enumerate(short):
        inside = np.flatnonzero(portfolio.region[owner] == region)
        rows += [np.full(len(inside), floors + number), np.array([floors + number])]
        cols += [inside, np.array([columns - len(short) + number])]
        values += [np.ones(len(inside)), np.ones(1)]
    lower_row = np.concatenate(
        [np.full(base, -_INFINITE), np.zeros(len(ways)), np.full(len(left), -_INFINITE), missing[short]]
    )
    upper_row = np.concatenate([np.ones(base), np.zeros(len(ways)), left / _EURO, np.full(len(short), _INFINITE)])
    integral = [highspy.HighsVarType.kInteger] * len(ways)
    integral += [highspy.HighsVarType.kContinuous] * (columns - len(ways))
    solver = _solver(
        cost, upper, lower_row, upper_row, np.concatenate(rows), np.concatenate(cols), np.concatenate(values), integral
    )
    start = highspy.HighsSolution()
    start.col_value = _start(portfolio, solution, ways, places, columns, missing, short).tolist()
    solver.setSolution(start)
    return _Model(solver, ways, places)


def _solver(
    cost: NDArray[np.float64],
    upper: NDArray[np.float64],
    lower_row: NDArray[np.float64],
    upper_row: NDArray[np.float64],
    rows: Whole,
    cols: Whole,
    values: NDArray[np.float64],
    integral: list[highspy.HighsVarType],
) -> highspy.Highs:
    order = np.lexsort((rows, cols))
    starts = np.searchsorted(cols[order], np.arange(len(cost) + 1))
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(cost), len(lower_row)
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, np.zeros(len(cost)), upper
    model.row_lower_, model.row_upper_ = lower_row, upper_row
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = starts.astype(np.int32)
    model.a_matrix_.index_ = rows[order].astype(np.int32)
    model.a_matrix_.value_ = values[order].astype(np.float64)
    model.integrality_ = integral
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.passModel(model)
    return solver


def _served_elsewhere(portfolio: Portfolio, solution: Solution, requests: Whole) -> Whole:
    served = solution.served.copy()
    served[requests] = False
    return np.bincount(portfolio.region[served], minlength=len(portfolio.least)).astype(np.int64)


def _start(
    portfolio: Portfolio,
    solution: Solution,
    ways: Whole,
    places: Whole,
    columns: int,
    missing: Whole,
    short: NDArray[np.intp],
) -> NDArray[np.float64]:
    values = np.zeros(columns)
    still = missing.copy()
    for row, way in enumerate(ways.tolist()):
        request = int(portfolio.owner[way])
        if solution.way[request] == way:
            values[row] = 1.0
            still[portfolio.region[request]] -= 1
            for place, cents in zip(places[row].tolist(), solution.cents[request].tolist(), strict=True):
                if place >= 0:
                    values[place] = cents / _EURO
    values[columns - len(short) :] = np.maximum(still, 0)[short]
    return values


def _take(portfolio: Portfolio, filling: Filling, model: _Model, values: NDArray[np.float64]) -> None:
    """Serve who the programme chose, in whole cents; who just does not fit any more comes last, by any of its ways."""
    late = []
    for row, way in enumerate(model.ways.tolist()):
        if values[row] > 0.5:
            request = int(portfolio.owner[way])
            wish = [int(values[place] * _EURO + 1e-3) if place >= 0 else 0 for place in model.places[row].tolist()]
            if not filling.serve_by(request, way, range(len(wish)), wish):
                late.append(request)
    for request in late:
        filling.serve(request)
    for request in np.unique(portfolio.owner[model.ways]).tolist():
        if not filling.is_served(request):
            filling.serve(request)
