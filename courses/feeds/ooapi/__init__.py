"""OOAPI v5 (with the consumer rio) and v6: an API of pages, or the same documents as files in a folder.

Courses and programs are courses here; their offerings are sessions. Source: the OpenAPI documents of both versions.
A collection that the server does not have (404) is empty; that both are missing means that this is no OOAPI.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode, urlsplit, urlunsplit

from courses.feeds import json
from courses.feeds.building import build
from courses.feeds.enums import Severity
from courses.feeds.json import Json, inside, words
from courses.feeds.ooapi.course import told_course
from courses.feeds.products import whose
from courses.feeds.records import Delivered, FeedBroken, Issue, ProviderRecord, Refusal, Unusable
from courses.feeds.source import Source

PAGE = 100
#: A server that never says "this was the last page" is stopped here.
MOST_PAGES = 5_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A collection with courses: its path, the name of its id, the path of offerings, and where those are embedded."""

    path: str
    key: str
    offerings: str
    offering_key: str
    embedded: tuple[str, ...]


V5 = (
    Kind("courses", "courseId", "offerings", "offeringId", ("offerings", "courseOfferings")),
    Kind("programs", "programId", "offerings", "offeringId", ("offerings", "programOfferings")),
)
V6 = (
    Kind("courses", "courseId", "course-offerings", "courseOfferingId", ("courseOfferings", "offerings")),
    Kind(
        "programmes", "programmeId", "programme-offerings", "programmeOfferingId", ("programmeOfferings", "offerings")
    ),
)
LIST = "items"


def read_ooapi_5(source: Source, *, kvk: str | None, today: date) -> Iterator[Delivered]:
    """See courses.feeds.records.Reader."""
    yield from _Reading(source, whose(kvk, source.name(source.start)), today, V5).start()


def read_ooapi_6(source: Source, *, kvk: str | None, today: date) -> Iterator[Delivered]:
    """See courses.feeds.records.Reader."""
    yield from _Reading(source, whose(kvk, source.name(source.start)), today, V6).start()


@dataclass(slots=True)
class _Reading:
    source: Source
    kvk: str
    today: date
    kinds: tuple[Kind, ...]
    offerings: dict[str, list[Json]] = field(default_factory=dict)

    def start(self) -> Iterator[Delivered]:
        yield ProviderRecord(self.kvk)
        start = self.source.start
        if urlsplit(start).scheme.lower() in {"http", "https"} and not urlsplit(start).path.endswith(".json"):
            yield from self._api(start)
        else:
            yield from self._files(self.source.files(start) or [start])

    def _api(self, start: str) -> Iterator[Delivered]:
        parts = urlsplit(start)
        base = parts.path.rstrip("/")
        kinds = self.kinds
        if one := [kind for kind in kinds if base.endswith(f"/{kind.path}")]:
            kinds, base = tuple(one), base.removesuffix(f"/{one[0].path}")
        found = False
        for kind in kinds:
            address = urlunsplit((parts.scheme, parts.netloc, f"{base}/{kind.path}", parts.query, ""))
            try:
                for where, item in self._pages(address):
                    found = True
                    yield self._course(item, kind, where, address)
                found = True
            except Unusable as problem:
                # Many servers have only one of both collections.
                if problem.code != "file_missing":
                    raise FeedBroken(problem.code, problem.message, problem.where or address) from problem
        if not found:
            text = "Op dit adres staan geen /courses en geen /programs: dit is geen OOAPI."
            raise FeedBroken("unknown_format", text, self.source.name(start))

    def _pages(self, address: str) -> Iterator[tuple[str, Json]]:
        """(where, item) over all pages of a collection, one page in memory."""
        before: Json = None
        for number in range(1, MOST_PAGES + 1):
            query = urlencode({"pageSize": PAGE, "pageNumber": number, "consumer": "rio"})
            page = f"{address}{'&' if urlsplit(address).query else '?'}{query}"
            items, more = self._page(page)
            if number > 1 and items and items == before:
                raise FeedBroken("pages_repeat", "De server geeft steeds dezelfde bladzijde.", self.source.name(page))
            for place, item in items:
                yield f"{self.source.name(page)}, {place}", item
            if not more or not items:
                return
            before = items
        raise FeedBroken("pages_without_end", "De server geeft geen laatste bladzijde.", self.source.name(address))

    def _page(self, address: str) -> tuple[list[tuple[str, Json]], bool]:
        with self.source.open(address) as file:
            whole: dict[str, Json] = {}
            items = [(place, item) for place, item in json.items(file, LIST, rest=whole) if place]
            return items, inside(whole, "hasNextPage") is True

    def _course(self, item: Json, kind: Kind, where: str, address: str) -> Delivered:
        key = words(inside(item, kind.key))
        offerings = _embedded(item, kind)
        try:
            if offerings is None:
                parts = urlsplit(address)
                at = urlunsplit(parts._replace(path=f"{parts.path}/{key}/{kind.offerings}"))
                offerings = self._offerings_of(at) if key else []
        except Unusable as problem:
            told = told_course(item, [], kind.key, where, self.today)
            issue = Issue(told.key, problem.code, Severity.ERROR, problem.where or where, problem.message)
            return Refusal(self.kvk, told.key or None, (issue,))
        return build(told_course(item, offerings, kind.key, where, self.today), kvk=self.kvk, today=self.today)

    def _offerings_of(self, address: str) -> list[Json]:
        try:
            return [item for _where, item in self._pages(address)]
        except Unusable as problem:
            if problem.code == "file_missing":
                return []
            raise

    def _files(self, addresses: list[str]) -> Iterator[Delivered]:
        """Documents as the API gives them: of courses, and of offerings, in any order."""
        single = len(addresses) == 1
        if not single:
            for address in addresses:
                for _place, item in self._items(address):
                    if any(kind.offering_key in item for kind in self.kinds):
                        self._keep(address, item)
        for address in addresses:
            for place, item in self._items(address):
                kind = next((kind for kind in self.kinds if kind.key in item), None)
                if any(one.offering_key in item for one in self.kinds):
                    if single:
                        text = "Dit zijn alleen uitvoeringen (offerings), geen opleidingen."
                        raise FeedBroken("unknown_format", text, self.source.name(address))
                    continue
                if kind is None:
                    if single:
                        text = "Dit is geen OOAPI: een opleiding heeft een courseId, programId of programmeId."
                        raise FeedBroken("unknown_format", text, self.source.name(address))
                    continue
                embedded = _embedded(item, kind) or []
                key = words(item[kind.key])
                where = ", ".join(filter(None, (self.source.name(address), place)))
                told = told_course(item, [*embedded, *self._kept(key)], kind.key, where, self.today)
                yield build(told, kvk=self.kvk, today=self.today)

    def _items(self, address: str) -> Iterator[tuple[str, dict[str, Json]]]:
        name = self.source.name(address)
        try:
            with self.source.open(address) as file:
                for place, item in json.items(file, LIST):
                    if isinstance(item, dict):
                        yield place, item
        except Unusable as problem:
            raise FeedBroken(problem.code, problem.message, problem.where or name) from problem

    def _keep(self, address: str, item: dict[str, Json]) -> None:
        """Offerings wait under the name of their file, which may hold the id of the course, and under their course."""
        names = [self.source.name(address)]
        for name in ("course", "program", "programme", "courseId", "programId", "programmeId"):
            value = item.get(name)
            told = words(inside(value, f"{name}Id")) if isinstance(value, dict) else words(value)
            if told:
                names.append(f"={told}")
        for name in names:
            self.offerings.setdefault(name, []).append(item)

    def _kept(self, key: str) -> list[Json]:
        if not key:
            return []
        named = [
            items for name, items in self.offerings.items() if name == f"={key}" or (name[0] != "=" and key in name)
        ]
        found: list[Json] = []
        for items in named:
            found += [item for item in items if item not in found]
        return found


def _embedded(item: Json, kind: Kind) -> list[Json] | None:
    """Offerings that came with their course; a list of ids is none."""
    for name in kind.embedded:
        found = inside(item, name)
        if isinstance(found, list) and all(isinstance(one, dict) for one in found):
            return found
    return None
