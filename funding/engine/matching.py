"""Required co-financing, and caps that a family of schemes shares, as bounds on groups of sources."""

from collections.abc import Sequence
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


def conditional(sources: Sequence[Source]) -> int:
    """The sources, as bits, that bind other sources when they are used."""
    return sum(
        1 << position for position, source in enumerate(sources) if source.terms.match and not caps_itself(source.terms)
    )


def bounds_of(sources: Sequence[Source], members: int, binding: int, total: int) -> Bounds:
    """The bounds that hold when all sources of ``binding`` (conditional members) are used, in a set ``members``.

    Source s needs r cents of co-financing; let M be the grants of other members that count for it.
    Own money does not count:  the sum over M is at least r.                                 (a floor)
    Own money counts too:      sum over M + own >= r, and own = total - all grants, so the
                               sum over the grants that do not count, s itself included,
                               is at most total - r.                                         (a ceiling)
    """
    ceilings, floors = _family_ceilings(sources, members), []
    if not binding:
        return Bounds(tuple(ceilings), ()) if ceilings else FREE
    grants = sum(1 << position for position in bits(members) if sources[position].tier is not Tier.LOAN)
    for position in bits(binding):
        match = sources[position].terms.match
        if match is None:
            continue
        counting = sum(
            1 << other for other in bits(members & ~(1 << position)) if match.counts.includes(sources[other].tier)
        )
        needed = required_match(sources[position].terms, total)
        if match.own_counts:
            ceilings.append(Ceiling(grants & ~counting, total - needed))
        else:
            floors.append(Floor(counting, needed))
    return Bounds(tuple(ceilings), tuple(floors))


def _family_ceilings(sources: Sequence[Source], members: int) -> list[Ceiling]:
    """Each family with more than one member here may pay what is left of its cap; one alone is capped by itself."""
    capped = [(n, cap.family) for n, source in enumerate(sources) if (cap := source.terms.family_cap)]
    groups: dict[str, int] = {}
    for position, family in capped:
        groups[family] = groups.get(family, 0) | members & 1 << position
    return [Ceiling(group, sources[next(bits(group))].family_left) for group in groups.values() if group & group - 1]


def _paid(amounts: Sequence[int], group: int) -> int:
    return sum(amounts[source] for source in bits(group))
