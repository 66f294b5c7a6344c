"""What it is worth to help somebody: whole points, so that two plans are compared exactly."""

from collections.abc import Sequence
from dataclasses import dataclass

#: Points of one person when only heads count.
HEAD = 1_000


@dataclass(frozen=True, slots=True)
class Merits:
    """What a fund may weigh of an application: a course for a shortage occupation, a learner never helped before."""

    shortage: bool = False
    first_time: bool = False


NO_MERITS = Merits()


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each goal counts, in percent (0 to 1,000); together more than nothing.

    ``heads``: each person the same. ``euros``: by what the person needs, the mean need being worth one head.
    ``shortage`` and ``first_time``: one head more for who brings it.
    """

    heads: int = 100
    euros: int = 0
    shortage: int = 0
    first_time: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError for a weight out of range, or when nothing counts for everybody."""
        if not all(0 <= weight <= 1_000 for weight in (self.heads, self.euros, self.shortage, self.first_time)):
            raise ValueError(f"A weight is 0 to 1,000 percent: {self}")
        if not self.heads + self.euros:
            raise ValueError("Persons or euros must count: else nobody without a merit would be helped.")


def points_of(merits: Sequence[Merits], needs: Sequence[int], weights: Weights) -> list[int]:
    """Points per request, at least 1: ``needs`` in cents."""
    mean = max(1, sum(needs) // max(1, len(needs)))
    return [
        max(
            1,
            HEAD
            * (
                weights.heads * mean
                + weights.euros * need
                + (weights.shortage * one.shortage + weights.first_time * one.first_time) * mean
            )
            // (100 * mean),
        )
        for one, need in zip(merits, needs, strict=True)
    ]
