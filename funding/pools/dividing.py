"""Dividing the money of a pool over its budgets: fixed shares, and what each is short of. Pure; integer cents."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """One budget of a pool: its fixed share (any whole number, beside those of the others), and its need in cents."""

    weight: int
    need: int


def divide(cents: int, weights: Sequence[int]) -> list[int]:
    """Cents by weight, to the cent: what rounding down leaves goes to the largest remainders, the first on a tie.

    Raises ValueError for a negative amount or weight, or when there is something to divide and nothing weighs.
    """
    total = sum(weights)
    if cents < 0 or any(weight < 0 for weight in weights):
        raise ValueError("amounts and weights are not negative")
    if not total:
        if cents:
            raise ValueError("nothing weighs")
        return [0] * len(weights)
    shares = [cents * weight // total for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: (-(cents * weights[place] % total), place))
    for place in order[: cents - sum(shares)]:
        shares[place] += 1
    return shares


def distribution(cents: int, fixed_percent: int, members: Sequence[Member]) -> list[int]:
    """What each member gets of ``cents``: ``fixed_percent`` of it by fixed share, the rest by need.

    By need nobody gets more than they are short of, less what they got by share. What nobody needs stays in the pool:
    together the amounts are at most ``cents``. Raises ValueError as ``divide``.
    """
    fixed = cents * fixed_percent // 100
    shares = divide(fixed, [member.weight for member in members])
    short = [max(0, member.need - share) for member, share in zip(members, shares, strict=True)]
    by_need = divide(min(cents - fixed, sum(short)), short)
    return [share + need for share, need in zip(shares, by_need, strict=True)]
