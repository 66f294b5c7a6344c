"""One address for broker and cache. Called from settings, so it must not import them."""


def cache_location(broker_url: str) -> str:
    """Turn a Celery broker address into one that Django's Redis cache understands.

    Celery writes a unix socket as ``redis+socket:///path?virtual_host=1``, redis-py as ``unix:///path?db=1``.
    """
    socket = broker_url.removeprefix("redis+socket://")
    return broker_url if socket == broker_url else f"unix://{socket.replace('?virtual_host=', '?db=')}"
