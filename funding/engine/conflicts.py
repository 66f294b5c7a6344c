"""Which sources may be used together: the maximal sets without a conflict."""

from collections.abc import Sequence
from functools import lru_cache

from funding.engine.offers import Source
from funding.engine.terms import Terms, Tier


def conflict(one: str, terms: Terms, other: str, others: Terms) -> bool:
    """Whether two schemes may not pay for the same course: one excludes the other, or stands back for it."""
    return (
        terms.excludes.hits(other)
        or others.excludes.hits(one)
        or _stands_back(terms, other, others)
        or _stands_back(others, one, terms)
    )


def is_other(terms: Terms, other: str, others: Terms) -> bool:
    """Whether a scheme counts as another scheme for one that pays only if no other scheme fits."""
    besides = terms.only_if_no_other.besides if terms.only_if_no_other else frozenset()
    return others.only_if_no_other is None and others.tier is not Tier.LOAN and other not in besides


def conflicts_of(sources: Sequence[Source]) -> tuple[int, ...]:
    """Per source the sources it may not be used with, as bits."""
    masks = [0] * len(sources)
    # Between two that say nothing of others there is no conflict.
    speaks = [source.terms.speaks_of_others for source in sources]
    for i, one in enumerate(sources):
        for j in range(i):
            if not (speaks[i] or speaks[j]):
                continue
            if conflict(one.scheme, one.terms, sources[j].scheme, sources[j].terms):
                masks[i] |= 1 << j
                masks[j] |= 1 << i
    return tuple(masks)


@lru_cache(maxsize=4096)
def conflict_free(conflicts: tuple[int, ...], conditional: int) -> tuple[int, ...]:
    """Sets of sources, as bits, that are enough to look at: no conflict within, and nothing to add.

    More sources never hurt, so only maximal sets matter; except that using a conditional source (one that requires
    co-financing) binds the others. So for every choice of conditional sources the sets that are maximal beside it.
    """
    found: set[int] = set()
    everyone = (1 << len(conflicts)) - 1
    choice = conditional
    while True:
        banned = conditional & ~choice
        for source in bits(choice):
            banned |= conflicts[source]
        if not banned & choice:
            _extend(conflicts, choice, everyone & ~banned & ~choice, 0, found)
        if not choice:
            return tuple(sorted(found))
        choice = (choice - 1) & conditional


def _extend(conflicts: tuple[int, ...], chosen: int, candidates: int, done: int, found: set[int]) -> None:
    """Bron and Kerbosch on the graph of who may be used together, with a pivot; ``done`` was tried before."""
    free = 0
    for source in bits(candidates):
        if not conflicts[source] & (candidates | done):
            free |= 1 << source  # in conflict with nobody who is left: it belongs to every set
    chosen |= free
    candidates &= ~free
    if not candidates:
        if not done:
            found.add(chosen)
        return
    pivot = bits(candidates)[0]
    for source in bits(candidates & (conflicts[pivot] | 1 << pivot)):
        bit, enemies = 1 << source, conflicts[source]
        _extend(conflicts, chosen | bit, candidates & ~enemies & ~bit, done & ~enemies, found)
        candidates &= ~bit
        done |= bit


@lru_cache(maxsize=4096)
def bits(mask: int) -> tuple[int, ...]:
    """The positions of the bits that are set, lowest first."""
    return tuple(position for position in range(mask.bit_length()) if mask >> position & 1)


def _stands_back(terms: Terms, other: str, others: Terms) -> bool:
    return terms.only_if_no_other is not None and is_other(terms, other, others)
