"""Money that lies idle in one budget while people wait for another: payments move along chains of people.

Who is served by a wide budget and may also be paid from a narrow one makes room in the wide one. Such a move may need
another one first, so the shortest chain of moves is searched, budget by budget: the augmenting paths of a largest flow
(Edmonds and Karp 1972) with the people as arcs. Prices cannot find this, because the budgets of a chain cost the same.
"""

from collections import deque
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from funding.engine.portfolio.records import NO_BUDGET, NOT_SERVED, Portfolio, Solution

#: Moves for one person at the most: beyond it their amounts are cents.
_MOVES = 64
#: Times that everybody who waits is tried: a round that helps nobody ends it before.
_ROUNDS = 4


def rerouted(
    portfolio: Portfolio,
    solution: Solution,
    order: Sequence[int],
    seconds_left: Callable[[], float] = lambda: 60.0,
) -> Solution:
    """The plan with payments moved so that more of those who wait are served, in this order; nobody loses a place.

    Who is bound by more than limits (cuts, groups) keeps the payment that the plan gave, and is not served here.
    """
    plain = portfolio.plain
    for _ in range(_ROUNDS):
        chains = _Chains(portfolio, solution, plain)
        waiting = [request for request in order if plain[request] and not chains.is_served(request)]
        helped = False
        for request in waiting:
            if seconds_left() <= 0:
                break
            helped |= chains.serve(request)
        if not helped:
            break
        solution = chains.solution()
    return solution


class _Chains:
    """A plan with, per pair of budgets, who can move money from the first to the second.

    Money that is not rationed counts as one more budget, which never ends.
    """

    def __init__(self, portfolio: Portfolio, solution: Solution, plain: NDArray[np.bool_]) -> None:
        self._portfolio, self._solution = portfolio, solution
        self._slots = portfolio.limit.shape[1]
        self._endless = len(portfolio.ceilings)
        self._left: list[int] = [*(portfolio.ceilings - solution.used(portfolio)).tolist(), int(portfolio.need.sum())]
        self._way: list[int] = solution.way.tolist()
        self._cents: list[list[int]] = solution.cents.tolist()
        self._budget: list[list[int]] = np.where(
            portfolio.budget == NO_BUDGET, self._endless, portfolio.budget
        ).tolist()
        self._limit: list[list[int]] = portfolio.limit.tolist()
        self._first: list[int] = portfolio.first.tolist()
        self._need: list[int] = portfolio.need.tolist()
        self._movers: list[dict[int, list[int]]] = [{} for _ in self._left]
        self._note_all(np.flatnonzero(solution.served & plain))
        #: Budgets from which no chain led to money, when it was last tried.
        self._dry = [False] * len(self._left)

    def is_served(self, request: int) -> bool:
        """Whether this one is."""
        return self._way[request] != NOT_SERVED

    def solution(self) -> Solution:
        """As it stands."""
        return Solution(np.array(self._way, dtype=np.int32), np.array(self._cents, dtype=np.int64))

    def serve(self, request: int) -> bool:
        """Serve a request by the first of its ways for which money can be had, moved or not; False when none."""
        return any(self._serve_by(request, way) for way in range(self._first[request], self._first[request + 1]))

    def _serve_by(self, request: int, way: int) -> bool:
        budgets, limits, left = self._budget[way], self._limit[way], self._left
        cents, short = [0] * self._slots, self._need[request]
        for slot, budget in enumerate(budgets):
            cents[slot] = min(limits[slot], left[budget], short)
            left[budget] -= cents[slot]
            short -= cents[slot]
        for _ in range(_MOVES):
            if not short:
                break
            more = self._fetch({budgets[slot]: slot for slot in range(self._slots) if cents[slot] < limits[slot]})
            if not more:
                break
            slot, chain = more
            cents[slot] += (amount := self._move(chain, min(short, limits[slot] - cents[slot])))
            short -= amount
        if short:
            for budget, amount in zip(budgets, cents, strict=True):
                left[budget] += amount
            return False
        self._way[request], self._cents[request] = way, cents
        for slot in range(self._slots):
            self._note(request, slot)
        return True

    def _fetch(self, wanted: dict[int, int]) -> tuple[int, list[int]] | None:
        """The slot and the shortest chain of budgets from its own to one with money; None when there is none."""
        before = {budget: budget for budget in wanted if not self._dry[budget]}
        queue = deque(before)
        while queue:
            budget = queue.popleft()
            for other in self._movers[budget]:
                if other in before or (self._dry[other] and not self._left[other]) or not self._mover(budget, other):
                    continue
                before[other] = budget
                if self._left[other]:
                    chain = [other]
                    while before[chain[-1]] != chain[-1]:
                        chain.append(before[chain[-1]])
                    return wanted[chain[-1]], chain[::-1]
                queue.append(other)
        for budget in before:
            self._dry[budget] = True
        return None

    def _move(self, chain: list[int], most: int) -> int:
        """Move at most so many cents along a chain; the cents that its first budget now has more."""
        movers = [self._mover(*pair) for pair in pairwise(chain)]
        found = [mover for mover in movers if mover]
        amount = min(most, self._left[chain[-1]], *(self._movable(*mover) for mover in found))
        for request, source, target in found:
            self._cents[request][source] -= amount
            self._cents[request][target] += amount
            self._note(request, target)
        self._left[chain[-1]] -= amount
        return amount

    def _mover(self, budget: int, other: int) -> tuple[int, int, int] | None:
        """Somebody who can move money from one budget to another: (request, slot, slot); who cannot is forgotten."""
        candidates = self._movers[budget].get(other, [])
        while candidates:
            rest, target = divmod(candidates[-1], self._slots)
            request, source = divmod(rest, self._slots)
            if self._movable(request, source, target) > 0:
                return request, source, target
            candidates.pop()
        return None

    def _movable(self, request: int, source: int, target: int) -> int:
        cents = self._cents[request]
        return min(cents[source], self._limit[self._way[request]][target] - cents[target])

    def _note(self, request: int, source: int) -> None:
        """Remember to which budgets a request can move what this slot pays."""
        way, cents = self._way[request], self._cents[request]
        budgets, limits = self._budget[way], self._limit[way]
        if not cents[source]:
            return
        for target in range(self._slots):
            if budgets[target] != budgets[source] and cents[target] < limits[target]:
                place = (request * self._slots + source) * self._slots + target
                self._movers[budgets[source]].setdefault(budgets[target], []).append(place)

    def _note_all(self, requests: NDArray[np.intp]) -> None:
        """The same for many at once; who can move most stands last, so that chains are few."""
        ways = self._solution.way[requests]
        cents, limit = self._solution.cents[requests], self._portfolio.limit[ways]
        budget = self._portfolio.budget[ways].astype(np.int64)
        budget[budget == NO_BUDGET] = self._endless
        pairs, places, amounts = [], [], []
        for source in range(self._slots):
            for target in range(self._slots):
                movable = np.minimum(cents[:, source], limit[:, target] - cents[:, target])
                rows = np.flatnonzero((movable > 0) & (budget[:, source] != budget[:, target]))
                pairs.append(budget[rows, source] * len(self._left) + budget[rows, target])
                places.append((requests[rows] * self._slots + source) * self._slots + target)
                amounts.append(movable[rows])
        pair, place, amount = np.concatenate(pairs), np.concatenate(places), np.concatenate(amounts)
        sorted_by = np.lexsort((amount, pair))
        pair, place = pair[sorted_by], place[sorted_by]
        starts = np.flatnonzero(np.diff(pair, prepend=-1))
        for start, end in pairwise([*starts.tolist(), len(pair)]):
            source, target = divmod(int(pair[start]), len(self._left))
            self._movers[source][target] = place[start:end].tolist()
