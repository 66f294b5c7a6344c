"""What search engines may show: each package names its pages that are for everybody, so that imports keep running left.

The same list makes the sitemap, and the head of a page: its address per language, or that it is nobody's to find.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

#: In the address: the language of this one page.
LANGUAGE = "taal"
#: In the address: which page of a list.
PAGE = "pagina"
#: As many addresses in one sitemap at most, those in other languages included.
MOST_ADDRESSES = 5000


class Place(Protocol):
    """A page for everybody: where it is, and when what it says last changed, as far as we know."""

    @property
    def changed(self) -> datetime | None: ...

    def get_absolute_url(self) -> str: ...


@dataclass(frozen=True, slots=True)
class SinglePage:
    """The one page with this address name, whose address takes nothing. Nobody keeps when its texts changed."""

    name: str
    changed: datetime | None = None

    def get_absolute_url(self) -> str:
        return reverse(self.name)


#: An ordered QuerySet is only read a sitemap at a time.
type Places = Callable[[HttpRequest], "Sequence[Place] | QuerySet[Any]"]


@dataclass(frozen=True, slots=True)
class Findable:
    """Pages of one kind, by the name of their address.

    ``places`` gives them for the brand of a request; ``narrowing`` are the words in an address that make another page
    of it which nobody has to find, such as the results of a search.
    """

    name: str
    places: Places
    narrowing: frozenset[str] = frozenset()


_kinds: dict[str, Findable] = {}
_closed: set[str] = set()


def findable(name: str, places: Places | None = None, *, narrowing: Iterable[str] = ()) -> None:
    """Let search engines show the pages with this address name; call it from ``AppConfig.ready``.

    Without ``places`` it is one page, whose address takes nothing.
    """
    _kinds[name] = Findable(name, places or (lambda _request: [SinglePage(name)]), frozenset(narrowing))


def keep_out(*paths: str) -> None:
    """Tell machines not to visit what begins with these paths, ``*`` being anything; call it from ``AppConfig.ready``.

    For where only people have something to do. All other pages that nobody has to find say so themselves.
    """
    _closed.update(paths)


def closed() -> list[str]:
    """The paths of ``keep_out``, of all packages."""
    return sorted(_closed)


def hide(request: HttpRequest) -> None:
    """The answer to this request is nothing to find, whatever stands at its address: an error, or what is gone."""
    vars(request)["hidden"] = True


def show_page_number(request: HttpRequest, number: int) -> None:
    """The answer to this request is this page of a list, which need not be the one that was asked for."""
    vars(request)["page_number"] = number


def is_findable(request: HttpRequest) -> bool:
    """Whether search engines may show this page."""
    match = request.resolver_match
    kind = _kinds.get(match.view_name) if match else None
    hidden = vars(request).get("hidden", False)
    return kind is not None and not hidden and not kind.narrowing.intersection(request.GET)


def in_language(path: str, language: str, **more: str) -> str:
    """The address of a page in one language: without a word about it in our own, Dutch."""
    query = more | ({} if language == settings.LANGUAGE_CODE else {LANGUAGE: language})
    return f"{path}?{urlencode(query)}" if query else path


def own_address(request: HttpRequest, language: str) -> str:
    """The one address, with host, under which search engines should know this page in a language."""
    number = vars(request).get("page_number", 1)
    which = {PAGE: str(number)} if number > 1 else {}
    return request.build_absolute_uri(in_language(request.path, language, **which))


def language_of_address(request: HttpRequest) -> str:
    """The language that the address asks for, Dutch when it asks for none.

    What the visitor's browser prefers may show another one there, and makes it no other address.
    """
    asked = request.GET.get(LANGUAGE, "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def alternates(address: Callable[[str], str]) -> list[tuple[str, str]]:
    """What ``address`` gives for each language, by hreflang; for who reads none of them our own, Dutch."""
    return [
        *((code, address(code)) for code, _name in settings.LANGUAGES),
        ("x-default", address(settings.LANGUAGE_CODE)),
    ]


class FindableSitemap(Sitemap):  # type: ignore[type-arg]
    """The pages of one kind for the brand of a request, in every language (sitemaps.org, hreflang as xhtml:link).

    Django's own way with languages first lists all pages in all of them; there may be tens of thousands of courses.
    """

    limit = MOST_ADDRESSES // len(settings.LANGUAGES)

    def __init__(self, kind: Findable, request: HttpRequest) -> None:
        self.kind, self.request = kind, request

    def items(self) -> "Sequence[Place] | QuerySet[Any]":
        return self.kind.places(self.request)

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        return [url for place in self.paginator.page(page).object_list for url in self._urls_of(place)]

    def _urls_of(self, place: Place) -> list[dict[str, Any]]:
        path = place.get_absolute_url()
        others = alternates(lambda code: self.request.build_absolute_uri(in_language(path, code)))
        return [
            {
                "location": address,
                "lastmod": place.changed,
                "alternates": [{"lang_code": code, "location": other} for code, other in others],
            }
            for language, address in others
            if language != "x-default"
        ]


def sitemaps(request: HttpRequest) -> "dict[str, type[Sitemap[Any]] | Sitemap[Any]]":
    """A sitemap for each kind of page, by the name of its address with a dash for the colon."""
    return {name.replace(":", "-"): FindableSitemap(kind, request) for name, kind in _kinds.items()}
