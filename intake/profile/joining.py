"""What moves along when a visitor's profile joins a user's. Packages to the right register theirs at start-up."""

from collections.abc import Callable

from intake.profile.models import Profile

type Move = Callable[[Profile, Profile], None]

_moves: list[Move] = []


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
