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
    offers = [scheme.offer(person) for scheme in open_]
    found = np.zeros((3, courses.size), dtype=np.int64)
    for start in range(0, courses.size, BLOCK):
        block = np.arange(start, min(start + BLOCK, courses.size), dtype=np.int64)
        found[:, block] = _block(offers, verdicts[:, block], courses, prices.some(block), block)
    sure, plan, possible = found
    # An unknown scheme can make things worse: as a yes it would keep out one that stands back for others.
    return OwnContributions(sure, plan, np.minimum(plan, possible))


def _block(
    offers: Sequence[Offer], verdicts: Verdicts, courses: CourseColumns, prices: PriceColumns, block: Numbers
) -> Numbers:
    """Own contributions of some courses: a row for each of the verdicts to count on."""
    able = _Able([_Paying(offer, courses.amounts(offer.terms.cap_fact, block), prices) for offer in offers])
    matters = np.array([one.matters for one in able.paying], dtype=np.bool_).reshape(verdicts.shape)
    pays = np.concatenate([_worth(verdicts, least) & matters for least in (YES, TO_BE_CHECKED, UNKNOWN)], axis=1)
    own = np.zeros(pays.shape[1], dtype=np.int64)
    for columns in _alike(pays):
        places, back = np.unique(columns % prices.size, return_inverse=True)
        own[columns] = _own(able.some(np.flatnonzero(pays[:, columns[0]]).tolist()), prices, places)[back]
    return own.reshape(3, prices.size)


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


def _own(together: "_Together", prices: PriceColumns, places: Numbers) -> Numbers:
    some = prices.some(places)
    own, unsure = _Flows(together, some, places).own()
    for place in np.flatnonzero(unsure):
        here = [one.offer_for(int(places[place])) for one in together.paying]
        own[place] = best_plan(some.lines(int(place)), here).own
    return own


class _Paying:
    """What one offer can pay alone: ``reach`` per kind of cost and ``limit`` in all, in cents per course.

    ``amounts`` are the values of the cap_fact of its scheme where it differs per course, in cents.
    """

    def __init__(self, offer: Offer, amounts: Numbers | None, prices: PriceColumns) -> None:
        self.offer, self.amounts = offer, amounts
        terms = offer.terms
        payable = prices.gross if terms.pays_vat else prices.net
        rows = [(row, percent) for row, kind in _ROWS if (percent := terms.percent.get(kind, 0))]
        self.reach = {row: _share(terms.rounding, payable[row], percent) for row, percent in rows}
        nothing: Numbers = np.zeros(prices.size, dtype=np.int64)
        base, reached = sum((payable[row] for row, _ in rows), nothing), sum(self.reach.values(), nothing)
        limit = np.minimum(reached, _share(terms.rounding, base, terms.percent_of_sum))
        if amounts is not None:
            limit = np.minimum(limit, amounts)
            offer = replace(offer, amount=_ANY)
        if offer.ceiling is not None:
            limit = np.minimum(limit, offer.ceiling)
        if caps_itself(terms):
            total = prices.gross.sum(axis=0)
            limit = np.minimum(limit, total - _needed(terms, total))
        self.limit: Numbers = np.maximum(limit, 0)

    @property
    def matters(self) -> Flags:
        """Where it can change what is left to pay: the fewer schemes are told apart, the more courses are alike.

        Who pays nothing keeps nobody out, and a loan comes after the rest; but both have a say in the cap of a family.
        """
        if family_of(self.offer.terms):
            return np.ones(len(self.limit), dtype=np.bool_)
        if self.offer.terms.tier is Tier.LOAN:
            return np.zeros(len(self.limit), dtype=np.bool_)
        return np.greater(self.limit, 0)

    def offer_for(self, place: int) -> Offer:
        """The offer for one course."""
        return self.offer if self.amounts is None else replace(self.offer, amount=Cents(int(self.amounts[place])))


class _Able:
    """The offers that pay somewhere, and between which there is a conflict: asked once for all courses."""

    def __init__(self, paying: Sequence[_Paying]) -> None:
        self.paying = paying
        self.sources = [Source(one.offer.scheme, one.offer.terms, (), 0) for one in paying]
        masks = conflicts_of(self.sources)
        self._conflicts: Flags = np.array(
            [[mask >> n & 1 for n in range(len(masks))] for mask in masks], dtype=np.bool_
        )

    def some(self, places: Sequence[int]) -> "_Together":
        """The offers at these places."""
        families = families_left([self.paying[place].offer for place in places])
        # Loans come after the own contribution: they change nothing here, but share the cap of a family.
        grants = [place for place in places if self.sources[place].tier is not Tier.LOAN]
        conflicts = np.packbits(self._conflicts[np.ix_(grants, grants)], axis=1, bitorder="little") if grants else ()
        return _Together(
            [self.paying[place] for place in places],
            [self.paying[place] for place in grants],
            [
                replace(source, family_left=families[family]) if (family := family_of(source.terms)) else source
                for source in (self.sources[place] for place in grants)
            ],
            tuple(int.from_bytes(row.tobytes(), "little") for row in conflicts),
        )


@dataclass(frozen=True, slots=True)
class _Together:
    """Offers for the same courses; those that are no loan as sources, and per source (a bit each) its conflicts."""

    paying: list[_Paying]
    grants: list[_Paying]
    sources: list[Source]
    conflicts: tuple[int, ...]


def _needed(terms: Terms, total: Numbers) -> Numbers:
    """Required co-financing per course, rounded up."""
    return -(-total * terms.match.percent // 100) if terms.match else np.zeros_like(total)


class _Flows:
    """How much offers can pay of these courses, alone and in sets. ``places`` are where the offers know them."""

    def __init__(self, together: _Together, prices: PriceColumns, places: Numbers) -> None:
        self.prices, self.size = prices, prices.size
        self.total: Numbers = prices.gross.sum(axis=0)
        self.sources, self.conflicts, grants = together.sources, together.conflicts, together.grants
        self.rows = [(row, kind) for row, kind in _ROWS if prices.gross[row].any()]
        self.reach = [{row: one.reach[row][places] for row, _ in self.rows if row in one.reach} for one in grants]
        self.limit = [
            one.limit[places] if source.terms.family_cap is None else _at_most(one.limit[places], source.family_left)
            for one, source in zip(grants, self.sources, strict=True)
        ]
        self.unsure: Flags = np.zeros(self.size, dtype=np.bool_)
        self.demands = demands_of(self.sources, 0)
        self.binding = self.demands.conditional
        self._stand_back()
        self.price, self.flow = self._cuts()

    def own(self) -> tuple[Numbers, Flags]:
        """Own contributions in cents, and where these are not certain."""
        most: Numbers = np.zeros(self.size, dtype=np.int64)
        for members in conflict_free(self.conflicts, self.binding):
            paid = self._paid(members)
            if paid is not None:
                most = np.maximum(most, paid)
        return self.total - most, self.unsure

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
            self.reach[place] = {row: np.where(blocked, 0, cents) for row, cents in self.reach[place].items()}

    def _cuts(self) -> tuple[Numbers, list[Numbers]]:
        """As cuts_of, a row per cut: its price, and per source what it can send past it, at most its limit."""
        price: Numbers = np.zeros((1, self.size), dtype=np.int64)
        open_ = [price for _ in self.sources]
        for row, kind in self.rows:
            ways = self._ways(row, {s.terms.pays_vat for s in self.sources if s.terms.percent.get(kind)})
            for place, source in enumerate(self.sources):
                shut, reach = [way[1 + source.terms.pays_vat] for way in ways], self.reach[place].get(row)
                sums = open_[place]
                through = sums if reach is None else sums + reach
                open_[place] = np.concatenate([sums if closed else through for closed in shut])
            price = np.concatenate([price if way[0] is None else price + way[0] for way in ways])
        return price, [np.minimum(limit, sums) for limit, sums in zip(self.limit, open_, strict=True)]

    def _ways(self, row: int, payers: set[bool]) -> list[tuple[Numbers | None, bool, bool]]:
        net, gross = self.prices.net[row], self.prices.gross[row]
        open_: tuple[Numbers | None, bool, bool] = (None, False, False)
        if not payers:
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
        needed = _needed(terms, self.total)
        if match.own_counts:
            room = self.total - needed
            return self._most(members, [(members & ~counting, np.maximum(room, 0))]) if (room >= 0).any() else None
        return np.where(self._most(counting, []) >= needed, self._most(members, []), 0)

    def _most(self, members: int, ceilings: Sequence[tuple[int, Numbers | int]]) -> Numbers:
        """f(members) of cuts.py per course; the groups of the ceilings do not overlap."""
        inside = 0
        for group, _ in ceilings:
            inside |= group
        sums = self._together(members & ~inside, self.price.copy())
        for group, cents in ceilings:
            sums += np.minimum(self._together(members & group, np.zeros_like(sums)), cents)
        most: Numbers = sums.min(axis=0)
        return most

    def _together(self, sources: int, sums: Numbers) -> Numbers:
        """These sums, per cut, with what these sources send past each."""
        for source in bits(sources):
            sums += self.flow[source]
        return sums


#: So many courses at a time: what every scheme can pay of them takes some tens of megabytes.
BLOCK = 25_000
_ROWS = tuple(enumerate(CostKind))
#: More than any course costs: a cap that is known per course is looked at apart.
_ANY = Cents(2**62)


def _at_most(cents: Numbers, most: int) -> Numbers:
    return np.clip(cents, 0, max(0, most))


def _share(rounding: Rounding, amounts: Numbers, percent: int) -> Numbers:
    """As Rounding.share, for an array."""
    if not percent:
        return np.zeros_like(amounts)
    if rounding is Rounding.CENTS_DOWN:
        return amounts * percent // 100
    added = {Rounding.EUROS_DOWN: 0, Rounding.EUROS_NEAREST: 5_000, Rounding.EUROS_UP: 9_999}[rounding]
    return np.minimum(amounts, (amounts * percent + added) // 10_000 * 100)
