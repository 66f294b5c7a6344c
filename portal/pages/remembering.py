"""What a request finds out once and remembers while it lasts."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest


class Memory[T]:
    """One thing that requests remember. Each request has its own, and it goes with the request."""

    def of(self, request: HttpRequest) -> T | None:
        """What this request remembers, None when nothing was kept."""
        found: T | None = _memories(request).get(self)
        return found

    def keep(self, request: HttpRequest, value: T) -> None:
        """Remember this from now on."""
        _memories(request)[self] = value


class OncePerRequest[T]:
    """A question about a request that is worked out the first time it is asked, also when the answer is None."""

    def __init__(self, find: Callable[[HttpRequest], T]) -> None:
        self._find = find
        self.__doc__ = find.__doc__

    def __call__(self, request: HttpRequest) -> T:
        memories = _memories(request)
        if self not in memories:
            memories[self] = self._find(request)
        found: T = memories[self]
        return found

    def keep(self, request: HttpRequest, value: T) -> None:
        """From now on this is the answer."""
        _memories(request)[self] = value


def _memories(request: HttpRequest) -> dict[object, Any]:
    found: dict[object, Any] = vars(request).setdefault("_memories", {})
    return found
