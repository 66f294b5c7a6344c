"""What may be asked of the API, and how it answers: pages, problems and a limit to how often."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from courses.exports import limits
from courses.exports.values import THREE_LETTERS

type View = Callable[..., HttpResponseBase]

PAGE_SIZES = (10, 20, 50, 100, 250)
MOST_PAGES = 1_000_000
LONGEST = 200
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
#: What the addresses of lists understand; other words in an address are left alone, as OOAPI has more of them.
LETTERS = {three: two for two, three in THREE_LETTERS.items()}


class Wrong(BadRequest):
    """What was asked cannot be; the message is for who wrote the program that asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One page of a list: ``number`` from 1, ``size`` items, with words, a language (ISO 639-1) or a code in it."""

    number: int
    size: int
    text: str
    language: str
    code: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """From an address. Raises Wrong."""
        language = _one(request, "teachingLanguage")
        if language and not re.fullmatch("[a-z]{3}", language):
            raise Wrong("teachingLanguage: drie kleine letters, zoals nld (ISO 639-2).")
        return cls(
            number=_number(request, "pageNumber", 1, MOST_PAGES),
            size=_size(request),
            text=_one(request, "q"),
            language=LETTERS.get(language, "?") if language else "",
            code=_one(request, "primaryCode"),
        )


def _one(request: HttpRequest, name: str) -> str:
    values = request.GET.getlist(name)
    if len(values) > 1:
        raise Wrong(f"{name}: hooguit één keer.")
    text = values[0] if values else ""
    if len(text) > LONGEST:
        raise Wrong(f"{name}: hooguit {LONGEST} tekens.")
    if CONTROL.search(text):
        raise Wrong(f"{name}: er staan tekens in die niet te zien zijn.")
    return text


def _number(request: HttpRequest, name: str, usual: int, most: int) -> int:
    if name not in request.GET:
        return usual
    text = _one(request, name)
    if not re.fullmatch("[0-9]{1,7}", text) or not 1 <= int(text) <= most:
        raise Wrong(f"{name}: een heel getal van 1 tot en met {most}.")
    return int(text)


def _size(request: HttpRequest) -> int:
    size = _number(request, "pageSize", PAGE_SIZES[0], PAGE_SIZES[-1])
    if size not in PAGE_SIZES:
        raise Wrong(f"pageSize: kies uit {', '.join(map(str, PAGE_SIZES))}.")
    return size


def page(
    found: "QuerySet[Any] | Sequence[Any]", asked: Asked, say: Callable[[Sequence[Any]], list[Any]]
) -> HttpResponse:
    """The page that was asked, empty when it is beyond the last one; ``say`` makes the items of its records."""
    total = found.count() if isinstance(found, QuerySet) else len(found)
    pages = -(-total // asked.size)
    first = (asked.number - 1) * asked.size
    some = list(found[first : first + asked.size]) if first < total else []
    return JsonResponse(
        {
            "pageSize": asked.size,
            "pageNumber": asked.number,
            "hasPreviousPage": asked.number > 1,
            "hasNextPage": asked.number < pages,
            "totalPages": pages,
            "items": say(some),
        }
    )


def problem(status: int, title: str, detail: str = "") -> JsonResponse:
    """A refusal as OOAPI says it (Problem); the status is a text there."""
    said = {"status": str(status), "title": title} | ({"detail": detail} if detail else {})
    return JsonResponse(said, status=status, content_type="application/problem+json")


def open_to_all(view: View) -> View:
    """A view of the API: reading only, without a log-in, for every website, and not too often from one network."""

    @csrf_exempt  # it changes nothing, and its refusal must be one that programs read
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = _answer(view, request, args, kwargs)
        answer["Access-Control-Allow-Origin"] = "*"
        return answer

    return answered


def _answer(view: View, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]) -> HttpResponseBase:
    if request.method not in {"GET", "HEAD"}:
        refused = problem(405, "Method not allowed", "Deze API kun je alleen lezen.")
        refused["Allow"] = "GET, HEAD"
        return refused
    if not limits.may(request, limits.QUESTIONS):
        limited = problem(429, "Too many requests", "Je vraagt te vaak. Wacht een minuut.")
        limited["Retry-After"] = "60"
        return limited
    try:
        return view(request, *args, **kwargs)
    except Wrong as wrong:
        return problem(400, "Bad request", str(wrong))
    except Http404:
        return problem(404, "Not found", "Dit is er niet, of niet meer.")
