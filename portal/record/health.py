"""For machines that watch: is it alive, can it do its work, which version is it. JSON, no log-in, no personal data."""

import subprocess
from collections.abc import Callable
from functools import cache
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError

from portal.celery import app
from portal.record.models import OutboxMessage

#: Mail that waits longer than this means that the relay or the worker does not run.
OLDEST_MESSAGE_SECONDS = 120


class HealthByAnyName:
    """Answer machines that watch before anything asks for the host name: a load balancer comes by address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for view in (live, ready, version):
            if request.path == reverse(f"health:{view.__name__}"):
                return view(request)
        return self.get_response(request)


@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Database, broker and outbox do their work; 503 names the part that does not."""
    parts: dict[str, object] = {"database": _database()}
    parts["broker"] = _broker()
    age = _outbox_age() if parts["database"] == "ok" else None
    parts["outbox"] = "unknown" if age is None else "ok" if age <= OLDEST_MESSAGE_SECONDS else "late"
    well = all(value == "ok" for value in parts.values())
    return JsonResponse(
        {"status": "ok" if well else "failing", **parts, "outbox_age_seconds": age},
        status=200 if well else 503,
    )


@never_cache
def version(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"version": _version(), "commit": _commit()})


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "unreachable"
    return "ok"


def _broker() -> str:
    try:
        with app.connection_for_write(connect_timeout=2) as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except (BrokerError, RedisError, OSError):
        return "unreachable"
    return "ok"


def _outbox_age() -> float | None:
    """Seconds that the oldest message that is due has waited; 0 when none waits."""
    now = timezone.now()
    oldest = (
        OutboxMessage.objects.unfinished().filter(due__lte=now).order_by("due").values_list("due", flat=True).first()
    )
    return round((now - oldest).total_seconds(), 1) if oldest else 0.0


@cache
def _version() -> str:
    try:
        return metadata.version("doorleren")
    except metadata.PackageNotFoundError:
        import tomllib

        with (Path(settings.BASE_DIR) / "pyproject.toml").open("rb") as file:
            return str(tomllib.load(file)["project"]["version"])


@cache
def _commit() -> str:
    """The commit that runs: from the environment of a deployment, else from the checkout."""
    if settings.COMMIT:
        return str(settings.COMMIT)
    try:
        result = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
            timeout=5,
        )
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    return result.stdout.strip() or "unknown"
