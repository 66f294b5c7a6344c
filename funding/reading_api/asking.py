"""Who may ask: whoever holds a key that opens it, and not too often. What may be asked: a page, a state, a day."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt

from funding.reading_api.enums import Scope
from funding.reading_api.keys import key_of
from portal.reading import limits
from portal.reading.asking import Wrong, answered, only_reading, problem, text, too_often

type View = Callable[..., HttpResponseBase]
LONGEST_KEY = 200


def for_keys(*scopes: Scope) -> Callable[[View], View]:
    """A view of this API: reading only, for a key that opens all of ``scopes``. The view gets the key.

    Who holds no key counts by network, who holds one by key: guessing is slow, and one system does not slow another.
    """

    def decorate(view: View) -> View:
        @csrf_exempt  # it changes nothing, and no cookie lets anybody in
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            answer = only_reading(request) or _answer(view, scopes, request, args, kwargs)
            patch_cache_control(answer, no_store=True, private=True)
            patch_vary_headers(answer, ["Authorization"])
            return answer

        return guarded

    return decorate


def _answer(
    view: View, scopes: tuple[Scope, ...], request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> HttpResponseBase:
    kind, _, told = request.headers.get("Authorization", "").partition(" ")
    key = key_of(told.strip()) if kind.lower() == "bearer" and 0 < len(told) <= LONGEST_KEY else None
    if key is None:
        if not limits.may(request, limits.QUESTIONS):
            return too_often()
        refused = problem(401, "Unauthorized", "Stuur een geldige sleutel mee: Authorization: Bearer ...")
        refused["WWW-Authenticate"] = 'Bearer realm="Doorleren"'
        return refused
    if not limits.fits(f"key:{key.pk}", limits.QUESTIONS):
        return too_often()
    if missing := [scope.value for scope in scopes if not key.opens(scope)]:
        return problem(403, "Forbidden", f"Deze sleutel opent dit niet: {', '.join(missing)}.")
    return answered(view, request, (key, *args), kwargs)


def state_of(request: HttpRequest, states: Any) -> str:
    """The state that is asked, "" for all. Raises Wrong."""
    state = text(request, "state")
    if state and state not in states.values:
        raise Wrong(f"state: kies uit {', '.join(states.values)}.")
    return state


def since(request: HttpRequest) -> datetime | None:
    """The beginning of the day (in the Netherlands) from which is asked; None for everything. Raises Wrong."""
    told = text(request, "since")
    if not told:
        return None
    try:
        day = date.fromisoformat(told)
    except ValueError as error:
        raise Wrong("since: een dag, zoals 2026-11-24.") from error
    if len(told) != len("2026-11-24"):
        raise Wrong("since: een dag, zoals 2026-11-24.")
    if day.year < 2000:  # before there was anything: everything, also where the first hours of year 1 are none in UTC
        return None
    return timezone.make_aware(datetime.combine(day, time.min))
