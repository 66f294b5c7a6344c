"""A cache that is never the reason why somebody cannot log in."""

import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

SECONDS_OF_REST = 10


class ForgivingRedisCache(RedisCache):
    """Redis, and while Redis is away the memory of this process, for ten seconds at a time.

    Rate limits then count per process: weaker, but present. Sessions and data never live here.
    """

    #: So many things in that memory: with Django's 300, who asks for much pushes out what was counted of others.
    MOST_IN_MEMORY = 20_000

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._memory = LocMemCache("while-redis-is-away", params | {"max_entries": self.MOST_IN_MEMORY})
        self._away_until = 0.0

    def _try(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self._away_until:
            try:
                method: Callable[..., Any] = getattr(super(), name)
                return method(*args, **kwargs)
            except (RedisError, OSError):
                self._away_until = time.monotonic() + SECONDS_OF_REST
        return getattr(self._memory, name)(*args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("add", *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("get", *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("set", *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("touch", *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("delete", *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("get_many", *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("has_key", *args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("incr", *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("set_many", *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("delete_many", *args, **kwargs)

    def clear(self) -> Any:
        return self._try("clear")
