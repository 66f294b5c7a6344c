"""Drawing by lot so that anybody can do it again. Pure."""

import hashlib
from collections.abc import Sequence


def draw(population: Sequence[str], size: int, seed: str) -> list[str]:
    """``size`` of these ids (all when there are fewer): those whose SHA-256 of "seed:id" is lowest, in that order.

    Depends on the seed and the ids alone, not on their order or on the language that works it out.
    """
    ranked = sorted(population, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).hexdigest())
    return ranked[: max(size, 0)]
