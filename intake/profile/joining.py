"""What moves along when a visitor's profile joins a user's, and what goes with it when nobody comes back.

Packages to the right register theirs at start-up.
"""

from collections.abc import Callable, Sequence

from intake.profile.models import Profile

type Move = Callable[[Profile, Profile], None]
type Go = Callable[[Sequence[Profile]], None]

_moves: list[Move] = []
_goes: list[Go] = []


def moves_along(move: Move) -> Move:
    """Register a function (from profile, to profile) that takes its own records along; ``AppConfig.ready`` calls this.

    It runs in the transaction of the join; the first profile is deleted after it.
    """
    _moves.append(move)
    return move


def move_along(visitor: Profile, user: Profile) -> None:
    """Let every package take its records from the one profile to the other."""
    for move in _moves:
        move(visitor, user)


def goes_along(go: Go) -> Go:
    """Register a function that takes away what would stay without its visitor; ``AppConfig.ready`` calls this.

    It runs in the transaction that deletes these profiles, before that.
    """
    _goes.append(go)
    return go


def go_along(visitors: Sequence[Profile]) -> None:
    """Let every package take away what hangs on the profiles of visitors who are forgotten."""
    for go in _goes:
        go(visitors)
