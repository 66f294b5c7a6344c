"""How much a set of sources can pay together, in closed form.

Money flows from sources to lines: source s pays at most limit_s in all and reach_sl of line l, line l takes at most
its gross price, and from sources that do not pay VAT at most its net price. By max-flow min-cut the most that a set
S can pay is the cheapest way to cut it off from the money,

    f(S) = min over cuts z of  price(z) + sum over s in S of min(limit_s, open_s(z))

where a cut z closes lines (a line is closed for everybody at its gross price, or, when some sources pay VAT and
others do not, only for those others at its net price), price(z) is what the closed lines can take, and open_s(z) is
the sum of reach_sl over the lines that z leaves open for s. A ceiling C on a group of sources nests in the formula:
min(C, sum over the group), as long as the groups do not overlap. With n lines there are at most 3^n cuts, mostly 2
to 8.

Without ceilings the payable amounts form a polymatroid, so paying out greedily in any order, x_s = f(before and s) -
f(before), makes the sum over every beginning of that order as large as it can be, all at once. With ceilings each of
these sums is still an upper bound, but they may not all be reached together: ``pays`` tells.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import add

from funding.engine.money import CostLine
from funding.engine.offers import Source


@dataclass(frozen=True, slots=True)
class Ceiling:
    """A group of sources (bit i: source i) that may pay at most so many cents together."""

    group: int
    cents: int


@dataclass(frozen=True, slots=True)
class Cuts:
    """All cuts of one course: their prices, and per source what each leaves open, per line whether it is closed.

    ``price[z]``; ``open[s][z]`` is the sum of the reach of s over open lines, ``flow[s][z]`` the same but at most the
    limit of s; ``closed[l][v][z]`` whether line l is closed for sources that pay VAT (v = 1) or do not (v = 0).
    """

    price: tuple[int, ...]
    open: tuple[tuple[int, ...], ...]
    flow: tuple[tuple[int, ...], ...]
    closed: tuple[tuple[tuple[bool, ...], tuple[bool, ...]], ...]

    def most(self, chosen: Iterable[int]) -> int:
        """f(S): the most that these sources can pay together without ceilings, in cents."""
        running: Iterable[int] = self.price
        for source in chosen:
            running = map(add, running, self.flow[source])
        return min(running)

    def in_order(self, chosen: Sequence[int], ceilings: Sequence[Ceiling] = ()) -> list[int]:
        """Amounts in cents per chosen source when each takes as much as it can after those before it."""
        running = list(self.price)
        groups = [[0] * len(running) for _ in ceilings]
        amounts, before = [], 0
        for source in chosen:
            flow = self.flow[source]
            inside = None
            if ceilings:
                inside = next((n for n, ceiling in enumerate(ceilings) if ceiling.group >> source & 1), None)
            if inside is None:
                running = list(map(add, running, flow))
            else:
                groups[inside] = list(map(add, groups[inside], flow))
            now = min(_capped(running, groups, ceilings)) if groups else min(running)
            amounts.append(now - before)
            before = now
        return amounts

    def pays(self, amounts: Sequence[int]) -> bool:
        """Whether all sources can pay these amounts at once (Gale and Hoffman: no cut is too cheap)."""
        paid = sum(amounts)
        room = list(self.price)
        for cents, open_ in zip(amounts, self.open, strict=True):
            if cents:
                room = [sum_ + (own if own < cents else cents) for sum_, own in zip(room, open_, strict=True)]
        return min(room) >= paid


def cuts_of(lines: Sequence[CostLine], sources: Sequence[Source]) -> Cuts:
    """The cuts of a course for these sources; lines that nobody pays make no cuts."""
    price = [0]
    open_ = [[0] for _ in sources]
    closed: list[tuple[list[bool], list[bool]]] = []
    for number, line in enumerate(lines):
        ways = _ways(line, {source.terms.pays_vat for source in sources if source.reach[number]})
        closed = [
            (without * len(ways), with_ * len(ways)) for without, with_ in closed
        ]  # the cuts so far, once for each way to treat this line
        closed.append(([], []))
        for _, without, with_ in ways:
            closed[-1][0].extend([without] * len(price))
            closed[-1][1].extend([with_] * len(price))
        for position, source in enumerate(sources):
            reach = source.reach[number]
            if reach:
                more = [0 if way[1 + source.terms.pays_vat] else reach for way in ways]
                open_[position] = [sum_ + extra for extra in more for sum_ in open_[position]]
            else:
                open_[position] *= len(ways)
        price = [sum_ + way[0] for way in ways for sum_ in price]
    limits = (source.limit for source in sources)
    flow = [[cents if cents < limit else limit for cents in row] for limit, row in zip(limits, open_, strict=True)]
    return Cuts(
        tuple(price),
        tuple(map(tuple, open_)),
        tuple(map(tuple, flow)),
        tuple((tuple(without), tuple(with_)) for without, with_ in closed),
    )


def _ways(line: CostLine, payers: set[bool]) -> list[tuple[int, bool, bool]]:
    """How a line can be cut: its price, closed for sources that do not pay VAT, closed for those that do."""
    way_open = (0, False, False)
    if not payers:
        return [way_open]
    if payers == {False}:
        return [way_open, (line.net, True, True)]
    if payers == {True} or not line.vat:
        return [way_open, (line.gross, True, True)]
    return [way_open, (line.net, True, False), (line.gross, True, True)]


def _capped(running: list[int], groups: list[list[int]], ceilings: Sequence[Ceiling]) -> list[int]:
    for sums, ceiling in zip(groups, ceilings, strict=True):
        running = [
            sum_ + (inside if inside < ceiling.cents else ceiling.cents)
            for sum_, inside in zip(running, sums, strict=True)
        ]
    return running
