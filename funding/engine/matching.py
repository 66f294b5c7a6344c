"""Required co-financing, and caps that a family of schemes shares, as bounds on groups of sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from funding.engine.conflicts import bits
from funding.engine.cuts import Ceiling
from funding.engine.offers import Source, caps_itself, required_match
from funding.engine.terms import Tier


@dataclass(frozen=True, slots=True)
class Floor:
    """A group of sources (bit i: source i) that must pay at least so many cents together."""

    group: int
    cents: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the conditional sources in a set demand of the others in it."""

    ceilings: tuple[Ceiling, ...]
    floors: tuple[Floor, ...]

    def hold(self, amounts: Sequence[int]) -> bool:
        """Whether these amounts in cents per source keep every bound."""
        return all(_paid(amounts, bound.group) <= bound.cents for bound in self.ceilings) and all(
            _paid(amounts, bound.group) >= bound.cents for bound in self.floors
        )

    def apart(self) -> tuple[Ceiling, ...]:
        """Ceilings on groups that do not overlap, tightest first: those that fit in the closed form."""
        chosen: list[Ceiling] = []
        for ceiling in sorted(self.ceilings, key=lambda ceiling: (ceiling.cents, ceiling.group)):
            if all(not ceiling.group & other.group for other in chosen):
                chosen.append(ceiling)
        return tuple(chosen)


FREE = Bounds((), ())


@dataclass(frozen=True, slots=True)
class _Match:
    """Required co-financing of one source: ``needed`` cents from ``counting`` (bits), or from there and own money."""

    counting: int
    needed: int
    own_counts: bool


@dataclass(frozen=True, slots=True)
class Demands:
    """What sources demand of each other, whichever of them are used: all that does not depend on the set.

    ``matches`` per conditional source; ``families`` as (members as bits, cents left); ``grants`` as bits.
    """

    matches: Mapping[int, _Match]
    families: tuple[tuple[int, int], ...]
    grants: int
    total: int

    @property
    def conditional(self) -> int:
        """The sources, as bits, that bind other sources when they are used."""
        return sum(1 << position for position in self.matches)

    def bounds(self, members: int, binding: int) -> Bounds:
        """The bounds that hold when all sources of ``binding`` (conditional members) are used, in a set ``members``.

        Source s needs r cents of co-financing; let M be the grants of other members that count for it.
        Own money does not count:  the sum over M is at least r.                                 (a floor)
        Own money counts too:      sum over M + own >= r, and own = total - all grants, so the
                                   sum over the grants that do not count, s itself included,
                                   is at most total - r.                                         (a ceiling)
        A family with more than one member here may pay what is left of its cap; one alone is capped by itself.
        """
        ceilings = []
        for family, left in self.families:
            group = family & members
            if group & group - 1:
                ceilings.append(Ceiling(group, left))
        if not binding:
            return Bounds(tuple(ceilings), ()) if ceilings else FREE
        floors = []
        for position in bits(binding):
            match = self.matches[position]
            if match.own_counts:
                ceilings.append(Ceiling(self.grants & members & ~match.counting, self.total - match.needed))
            else:
                floors.append(Floor(match.counting & members, match.needed))
        return Bounds(tuple(ceilings), tuple(floors))


def demands_of(sources: Sequence[Source], total: int) -> Demands:
    """What these sources demand of each other for a course of ``total`` cents."""
    matches: dict[int, _Match] = {}
    families: dict[str, tuple[int, int]] = {}
    grants = 0
    for position, source in enumerate(sources):
        terms = source.terms
        if terms.tier is not Tier.LOAN:
            grants |= 1 << position
        if terms.family_cap:
            group, left = families.get(terms.family_cap.family, (0, source.family_left))
            families[terms.family_cap.family] = (group | 1 << position, left)
        if terms.match and not caps_itself(terms):
            counts = terms.match.counts
            counting = sum(
                1 << other for other, by in enumerate(sources) if other != position and counts.includes(by.tier)
            )
            matches[position] = _Match(counting, required_match(terms, total), terms.match.own_counts)
    return Demands(matches, tuple(families.values()), grants, total)


def _paid(amounts: Sequence[int], group: int) -> int:
    return sum(amounts[source] for source in bits(group))
