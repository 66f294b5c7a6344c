"""Schemes that pay only when no other one fits must not wait for each other."""

from collections.abc import Mapping

from funding.engine.areas import Areas
from funding.engine.contradictions import certain
from funding.engine.terms import Terms
from funding.engine.tree import All, Rule


def circle(start: str, schemes: Mapping[str, tuple[Rule, Terms]], areas: Areas) -> tuple[str, ...]:
    """The slugs of schemes that wait for each other, from ``start`` on; empty when there is no such circle.

    A scheme waits for another one when it pays only if no other fits, does not let that one pay beside it, and
    somebody can meet the conditions of both.
    """
    waiting = {slug: one for slug, one in schemes.items() if one[1].only_if_no_other is not None}

    def waits(one: str, other: str) -> bool:
        terms = waiting[one][1].only_if_no_other
        if terms is None or one == other or other in terms.besides:
            return False
        return certain(All((waiting[one][0], waiting[other][0])), areas) is not False

    def search(path: tuple[str, ...]) -> tuple[str, ...]:
        for other in sorted(waiting):
            if other == start and len(path) > 1 and waits(path[-1], start):
                return path
            if other not in path and waits(path[-1], other) and (found := search((*path, other))):
                return found
        return ()

    return search((start,)) if start in waiting else ()
