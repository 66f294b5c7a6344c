"""From applications with their offers to the arrays of a portfolio, the budgets in order of receipt served first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from funding.engine.conflicts import bits, conflict_free, conflicts_of
from funding.engine.cuts import Cuts, cuts_of
from funding.engine.matching import Demands, demands_of
from funding.engine.money import CostLine, merged
from funding.engine.offers import Offer, Source
from funding.engine.plan import best_plan, payers
from funding.engine.portfolio.records import NO_BUDGET, Group, Portfolio
from funding.engine.portfolio.weighing import NO_MERITS, Merits, Weights, points_of
from funding.engine.terms import Tier

NOTHING_HELD: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Budget:
    """Money of one scheme: ``cents`` that can be given out now.

    ``in_order``: nobody chooses; strictly in the order of ``queue`` (keys of requests), of receipt when it names none.
    """

    scheme: str
    cents: int
    in_order: bool = False
    queue: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A complete application: its costs, the offers of all schemes that may pay (budgets aside), and its region.

    ``asked``: cents per scheme in the plan that it waits for. ``fixed``: only this plan will do, no other combination.
    ``held``: cents per scheme that are its own already; part of every other combination.
    """

    key: str
    region: str
    lines: tuple[CostLine, ...]
    offers: tuple[Offer, ...]
    asked: Mapping[str, int]
    merits: Merits = NO_MERITS
    fixed: bool = False
    held: Mapping[str, int] = NOTHING_HELD


@dataclass(frozen=True, slots=True)
class Way:
    """The schemes that may pay together for one request, what each may pay at most, and what binds them.

    ``cuts``: (price, flow per slot) of each cut that is tighter than the limits.
    """

    schemes: tuple[str, ...]
    budgeted: tuple[bool, ...]
    limits: tuple[int, ...]
    cuts: tuple[tuple[int, tuple[int, ...]], ...] = ()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """A portfolio with the names of its rows: ``requests`` that can be served at all, budgets, regions, ways.

    ``given``: per request (by key) the cents per scheme that the order of receipt gives it, whatever is chosen.
    ``hopeless``: keys of requests that no combination pays whole. Schemes of ways are in the order of slots.
    """

    portfolio: Portfolio
    requests: tuple[Request, ...]
    budgets: tuple[Budget, ...]
    regions: tuple[str, ...]
    ways: tuple[Way, ...]
    given: Mapping[str, Mapping[str, int]]
    hopeless: tuple[str, ...] = field(default=())


def build(
    requests: Sequence[Request],
    budgets: Sequence[Budget],
    weights: Weights,
    least: Mapping[str, int] | None = None,
) -> Built:
    """The portfolio of these requests (in order of receipt) and budgets; ``least``: per region the fewest served.

    Raises ValueError for two budgets of one scheme, or a floor of a region that nobody comes from.
    """
    left = {budget.scheme: budget for budget in budgets}
    if len(left) < len(budgets):
        raise ValueError("A scheme has one budget.")
    regions = tuple(sorted({request.region for request in requests}))
    if unknown := set(least or {}) - set(regions):
        raise ValueError(f"Nobody asks from {sorted(unknown)}.")
    given = handed_out(requests, budgets)
    found = [(request, *ways_of(request, left, {**request.held, **given.get(request.key, {})})) for request in requests]
    able = [(request, need, ways) for request, need, ways in found if ways]
    places = {budget.scheme: place for place, budget in enumerate(budgets)}
    rest = [0 if budget.in_order else budget.cents for budget in budgets]
    needs = [need for _, need, _ in able]
    portfolio = _arrays(
        [ways for _, _, ways in able],
        needs,
        places,
        rest,
        [regions.index(request.region) for request, _, _ in able],
        points_of([request.merits for request, _, _ in able], needs, weights),
        [(least or {}).get(region, 0) for region in regions],
    )
    return Built(
        portfolio,
        tuple(request for request, _, _ in able),
        tuple(budgets),
        regions,
        tuple(way for _, _, ways in able for way in ways),
        given,
        tuple(request.key for request, _, ways in found if not ways),
    )


def handed_out(requests: Sequence[Request], budgets: Sequence[Budget]) -> dict[str, dict[str, int]]:
    """What the budgets in order of receipt give, by request and scheme: each gets what it asked while it is there.

    Nobody overtakes: behind the first who cannot get all of it, nobody gets any.
    """
    by_key = {request.key: request for request in requests}
    given: dict[str, dict[str, int]] = {}
    for budget in budgets:
        left = budget.cents if budget.in_order else 0
        for key in budget.queue or by_key:
            cents = by_key[key].asked.get(budget.scheme, 0)
            if cents > left:
                break
            if cents:
                left -= cents
                given.setdefault(key, {})[budget.scheme] = cents
    return given


def ways_of(request: Request, budgets: Mapping[str, Budget], given: Mapping[str, int]) -> tuple[int, tuple[Way, ...]]:
    """What a request needs in grants (cents), and every set of schemes that can pay all of it; () when none can.

    The need is what the best plan gives when no budget is short; ``given`` is part of every way.
    """
    if request.fixed:
        return _as_asked(request, budgets, given)
    lines = merged(request.lines)
    grants = [offer for offer in request.offers if offer.terms.tier is not Tier.LOAN]
    plan = best_plan(lines, grants)
    need = plan.total - plan.own
    if not need:
        return 0, ()
    sources = payers(lines, grants)
    cuts, demands = cuts_of(lines, sources), demands_of(sources, int(plan.total))
    ways = []
    for members in conflict_free(conflicts_of(sources), demands.conditional):
        way = _way(sources, cuts, members, demands, int(need), budgets, given)
        if way is not None and way not in ways:
            ways.append(way)
    return int(need), tuple(ways)


def _as_asked(request: Request, budgets: Mapping[str, Budget], given: Mapping[str, int]) -> tuple[int, tuple[Way, ...]]:
    need = sum(request.asked.values())
    held = [scheme for scheme in request.asked if scheme in budgets and budgets[scheme].in_order]
    if not need or any(scheme not in given for scheme in held):
        return need, ()
    schemes = tuple(request.asked)
    budgeted = tuple(scheme in budgets and scheme not in given for scheme in schemes)
    return need, (Way(schemes, budgeted, tuple(request.asked.values())),)


def _way(
    sources: Sequence[Source],
    cuts: Cuts,
    members: int,
    demands: Demands,
    need: int,
    budgets: Mapping[str, Budget],
    given: Mapping[str, int],
) -> Way | None:
    """The set as a way, what was given first; None when it cannot pay all, or lacks a scheme that was given."""
    closed = {scheme for scheme, budget in budgets.items() if budget.in_order and scheme not in given}
    chosen = [position for position in bits(members) if sources[position].scheme not in closed]
    if not set(given) <= {sources[position].scheme for position in chosen}:
        return None
    chosen.sort(key=lambda position: sources[position].scheme not in given)
    limits = [min(sources[p].limit, given.get(sources[p].scheme, sources[p].limit)) for p in chosen]
    if any(given.get(sources[p].scheme, 0) > limit for p, limit in zip(chosen, limits, strict=True)):
        return None
    tight = []
    for number, price in enumerate(cuts.price):
        flow = tuple(min(cuts.flow[p][number], limit) for p, limit in zip(chosen, limits, strict=True))
        if price + sum(flow) < need:
            return None
        if price < need and flow != tuple(limits):
            tight.append((price, flow))
    bounds = demands.bounds(members, members & demands.conditional)
    slot_of = {position: slot for slot, position in enumerate(chosen)}

    def slots(group: int) -> tuple[int, ...]:
        return tuple(slot_of[position] for position in bits(group) if position in slot_of)

    groups = [Group(slots(ceiling.group), most=max(0, ceiling.cents)) for ceiling in bounds.ceilings]
    groups += [Group(slots(floor.group), least=floor.cents) for floor in bounds.floors]
    if any(sum(limits[slot] for slot in group.slots) < group.least for group in groups):
        return None
    schemes = tuple(sources[position].scheme for position in chosen)
    budgeted = tuple(scheme in budgets and scheme not in given for scheme in schemes)
    return Way(schemes, budgeted, tuple(limits), tuple(tight), tuple(groups))


def _arrays(
    ways: Sequence[Sequence[Way]],
    needs: Sequence[int],
    places: Mapping[str, int],
    ceilings: Sequence[int],
    regions: Sequence[int],
    points: Sequence[int],
    least: Sequence[int],
) -> Portfolio:
    flat = [way for some in ways for way in some]
    slots = max((len(way.limits) for way in flat), default=1)
    cuts = max((len(way.cuts) for way in flat), default=0)
    owner = np.repeat(np.arange(len(ways), dtype=np.int32), [len(some) for some in ways])
    need = np.array(needs, dtype=np.int64)
    budget = np.full((len(flat), slots), NO_BUDGET, dtype=np.int32)
    limit = np.zeros((len(flat), slots), dtype=np.int64)
    # A cut that is not there lets everything through.
    price = np.repeat(need[owner][:, None], cuts, axis=1) if len(flat) else np.zeros((0, cuts), dtype=np.int64)
    flow = np.zeros((len(flat), slots, cuts), dtype=np.int64)
    for row, way in enumerate(flat):
        for slot, (scheme, budgeted) in enumerate(zip(way.schemes, way.budgeted, strict=True)):
            budget[row, slot] = places[scheme] if budgeted else NO_BUDGET
            limit[row, slot] = way.limits[slot]
        for number, (cost, flows) in enumerate(way.cuts):
            price[row, number] = cost
            flow[row, : len(flows), number] = flows
    return Portfolio(
        ceilings=np.array(ceilings, dtype=np.int64),
        region=np.array(regions, dtype=np.int32),
        points=np.array(points, dtype=np.int64),
        need=need,
        first=np.searchsorted(owner, np.arange(len(ways) + 1)).astype(np.int32),
        owner=owner,
        budget=budget,
        limit=limit,
        price=price,
        flow=flow,
        least=np.array(least, dtype=np.int64),
        groups={row: way.groups for row, way in enumerate(flat) if way.groups},
    )
