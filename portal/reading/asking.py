"""What programs may ask of a read API, and how it answers: pages and problems. The words are those of OOAPI."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

type View = Callable[..., HttpResponseBase]

PAGE_SIZES = (10, 20, 50, 100, 250)
MOST_PAGES = 1_000_000
LONGEST = 200
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


class Wrong(BadRequest):
    """What was asked cannot be; the message is for who wrote the program that asked."""


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of a list is asked: ``number`` from 1, ``size`` items."""

    number: int
    size: int

    @classmethod
    def of(cls, request: HttpRequest) -> "Paging":
        """From an address. Raises Wrong."""
        size = _number(request, "pageSize", PAGE_SIZES[0], PAGE_SIZES[-1])
        if size not in PAGE_SIZES:
            raise Wrong(f"pageSize: kies uit {', '.join(map(str, PAGE_SIZES))}.")
        return cls(_number(request, "pageNumber", 1, MOST_PAGES), size)


def text(request: HttpRequest, name: str) -> str:
    """One word of the address, "" when it is not there. Raises Wrong when it is there twice, too long or unseen."""
    values = request.GET.getlist(name)
    if len(values) > 1:
        raise Wrong(f"{name}: hooguit één keer.")
    found = values[0] if values else ""
    if len(found) > LONGEST:
        raise Wrong(f"{name}: hooguit {LONGEST} tekens.")
    if CONTROL.search(found):
        raise Wrong(f"{name}: er staan tekens in die niet te zien zijn.")
    return found


def _number(request: HttpRequest, name: str, usual: int, most: int) -> int:
    if name not in request.GET:
        return usual
    found = text(request, name)
    if not re.fullmatch("[0-9]{1,7}", found) or not 1 <= int(found) <= most:
        raise Wrong(f"{name}: een heel getal van 1 tot en met {most}.")
    return int(found)


def page(
    found: "QuerySet[Any] | Sequence[Any]", paging: Paging, say: Callable[[Sequence[Any]], list[Any]]
) -> HttpResponse:
    """The page that was asked, empty when it is beyond the last one; ``say`` makes the items of its records."""
    total = found.count() if isinstance(found, QuerySet) else len(found)
    pages = -(-total // paging.size)
    first = (paging.number - 1) * paging.size
    some = list(found[first : first + paging.size]) if first < total else []
    return JsonResponse(
        {
            "pageSize": paging.size,
            "pageNumber": paging.number,
            "hasPreviousPage": paging.number > 1,
            "hasNextPage": paging.number < pages,
            "totalPages": pages,
            "items": say(some),
        }
    )


def problem(status: int, title: str, detail: str = "") -> JsonResponse:
    """A refusal as OOAPI says it (Problem); the status is a text there."""
    said = {"status": str(status), "title": title} | ({"detail": detail} if detail else {})
    return JsonResponse(said, status=status, content_type="application/problem+json")


def too_often() -> JsonResponse:
    """Asked more often in a minute than settings.READING_LIMITS allows."""
    refused = problem(429, "Too many requests", "Je vraagt te vaak. Wacht een minuut.")
    refused["Retry-After"] = "60"
    return refused


def only_reading(request: HttpRequest) -> JsonResponse | None:
    """The refusal of every method that is not reading; None when it is."""
    if request.method in {"GET", "HEAD"}:
        return None
    refused = problem(405, "Method not allowed", "Deze API kun je alleen lezen.")
    refused["Allow"] = "GET, HEAD"
    return refused


def answered(view: View, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]) -> HttpResponseBase:
    """What the view answers; what was asked wrongly or is not there as a problem that programs read."""
    try:
        return view(request, *args, **kwargs)
    except Wrong as wrong:
        return problem(400, "Bad request", str(wrong))
    except Http404:
        return problem(404, "Not found", "Dit is er niet, of niet meer.")
