"""OOAPI v5 (with the consumer rio) and v6: an API of pages, or the same documents as files in a folder.

Courses and programs are courses here; their offerings are sessions. Source: the OpenAPI documents of both versions.
A collection that the server does not have (404) is empty; that both are missing means that this is no OOAPI.
A feed of many providers names each by its organization, when that has a KvK number. What our own API says beside
OOAPI's words goes before those (courses.feeds.own).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from urllib.parse import urlencode, urlsplit, urlunsplit

from courses.feeds import json, own
from courses.feeds.building import build
from courses.feeds.enums import Severity
from courses.feeds.json import Json, inside, many, words
from courses.feeds.ooapi.course import by_language, told_course
from courses.feeds.products import whose
from courses.feeds.records import Delivered, FeedBroken, Issue, ProviderRecord, Refusal, Unusable
from courses.feeds.sentences import sentence as _
from courses.feeds.source import Source
from courses.feeds.texts import plain
from courses.feeds.told import Told
from courses.feeds.values import web_address
from courses.kvk import kvk_of

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
#: The collection of who gives courses, and the name of its id, in both versions.
ORGANIZATIONS = {"organizations": "organizationId", "organisations": "organisationId"}
#: How a course names who gives it.
GIVEN_BY = ("organization", "organisation")


def read_ooapi_5(source: Source, *, kvk: str | None, today: date) -> Iterator[Delivered]:
    """See courses.feeds.records.Reader."""
    yield from _Reading(source, kvk, today, V5).start()


def read_ooapi_6(source: Source, *, kvk: str | None, today: date) -> Iterator[Delivered]:
    """See courses.feeds.records.Reader."""
    yield from _Reading(source, kvk, today, V6).start()


@dataclass(slots=True)
class _Reading:
    source: Source
    kvk: str | None
    today: date
    kinds: tuple[Kind, ...]
    offerings: dict[str, list[Json]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)

    def start(self) -> Iterator[Delivered]:
        if self.kvk is not None:
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
        if self.kvk is None:
            for path in ORGANIZATIONS:
                at = urlunsplit((parts.scheme, parts.netloc, f"{base}/{path}", "", ""))
                yield from self._providers(item for _where, item in self._collection(at) or ())
            self._needs_owners()
        found = False
        for kind in kinds:
            address = urlunsplit((parts.scheme, parts.netloc, f"{base}/{kind.path}", parts.query, ""))
            items = self._collection(address)
            if items is None:
                continue
            found = True
            for where, item in items:
                if not self._again(item, kind):
                    yield self._course(item, kind, where, address)
        if not found:
            text = _("Op dit adres staan geen /courses en geen /programs: dit is geen OOAPI.")
            raise FeedBroken("unknown_format", text, self.source.name(start))

    def _collection(self, address: str) -> Iterator[tuple[str, Json]] | None:
        """All (where, item) of a collection; None when the server has no such collection, as many have not."""
        pages = self._pages(address)
        try:
            first = list(islice(pages, 1))
        except Unusable as problem:
            if problem.code == "file_missing":
                return None
            raise FeedBroken(problem.code, problem.message, problem.where or address) from problem
        return self._careful(chain(first, pages), address)

    def _careful(self, items: Iterator[tuple[str, Json]], address: str) -> Iterator[tuple[str, Json]]:
        try:
            yield from items
        except Unusable as problem:
            raise FeedBroken(problem.code, problem.message, problem.where or address) from problem

    def _again(self, item: Json, kind: Kind) -> bool:
        """Whether this was read before: what is a course and a program too has one id in both collections."""
        key = words(inside(item, kind.key))
        return bool(key) and self.read.setdefault(key, kind.path) != kind.path

    def _providers(self, items: Iterable[Json]) -> Iterator[Delivered]:
        for item in items:
            codes = [inside(item, "primaryCode"), *many(inside(item, "otherCodes"))]
            kvk = next(filter(None, map(_kvk, codes)), "")
            key = next(filter(None, (words(inside(item, name)) for name in ORGANIZATIONS.values())), "")
            if not kvk or not key:
                continue
            self.owners[key] = kvk
            if said := own.part(inside(item, "ext")):
                yield own.provider(said, kvk)
            else:
                name, website = by_language(inside(item, "name")), words(inside(item, "link"))
                yield ProviderRecord(kvk, name=plain(name, 200), website=web_address(website))

    def _needs_owners(self) -> None:
        if not self.owners:
            whose(None, self.source.name(self.source.start))

    def _built(self, told: Told, item: Json) -> Delivered:
        """The record of a course, for the provider of this feed or for the one that the course names."""
        kvk = self.kvk or next((kvk for name in GIVEN_BY if (kvk := self.owners.get(_id_of(item, name), ""))), "")
        if kvk:
            return build(told, kvk=kvk, today=self.today)
        text = _("Deze opleiding zegt niet van wie zij is, of die opleider heeft hier geen KvK-nummer.")
        return Refusal("", None, (Issue(told.key, "provider_unknown", Severity.ERROR, told.where, text),))

    def _pages(self, address: str) -> Iterator[tuple[str, Json]]:
        """(where, item) over all pages of a collection, one page in memory."""
        before: Json = None
        for number in range(1, MOST_PAGES + 1):
            query = urlencode({"pageSize": PAGE, "pageNumber": number, "consumer": "rio"})
            page = f"{address}{'&' if urlsplit(address).query else '?'}{query}"
            items, more = self._page(page)
            if number > 1 and items and items == before:
                raise FeedBroken(
                    "pages_repeat", _("De server geeft steeds dezelfde bladzijde."), self.source.name(page)
                )
            for place, item in items:
                yield f"{self.source.name(page)}, {place}", item
            if not more or not items:
                return
            before = items
        raise FeedBroken("pages_without_end", _("De server geeft geen laatste bladzijde."), self.source.name(address))

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
            refused = self._built(told, item)
            return Refusal(refused.kvk, told.key or None, (*refused.issues, issue))
        return self._built(told_course(item, offerings, kind.key, where, self.today), item)

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
                    elif self.kvk is None and any(name in item for name in ORGANIZATIONS.values()):
                        yield from self._providers([item])
        if self.kvk is None:
            self._needs_owners()
        for address in addresses:
            for place, item in self._items(address):
                kind = next((kind for kind in self.kinds if kind.key in item), None)
                if any(one.offering_key in item for one in self.kinds):
                    if single:
                        text = _("Dit zijn alleen uitvoeringen (offerings), geen opleidingen.")
                        raise FeedBroken("unknown_format", text, self.source.name(address))
                    continue
                if kind is None:
                    if single:
                        text = _("Dit is geen OOAPI: een opleiding heeft een courseId, programId of programmeId.")
                        raise FeedBroken("unknown_format", text, self.source.name(address))
                    continue
                if self._again(item, kind):
                    continue
                embedded = _embedded(item, kind) or []
                key = words(item[kind.key])
                where = ", ".join(filter(None, (self.source.name(address), place)))
                told = told_course(item, [*embedded, *self._kept(key)], kind.key, where, self.today)
                yield self._built(told, item)

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
        ids = [kind.offering_key for kind in self.kinds]
        kept = enumerate(
            item
            for name, items in self.offerings.items()
            if name == f"={key}" or (name[0] != "=" and key in name)
            for item in items
        )
        # Under more names than one, and what is a course and a program has the same offerings of both.
        found = {words(next(filter(None, map(item.get, ids)), "")) or number: item for number, item in kept}
        return list(found.values())


def _kvk(code: Json) -> str:
    """A KvK number among the codes of an organization: OOAPI has no type for it, so it begins with x-."""
    is_kvk = words(inside(code, "codeType")).lower().removeprefix("x-") in {"kvk", "kvknummer"}
    return kvk_of(words(inside(code, "code"))) if is_kvk else ""


def _id_of(item: Json, name: str) -> str:
    """The id of what an item points at: by itself, or inside the thing when that was sent whole."""
    value = inside(item, name)
    return words(inside(value, f"{name}Id")) if isinstance(value, dict) else words(value or inside(item, f"{name}Id"))


def _embedded(item: Json, kind: Kind) -> list[Json] | None:
    """Offerings that came with their course; a list of ids is none."""
    for name in kind.embedded:
        found = inside(item, name)
        if isinstance(found, list) and all(isinstance(one, dict) for one in found):
            return found
    return None
