"""schema.org in the pages of a provider: JSON-LD of Course and CourseInstance.

Begins with one page, a list of pages (sitemap.xml, or an ItemList with addresses), a folder of saved pages, or a file
of JSON-LD. A page with a mistake concerns only its own courses. A price includes VAT unless it says otherwise.
A feed of many providers names each by its KvK number. What our own pages say in a term of our own goes before the
words of schema.org (courses.feeds.own).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from urllib.parse import urlsplit

from courses.enums import CostKind, SessionStatus, StartKind
from courses.feeds import json, own
from courses.feeds import words as ours
from courses.feeds.building import build
from courses.feeds.enums import Severity
from courses.feeds.json import Json, inside, many, words
from courses.feeds.products import whose
from courses.feeds.records import Delivered, FeedBroken, Issue, ProviderRecord, Refusal, Unusable
from courses.feeds.sentences import sentence as _
from courses.feeds.source import Source
from courses.feeds.texts import plain
from courses.feeds.told import Told, ToldPrice, ToldSession
from courses.feeds.values import iso_duration, web_address
from courses.feeds.xml import elements, local, text
from courses.kvk import kvk_of

MOST_PAGES = 20_000
LARGEST_PAGE = 8 * 1024 * 1024
DEEPEST_LIST = 3
DEEPEST_NODE = 6
ONLINE = {"online", "virtual", "distance", "afstand", "e-learning"}


def read_schema_org(source: Source, *, kvk: str | None, today: date) -> Iterator[Delivered]:
    """See courses.feeds.records.Reader."""
    yield from _Reading(source, kvk, today).start()


class _Scripts(HTMLParser):
    """Collects what is in scripts of JSON-LD."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        kind = (dict(attributes).get("type") or "").split(";")[0].strip().lower()
        self.inside = tag == "script" and kind == "application/ld+json"
        if self.inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data


@dataclass(slots=True)
class _Reading:
    source: Source
    kvk: str | None
    today: date
    visited: set[str] = field(default_factory=set)
    seen: set[tuple[str, str]] = field(default_factory=set)
    providers: set[str] = field(default_factory=set)
    courses: int = 0

    def start(self) -> Iterator[Delivered]:
        if self.kvk is not None:
            yield ProviderRecord(self.kvk)
        start = self.source.start
        pages = self.source.files(start)
        name = self.source.name(start)
        try:
            if pages:
                for page in pages:
                    yield from self._careful(page)
            else:
                yield from self._page(start, 0)
        except Unusable as problem:
            raise FeedBroken(problem.code, problem.message, problem.where or name) from problem
        if not self.courses:
            text = _("Hier staat geen Course van schema.org in JSON-LD. Andere vormen (microdata) lezen wij niet.")
            raise FeedBroken("unknown_format", text, name)

    def _careful(self, address: str, depth: int = 1) -> Iterator[Delivered]:
        """One page of many: what is wrong with it is told, and its courses, whichever they are, are not gone."""
        try:
            yield from self._page(address, depth)
        except Unusable as problem:
            where = ", ".join(filter(None, (self.source.name(address), problem.where)))
            yield Refusal(self.kvk or "", None, (Issue("", problem.code, Severity.ERROR, where, problem.message),))

    def _page(self, address: str, depth: int) -> Iterator[Delivered]:
        if address in self.visited:
            return
        self.visited.add(address)
        if len(self.visited) > MOST_PAGES or depth > DEEPEST_LIST:
            raise FeedBroken(
                "too_many_pages", _("Er zijn meer dan %(most)s pagina's.", most=MOST_PAGES), self.source.name(address)
            )
        with self.source.open(address) as file:
            start = file.read(2048).decode("utf-8", "replace").lstrip("\ufeff \t\r\n").lower()
            file.seek(0)
            if not start:
                raise Unusable("empty_file", _("Het bestand is leeg."))
            if "<urlset" in start or "<sitemapindex" in start:
                pages = [
                    text(one, "loc") for one in elements(file, {"url", "sitemap"}) if local(one) in {"url", "sitemap"}
                ]
                documents: list[tuple[str, Json]] = []
            elif start[0] in "[{":
                pages, documents = [], [("", json.loads(_text(file.read(LARGEST_PAGE + 1))))]
            else:
                pages, documents = [], list(self._scripts(_text(file.read(LARGEST_PAGE + 1))))
        for place, document in documents:
            where = ", ".join(filter(None, (self.source.name(address), place)))
            for node in _nodes(document, 0):
                if _is(node, "Course"):
                    yield from self._course(node, address, where)
                elif _is(node, "ItemList"):
                    pages += [found for item in many(node.get("itemListElement")) if (found := _listed(item))]
        for page in dict.fromkeys(pages):
            yield from self._careful(self._resolved(address, page), depth + 1)

    def _resolved(self, base: str, reference: str) -> str:
        try:
            address = self.source.resolve(base, reference)
        except Unusable as problem:
            raise FeedBroken(problem.code, problem.message, self.source.name(base)) from problem
        if urlsplit(address).hostname != urlsplit(base).hostname:
            shown = self.source.name(address)[:200]
            raise FeedBroken(
                "address_refused",
                _("De lijst wijst naar een andere website: %(address)s.", address=shown),
                self.source.name(base),
            )
        return address

    def _scripts(self, page: str) -> Iterator[tuple[str, Json]]:
        parser = _Scripts()
        parser.feed(page)
        for number, script in enumerate(parser.found, start=1):
            place = f"script {number}"
            try:
                yield place, json.loads(script.strip().removeprefix("<!--").removesuffix("-->"))
            except Unusable as problem:
                raise Unusable(problem.code, problem.message, place) from problem

    def _course(self, node: dict[str, Json], address: str, where: str) -> Iterator[Delivered]:
        self.courses += 1
        told = told_course(node, address if urlsplit(address).scheme in {"http", "https"} else "", where)
        kvk = self.kvk or whose(_kvk(node), where)
        if told.key and (kvk, told.key) in self.seen and not many(node.get("hasCourseInstance")):
            return  # a page with a list tells a course in short that has a page of its own
        self.seen.add((kvk, told.key))
        if self.kvk is None and kvk not in self.providers:
            self.providers.add(kvk)
            yield _provider(node, kvk)
        yield build(told, kvk=kvk, today=self.today)


def _text(content: bytes) -> str:
    if len(content) > LARGEST_PAGE:
        raise Unusable("too_big", _("Deze pagina is groter dan %(most)s MB.", most=LARGEST_PAGE // (1024 * 1024)))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unusable("wrong_encoding", _("De tekens van deze pagina kloppen niet: sla haar op als UTF-8.")) from error


def _nodes(document: Json, depth: int) -> Iterator[dict[str, Json]]:
    """Every node of a document that is not inside a course, and not deeper than a graph in a graph."""
    if isinstance(document, list):
        for one in document if depth < DEEPEST_NODE else ():
            yield from _nodes(one, depth + isinstance(one, list))
    elif isinstance(document, dict) and depth < DEEPEST_NODE:
        yield document
        if not _is(document, "Course"):
            for name in ("@graph", "itemListElement", "item", "mainEntity", "hasOfferCatalog", "itemOffered"):
                yield from _nodes(document.get(name), depth + 1)


def _is(node: dict[str, Json], kind: str) -> bool:
    return any(words(name).rpartition("/")[2].rpartition(":")[2] == kind for name in many(node.get("@type")))


def _listed(item: Json) -> str:
    """The address of a page that a list names without telling what is there."""
    if not isinstance(item, dict) or isinstance(item.get("item"), dict):
        return ""
    return words(item.get("url")) or words(item.get("item"))


def told_course(node: dict[str, Json], page: str, where: str) -> Told:
    """What a Course tells; ``page`` is the address it was read from, "" for a file."""
    instances = [one for one in many(node.get("hasCourseInstance")) if isinstance(one, dict)]
    if said := own.part(node):
        told = own.course(said, where)
        told.sessions = [own.session(held, where) for one in instances if (held := own.part(one))]
        return told
    dated = [one for one in instances if words(one.get("startDate"))]
    name = words(node.get("name"))
    told = Told(
        key=_key(node, page),
        title=name,
        where=where,
        summary=words(node.get("abstract")) or words(node.get("disambiguatingDescription")),
        description=words(node.get("description")),
        sections=[("Wat leer je?", "\n".join(filter(None, map(_named, many(node.get("teaches"))))))],
        keywords=", ".join(filter(None, map(_named, many(node.get("keywords")) + many(node.get("about"))))),
        link=words(node.get("url")) or page,
        contact_email=_contact(node),
        language=_named((many(node.get("inLanguage")) or [""])[0]),
        sector=ours.sector_of([*map(_named, many(node.get("about"))), name]),
        level_word=_named((many(node.get("educationalLevel")) or [""])[0]),
        outcome=ours.outcome_of(
            " ".join(
                map(
                    _named,
                    many(node.get("educationalCredentialAwarded")) + many(node.get("occupationalCredentialAwarded")),
                )
            )
        ),
        entry_requirements=". ".join(filter(None, map(_named, many(node.get("coursePrerequisites"))))),
        online=bool(instances) and all(_online(one) for one in instances),
        duration=iso_duration(words(node.get("timeRequired"))),
        hours_total=_workload(instances),
        places=[place for one in instances if one not in dated and any(place := _place(one))],
        prices=prices(node, where),
        sessions=[_session(one, where) for one in dated],
    )
    if instances and not dated:
        told.start_kind = StartKind.DIRECT if told.online else StartKind.AGREED
        told.prices = told.prices or prices(instances[0], where)
    return told


def _named(value: Json) -> str:
    """A text, or the name of a thing."""
    if isinstance(value, dict):
        return words(value.get("name")) or words(value.get("alternateName")) or words(value.get("description"))
    return words(value)


def _contact(node: dict[str, Json]) -> str:
    """The mail address of who gives it, or of where that one wants to be asked."""
    for who in many(node.get("provider")):
        for holder in (who, *many(inside(who, "contactPoint"))):
            if address := words(inside(holder, "email")).removeprefix("mailto:"):
                return address
    return ""


def _kvk(node: dict[str, Json]) -> str | None:
    """The KvK number of who gives a course, among its identifiers; None when it is not told."""
    for who in many(node.get("provider")):
        for identifier in many(inside(who, "identifier")):
            if words(inside(identifier, "propertyID")).lower() == "kvk":
                return kvk_of(words(inside(identifier, "value"))) or None
    return None


def _provider(node: dict[str, Json], kvk: str) -> ProviderRecord:
    """Who gives a course, as its page tells."""
    who = inside(node, "provider")
    if said := own.part(who):
        return own.provider(said, kvk)
    name, website = words(inside(node, "provider", "name")), words(inside(node, "provider", "url"))
    return ProviderRecord(kvk, name=plain(name, 200), website=web_address(website))


def _key(node: dict[str, Json], page: str) -> str:
    """The provider's own code; else an identifier, else the address of its page."""
    identifier = (many(node.get("identifier")) or [""])[0]
    told = words(identifier.get("value")) if isinstance(identifier, dict) else words(identifier)
    return words(node.get("courseCode")) or told or words(node.get("@id")) or words(node.get("url")) or page


def _online(instance: dict[str, Json]) -> bool:
    modes = {words(mode).rpartition("/")[2].lower() for mode in many(instance.get("courseMode"))} - {""}
    virtual = any(_is(one, "VirtualLocation") for one in many(instance.get("location")) if isinstance(one, dict))
    return (bool(modes) and modes <= ONLINE) or (not modes and virtual)


def _place(instance: dict[str, Json]) -> tuple[str, str]:
    for location in many(instance.get("location")):
        if isinstance(location, dict):
            town = words(inside(location, "address", "addressLocality"))
            postcode = words(inside(location, "address", "postalCode"))
            if not _is(location, "VirtualLocation") and (found := town or words(location.get("name"))):
                return found, postcode
        elif words(location):
            return words(location), ""
    return "", ""


def _workload(instances: list[dict[str, Json]]) -> str:
    amount, unit = next(
        (found for one in instances if (found := iso_duration(words(one.get("courseWorkload"))))[0]), ("", "")
    )
    return amount if unit == "hour" else ""


def _session(instance: dict[str, Json], where: str) -> ToldSession:
    place, postcode = _place(instance)
    status = words(instance.get("eventStatus")).rpartition("/")[2]
    identifier = (many(instance.get("identifier")) or [""])[0]
    told = words(identifier.get("value")) if isinstance(identifier, dict) else words(identifier)
    availability = {words(inside(one, "availability")).rpartition("/")[2] for one in many(instance.get("offers"))}
    session = ToldSession(
        key=told or words(instance.get("@id")),
        starts=words(instance.get("startDate")),
        ends=words(instance.get("endDate")),
        opens=words(inside(instance, "offers", "availabilityStarts")),
        deadline=words(inside(instance, "offers", "availabilityEnds"))
        or words(inside(instance, "offers", "validThrough")),
        place=place,
        postcode=postcode,
        online=_online(instance),
        seats_total=words(instance.get("maximumAttendeeCapacity")),
        seats_left=words(instance.get("remainingAttendeeCapacity")),
        prices=prices(instance, where),
        where=where,
    )
    if status == "EventCancelled":
        session.status = SessionStatus.CANCELLED
    elif availability & {"SoldOut", "OutOfStock"}:
        session.status = SessionStatus.FULL
    elif availability & {"Discontinued"}:
        session.status = SessionStatus.CLOSED
    return session


def prices(node: dict[str, Json], where: str) -> list[ToldPrice]:
    """The first offer with a price; its specifications when it has several parts."""
    for offer in many(node.get("offers")):
        if not isinstance(offer, dict):
            continue
        parts = [
            one for one in many(offer.get("priceSpecification")) if isinstance(one, dict) and words(one.get("price"))
        ]
        found = [_price(one, offer, where) for one in parts] if parts else [_price(offer, offer, where)]
        if len(found) == 1:
            found[0].kind = CostKind.TUITION
        if any(price.amount for price in found):
            return [price for price in found if price.amount]
    return []


def _price(holder: dict[str, Json], offer: dict[str, Json], where: str) -> ToldPrice:
    name = words(holder.get("name"))
    includes = holder.get("valueAddedTaxIncluded", offer.get("valueAddedTaxIncluded"))
    return ToldPrice(
        amount=words(holder.get("price")),
        gross=includes is not False,
        kind=ours.cost_of(name) if name else CostKind.TUITION,
        label="" if holder is offer else name,
        currency=words(holder.get("priceCurrency")) or words(offer.get("priceCurrency")) or "EUR",
        where=where,
    )
