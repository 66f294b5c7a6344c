"""Whether a plan for all is lawful, checked without the optimiser: it shares no computation with it, only the records.

Cents are added one by one in plain Python; nothing here knows of prices.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, combinations

from funding.engine.portfolio.records import NO_BUDGET, NOT_SERVED, Portfolio, Solution


class Flaw(StrEnum):
    """What is wrong with a plan for all."""

    OVER_BUDGET = "over_budget"
    NOT_ITS_WAY = "not_its_way"
    NOT_WHOLE = "not_whole"
    OVER_LIMIT = "over_limit"
    OVER_CUT = "over_cut"
    OUTSIDE_GROUP = "outside_group"
    UNDER_FLOOR = "under_floor"
    OVER_BOUND = "over_bound"


@dataclass(frozen=True, slots=True)
class Finding:
    """One flaw: of which request, budget or region (its place), and in words with amounts in cents."""

    flaw: Flaw
    place: int
    words: str


def findings(portfolio: Portfolio, solution: Solution, bound: int | None = None) -> list[Finding]:
    """Every flaw of a plan; empty when each budget, limit, cut, group and floor is kept and everybody is paid whole.

    With ``bound``: also whether the plan, if it holds every floor, reaches more than was said to be possible.
    """
    found: list[Finding] = []
    spent = [0] * len(portfolio.ceilings)
    served = [0] * len(portfolio.least)
    points = 0
    for request, way in enumerate(solution.way.tolist()):
        if way == NOT_SERVED:
            continue
        points += int(portfolio.points[request])
        served[int(portfolio.region[request])] += 1
        cents = solution.cents[request].tolist()
        if not portfolio.first[request] <= way < portfolio.first[request + 1]:
            found.append(Finding(Flaw.NOT_ITS_WAY, request, f"way {way}"))
            continue
        found += _of_way(portfolio, request, way, cents)
        for budget, amount in zip(portfolio.budget[way].tolist(), cents, strict=True):
            if budget != NO_BUDGET:
                spent[budget] += amount
    for place, (paid, ceiling) in enumerate(zip(spent, portfolio.ceilings.tolist(), strict=True)):
        if paid > ceiling:
            found.append(Finding(Flaw.OVER_BUDGET, place, f"{paid} of {ceiling}"))
    for place, (people, least) in enumerate(zip(served, portfolio.least.tolist(), strict=True)):
        if people < least:
            found.append(Finding(Flaw.UNDER_FLOOR, place, f"{people} of at least {least}"))
    held = all(one.flaw is not Flaw.UNDER_FLOOR for one in found)
    if bound is not None and held and points > bound:
        found.append(Finding(Flaw.OVER_BOUND, 0, f"{points} points, at most {bound} are possible"))
    return found


def _of_way(portfolio: Portfolio, request: int, way: int, cents: list[int]) -> Iterator[Finding]:
    if sum(cents) != int(portfolio.need[request]):
        yield Finding(Flaw.NOT_WHOLE, request, f"{sum(cents)} of {portfolio.need[request]}")
    for amount, limit in zip(cents, portfolio.limit[way].tolist(), strict=True):
        if not 0 <= amount <= limit:
            yield Finding(Flaw.OVER_LIMIT, request, f"{amount} of {limit}")
    paying = [slot for slot, amount in enumerate(cents) if amount]
    for price, flows in zip(portfolio.price[way].tolist(), portfolio.flow[way].T.tolist(), strict=True):
        for slots in chain.from_iterable(combinations(paying, size) for size in range(1, len(paying) + 1)):
            if sum(cents[slot] for slot in slots) > price + sum(flows[slot] for slot in slots):
                yield Finding(Flaw.OVER_CUT, request, f"slots {slots} pay more than their costs")
    for group in portfolio.groups.get(way, ()):
        together = sum(cents[slot] for slot in group.slots)
        if together < group.least or (group.most is not None and together > group.most):
            yield Finding(Flaw.OUTSIDE_GROUP, request, f"{together}, between {group.least} and {group.most}")
