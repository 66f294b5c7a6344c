"""The best plan: the best lawful combination of money for one person and one course, to the cent.

Goals, each only after the ones before it: 1 the least own contribution, 2 the least last-resort money, 3 the least
general money, 4 private money before earmarked, 5 then as much of the rest by loan as the loans allow. Among plans
that are equal in all this the first scheme in the order of tier, priority and slug pays the most, then the second, and
so on; and each pays the first cost kinds first. So there is exactly one best plan, whatever the order of the offers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from funding.engine.conflicts import bits, conflict_free, conflicts_of, is_other
from funding.engine.cuts import Cuts, cuts_of
from funding.engine.division import divide
from funding.engine.exact import settle
from funding.engine.matching import Bounds, Demands, demands_of
from funding.engine.money import Cents, CostKind, CostLine, merged
from funding.engine.offers import Offer, Source, sources_of
from funding.engine.terms import Tier


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One scheme pays so many cents of one kind of cost."""

    scheme: str
    kind: CostKind
    cents: Cents

    def to_document(self) -> dict[str, object]:
        """JSON."""
        return {"scheme": self.scheme, "kind": self.kind.value, "cents": self.cents}


@dataclass(frozen=True, slots=True)
class Plan:
    """Who pays what. ``own`` is the own contribution before a loan, ``loan`` the part of it that can be borrowed."""

    lines: tuple[PlanLine, ...]
    total: Cents
    own: Cents
    loan: Cents

    def paid_by(self, scheme: str) -> Cents:
        """What one scheme pays, in cents."""
        return Cents(sum(line.cents for line in self.lines if line.scheme == scheme))

    @property
    def schemes(self) -> frozenset[str]:
        """The schemes that pay something."""
        return frozenset(line.scheme for line in self.lines)

    def to_document(self) -> dict[str, object]:
        """JSON: all amounts in cents."""
        lines = [line.to_document() for line in self.lines]
        return {"lines": lines, "total": self.total, "own": self.own, "loan": self.loan}


def best_plan(lines: Iterable[CostLine], offers: Iterable[Offer]) -> Plan:
    """The best plan for these cost lines and the offers of all schemes that this person is eligible for.

    Raises ValueError when a scheme offers twice.
    """
    lines = merged(lines)
    return _plan(lines, payers(lines, offers))


def payers(lines: Sequence[CostLine], offers: Iterable[Offer]) -> tuple[Source, ...]:
    """The sources that can pay a cent, in the order in which money is used; who stands back for another is left out.

    ``lines``: one per kind. Raises ValueError when a scheme offers twice.
    """
    sources = sources_of(offers, lines)
    others = [source for source in sources if not source.terms.only_if_no_other]
    if len(others) == len(sources):
        return sources
    return tuple(
        source for source in sources if not source.terms.only_if_no_other or not _another_fits(source, others, lines)
    )


class _Combination(NamedTuple):
    """Amounts in cents per source, compared by the goals and then by the amounts in order."""

    levels: tuple[int, ...]
    amounts: tuple[int, ...]


class _Promise(NamedTuple):
    """The most that a set of sources could give if its bounds did no harm, and those bounds."""

    combination: _Combination
    members: int
    bounds: Bounds


def _plan(lines: Sequence[CostLine], sources: Sequence[Source]) -> Plan:
    cuts = cuts_of(lines, sources)
    amounts = _best(lines, sources, cuts).amounts
    division = divide(sources, cuts, amounts)
    plan_lines = tuple(
        PlanLine(source.scheme, line.kind, Cents(cents))
        for source, row in zip(sources, division, strict=True)
        for line, cents in zip(lines, row, strict=True)
        if cents
    )
    total = sum(line.gross for line in lines)
    loan = sum(cents for source, cents in zip(sources, amounts, strict=True) if source.tier is Tier.LOAN)
    return Plan(plan_lines, Cents(total), Cents(total - sum(amounts) + loan), Cents(loan))


def _best(lines: Sequence[CostLine], sources: Sequence[Source], cuts: Cuts) -> _Combination:
    """The best combination over all sets: no set gives more than it promises, so the best promise is tried first.

    A promise that keeps its bounds and that the lines can bear is kept as it is. That is nearly always so; else the
    set is settled exactly.
    """
    total = sum(line.net + line.vat for line in lines)
    demands = demands_of(sources, total)
    sets = conflict_free(conflicts_of(sources), demands.conditional)
    promises = [promise for members in sets if (promise := _promise(sources, cuts, members, demands))]
    promises.sort(key=_combination_of, reverse=True)
    best: _Combination | None = None
    for promise in promises:
        if best is not None and promise.combination <= best:
            break
        amounts = promise.combination.amounts
        kept = promise.bounds.hold(amounts) and cuts.pays(amounts)
        found = promise.combination if kept else _settled(lines, sources, promise, total)
        if found is not None and (best is None or found > best):
            best = found
    if best is None:
        raise AssertionError("Paying nothing is always possible.")
    return best


def _promise(sources: Sequence[Source], cuts: Cuts, members: int, demands: Demands) -> _Promise | None:
    """What a set promises; None when the others in it cannot pay what a source of the set requires of them."""
    bounds = demands.bounds(members, members & demands.conditional)
    for floor in bounds.floors:
        if cuts.most(bits(floor.group)) < floor.cents:
            return None
    chosen = bits(members)
    amounts = [0] * len(sources)
    for source, cents in zip(chosen, cuts.in_order(chosen, bounds.apart()), strict=True):
        amounts[source] = cents
    return _Promise(_combination(sources, amounts), members, bounds)


def _settled(
    lines: Sequence[CostLine], sources: Sequence[Source], promise: _Promise, total: int
) -> _Combination | None:
    """The exact best of one set: all levels in one goal, each worth more than everything after it."""
    weights = []
    for position in range(len(sources)):
        cent = [int(position == place) for place in range(len(sources))]
        weight = 0
        for worth in (*_levels(sources, cent), *cent):
            weight = weight * (total + 1) + worth
        weights.append(weight)
    amounts = settle(lines, sources, promise.members, promise.bounds, weights)
    return None if amounts is None else _combination(sources, amounts)


#: What promises are sorted by.
_combination_of = attrgetter("combination")


def _combination(sources: Sequence[Source], amounts: Sequence[int]) -> _Combination:
    return _Combination(_levels(sources, amounts), tuple(amounts))


def _levels(sources: Sequence[Source], amounts: Sequence[int]) -> tuple[int, ...]:
    """The goals as sums in cents, each to be as large as possible once those before it are.

    Least last-resort money, for example, is the most money from the tiers before it once the sum of grants stands.
    """
    paid = [0] * len(Tier)
    for source, cents in zip(sources, amounts, strict=True):
        paid[source.terms.tier] += cents
    private, earmarked, general, last_resort, loan = paid
    grants = private + earmarked + general + last_resort
    return grants, grants - last_resort, private + earmarked, private, grants + loan


def _another_fits(subsidiary: Source, others: Sequence[Source], lines: Sequence[CostLine]) -> bool:
    """Whether some lawful combination of the others holds a cent of what counts as another scheme."""
    demands = demands_of(others, sum(line.gross for line in lines))
    binding = demands.conditional
    counts = [int(is_other(subsidiary.terms, other.scheme, other.terms)) for other in others]
    for position in range(len(others)):
        alone = demands.bounds(1 << position, binding & 1 << position)
        cent = [int(position == place) for place in range(len(others))]
        if counts[position] and alone.hold(cent):
            return True
    for members in conflict_free(conflicts_of(others), binding):
        if any(counts[position] for position in bits(members & binding)):
            bounds = demands.bounds(members, members & binding)
            amounts = settle(lines, others, members, bounds, counts)
            if amounts and any(cents and counted for cents, counted in zip(amounts, counts, strict=True)):
                return True
    return False
