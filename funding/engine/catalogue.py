"""What every course costs one person: the own contributions of a whole catalogue at once, as NumPy arrays.

Courses for which the same schemes pay are worked out together. The most that a set of schemes can pay is the closed
form of cuts.py with an array in the place of every amount; the few courses that it cannot settle (two schemes that
both need co-financing, say) go through ``best_plan`` one by one. The cents are always those of ``estimate``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from funding.engine.areas import Areas
from funding.engine.columns import TO_BE_CHECKED, UNKNOWN, YES, CourseColumns, Flags, Numbers, judge_columns
from funding.engine.conflicts import bits, conflict_free, conflicts_of, is_other
from funding.engine.facts import Facts
from funding.engine.matching import demands_of
from funding.engine.money import Cents, CostKind, CostLine, merged
from funding.engine.offers import Offer, Source, caps_itself, families_left, family_of
from funding.engine.plan import best_plan
from funding.engine.scheme import SchemeOnDate, State
from funding.engine.terms import Rounding, Terms, Tier

type Verdicts = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class PriceColumns:
    """Prices in cents: a row per kind of cost in the order of CostKind, a column per course."""

    net: Numbers
    gross: Numbers

    @classmethod
    def of(cls, courses: Sequence[Sequence[CostLine]]) -> "PriceColumns":
        """The price lines of each course; no lines: it costs nothing."""
        net = np.zeros((len(CostKind), len(courses)), dtype=np.int64)
        vat = np.zeros_like(net)
        rows = {kind: row for row, kind in enumerate(CostKind)}
        for place, lines in enumerate(courses):
            for line in lines:
                net[rows[line.kind], place] += line.net
                vat[rows[line.kind], place] += line.vat
        return cls(net, net + vat)

    @property
    def size(self) -> int:
        """How many courses there are."""
        return int(self.net.shape[1])

    def some(self, places: Numbers) -> "PriceColumns":
        """The courses at these places."""
        return PriceColumns(self.net[:, places], self.gross[:, places])

    def lines(self, place: int) -> tuple[CostLine, ...]:
        """The price of one course as lines."""
        rows = enumerate(CostKind)
        found = [(kind, int(self.net[row, place]), int(self.gross[row, place])) for row, kind in rows]
        return merged(CostLine(kind, Cents(net), Cents(gross - net)) for kind, net, gross in found)


@dataclass(frozen=True, slots=True)
class OwnContributions:
    """Cents per course, before a loan: counting on a yes, also on what is still checked, also on the unknown."""

    sure: Numbers
    plan: Numbers
    possible: Numbers


def own_contributions(
    facts: Facts, courses: CourseColumns, prices: PriceColumns, schemes: Sequence[SchemeOnDate], areas: Areas
) -> OwnContributions:
    """What ``estimate`` says of each course, for the facts of this person."""
    person = facts.about_person()
    open_ = [scheme for scheme in schemes if scheme.state(facts.today) is State.OPEN]
    verdicts = np.array([judge_columns(s.rule, courses, person, areas) for s in open_], dtype=np.int8)
    verdicts = verdicts.reshape(len(open_), courses.size)
    pays = np.concatenate([_worth(verdicts, least) for least in (YES, TO_BE_CHECKED, UNKNOWN)], axis=1)
    own = np.zeros(pays.shape[1], dtype=np.int64)
    for columns in _alike(pays):
        chosen = [scheme for scheme, pays_here in zip(open_, pays[:, columns[0]], strict=True) if pays_here]
        places, back = np.unique(columns % courses.size, return_inverse=True)
        own[columns] = _own(chosen, person, courses, prices, places)[back]
    sure, plan, possible = own.reshape(3, courses.size)
    # An unknown scheme can make things worse: as a yes it would keep out one that stands back for others.
    return OwnContributions(sure, plan, np.minimum(plan, possible))


def _worth(verdicts: Verdicts, least: int) -> Flags:
    """Whether a verdict is at least so good; the codes of verdicts go up from a no to a yes."""
    return np.greater_equal(verdicts, least)


def _alike(pays: Flags) -> list[Numbers]:
    """Columns for which the same schemes pay, together."""
    if not pays.shape[1]:
        return []
    packed = np.packbits(pays, axis=0).T if pays.shape[0] else np.zeros((pays.shape[1], 1), dtype=np.uint8)
    keys = np.ascontiguousarray(packed).view(np.dtype((np.void, packed.shape[1]))).ravel()
    order = np.argsort(keys, kind="stable")
    ends = np.flatnonzero(keys[order][1:] != keys[order][:-1]) + 1
    return [np.asarray(part, dtype=np.int64) for part in np.split(order, ends)]


def _own(
    schemes: Sequence[SchemeOnDate], person: Facts, courses: CourseColumns, prices: PriceColumns, places: Numbers
) -> Numbers:
    some = prices.some(places)
    offers = [scheme.offer(person) for scheme in schemes]
    amounts = {s.slug: courses.amounts(s.terms.cap_fact, places) for s in schemes if s.terms.cap_fact}
    flows = _Flows(offers, {slug: cents for slug, cents in amounts.items() if cents is not None}, some)
    own, unsure = flows.own()
    for place in np.flatnonzero(unsure):
        here = [replace(offer, amount=_cents(amounts, offer, int(place))) for offer in offers]
        own[place] = best_plan(some.lines(int(place)), here).own
    return own


def _cents(amounts: dict[str, Numbers | None], offer: Offer, place: int) -> Cents | None:
    column = amounts.get(offer.scheme)
    return offer.amount if column is None else Cents(int(column[place]))


class _Flows:
    """How much each offer can pay of each course, alone and in sets.

    ``amounts`` are the values of the cap_fact of a scheme where it differs per course, in cents by its slug.
    """

    def __init__(self, offers: Sequence[Offer], amounts: dict[str, Numbers], prices: PriceColumns) -> None:
        self.prices, self.size = prices, prices.size
        self.total: Numbers = prices.gross.sum(axis=0)
        families = families_left(offers)
        # Loans come after the own contribution: they change nothing here, but share the cap of a family.
        grants = [offer for offer in offers if offer.terms.tier is not Tier.LOAN]
        self.sources = [
            Source(offer.scheme, offer.terms, (), 0, families.get(family_of(offer.terms), 0)) for offer in grants
        ]
        self.reach = [self._reach(source.terms) for source in self.sources]
        self.limit = [
            self._limit(offer, source, reach, amounts.get(offer.scheme))
            for offer, source, reach in zip(grants, self.sources, self.reach, strict=True)
        ]
        self.unsure: Flags = np.zeros(self.size, dtype=np.bool_)
        self.demands = demands_of(self.sources, 0)
        self.binding = self.demands.conditional
        self._stand_back()
        self.price, self.flow = self._cuts()

    def own(self) -> tuple[Numbers, Flags]:
        """Own contributions in cents, and where these are not certain."""
        most: Numbers = np.zeros(self.size, dtype=np.int64)
        for members in conflict_free(conflicts_of(self.sources), self.binding):
            paid = self._paid(members)
            if paid is not None:
                most = np.maximum(most, paid)
        return self.total - most, self.unsure

    def _reach(self, terms: Terms) -> Numbers:
        payable = self.prices.gross if terms.pays_vat else self.prices.net
        return np.array([_share(terms.rounding, payable[row], terms.percent.get(kind, 0)) for row, kind in _ROWS])

    def _limit(self, offer: Offer, source: Source, reach: Numbers, amount: Numbers | None) -> Numbers:
        terms = offer.terms
        payable = self.prices.gross if terms.pays_vat else self.prices.net
        base = sum((payable[row] for row, kind in _ROWS if terms.percent.get(kind)), np.zeros(self.size, np.int64))
        limit: Numbers = np.minimum(reach.sum(axis=0), _share(terms.rounding, base, terms.percent_of_sum))
        if amount is not None:
            limit = np.minimum(limit, amount)
            offer = replace(offer, amount=_ANY)
        if offer.ceiling is not None:
            limit = np.minimum(limit, offer.ceiling)
        if caps_itself(terms):
            limit = np.minimum(limit, self.total - self._needed(terms))
        if terms.family_cap is not None:
            limit = np.minimum(limit, source.family_left)
        return np.maximum(limit, 0)

    def _needed(self, terms: Terms) -> Numbers:
        """Required co-financing per course, rounded up."""
        return -(-self.total * terms.match.percent // 100) if terms.match else np.zeros(self.size, dtype=np.int64)

    def _stand_back(self) -> None:
        """Schemes that pay only if no other fits pay nothing where one does."""
        for place, source in enumerate(self.sources):
            if source.terms.only_if_no_other is None:
                continue
            blocked: Flags = np.zeros(self.size, dtype=np.bool_)
            perhaps: Flags = np.zeros(self.size, dtype=np.bool_)
            for other, rival in enumerate(self.sources):
                if not is_other(source.terms, rival.scheme, rival.terms):
                    continue
                if self.binding >> other & 1:
                    perhaps |= self.limit[other] > 0
                else:
                    blocked |= self.limit[other] > 0
            self.unsure |= perhaps & ~blocked & (self.limit[place] > 0)
            self.limit[place] = np.where(blocked, 0, self.limit[place])
            self.reach[place] = np.where(blocked, 0, self.reach[place])

    def _cuts(self) -> tuple[list[Numbers], list[list[Numbers]]]:
        """As cuts_of: the price of each cut, and what each source can send past it, at most its limit."""
        nothing: Numbers = np.zeros(self.size, dtype=np.int64)
        price, open_ = [nothing], [[nothing] for _ in self.sources]
        for row, kind in _ROWS:
            ways = self._ways(row, {s.terms.pays_vat for s in self.sources if s.terms.percent.get(kind)})
            for place, source in enumerate(self.sources):
                shut = [way[1 + source.terms.pays_vat] for way in ways]
                open_[place] = [
                    sums if closed else sums + self.reach[place][row] for closed in shut for sums in open_[place]
                ]
            price = [sums if way[0] is None else sums + way[0] for way in ways for sums in price]
        flow = [[np.minimum(limit, sums) for sums in sums_of] for limit, sums_of in zip(self.limit, open_, strict=True)]
        return price, flow

    def _ways(self, row: int, payers: set[bool]) -> list[tuple[Numbers | None, bool, bool]]:
        net, gross = self.prices.net[row], self.prices.gross[row]
        open_: tuple[Numbers | None, bool, bool] = (None, False, False)
        if not payers or not gross.any():
            return [open_]
        if payers == {False}:
            return [open_, (net, True, True)]
        if payers == {True} or np.array_equal(net, gross):
            return [open_, (gross, True, True)]
        return [open_, (net, True, False), (gross, True, True)]

    def _paid(self, members: int) -> Numbers | None:
        """The most that a set can pay per course, in cents; None when it adds nothing to other sets."""
        used = bits(members & self.binding)
        families = self.demands.bounds(members, 0).ceilings
        if not used:
            return self._most(members, [(ceiling.group, ceiling.cents) for ceiling in families])
        alive = np.logical_and.reduce([self.limit[source] > 0 for source in used])
        if len(used) > 1 or families:
            self.unsure |= alive
            return None
        terms = self.sources[used[0]].terms
        match = terms.match
        if match is None:
            return None
        counting = sum(
            1 << other for other in bits(members & ~(1 << used[0])) if match.counts.includes(self.sources[other].tier)
        )
        needed = self._needed(terms)
        if match.own_counts:
            room = self.total - needed
            return self._most(members, [(members & ~counting, np.maximum(room, 0))]) if (room >= 0).any() else None
        return np.where(self._most(counting, []) >= needed, self._most(members, []), 0)

    def _most(self, members: int, ceilings: Sequence[tuple[int, Numbers | int]]) -> Numbers:
        """f(members) of cuts.py per course; the groups of the ceilings do not overlap."""
        best: Numbers | None = None
        inside = 0
        for group, _ in ceilings:
            inside |= group
        for cut, price in enumerate(self.price):
            sums = price
            for source in bits(members & ~inside):
                sums = sums + self.flow[source][cut]
            for group, cents in ceilings:
                together: Numbers = np.zeros(self.size, dtype=np.int64)
                for source in bits(members & group):
                    together = together + self.flow[source][cut]
                sums = sums + np.minimum(together, cents)
            best = sums if best is None else np.minimum(best, sums)
        return np.zeros(self.size, dtype=np.int64) if best is None else best


_ROWS = tuple(enumerate(CostKind))
#: More than any course costs: a cap that is known per course is looked at apart.
_ANY = Cents(2**62)


def _share(rounding: Rounding, amounts: Numbers, percent: int) -> Numbers:
    """As Rounding.share, for an array."""
    if not percent:
        return np.zeros_like(amounts)
    if rounding is Rounding.CENTS_DOWN:
        return amounts * percent // 100
    added = {Rounding.EUROS_DOWN: 0, Rounding.EUROS_NEAREST: 5_000, Rounding.EUROS_UP: 9_999}[rounding]
    return np.minimum(amounts, (amounts * percent + added) // 10_000 * 100)
