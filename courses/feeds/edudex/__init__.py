"""EDU-DEX as XML or JSON: a directory with programs and directories inside it, or one file with programs.

Every file may be either: what it begins with tells.

What breaks what (docs/decisions/courses.md):
- a directory, or the one file that the feed is, cannot be read, or the supply is down: FeedBroken, nothing changes;
- a program file of a directory cannot be read, or its program cannot be used: that course is refused and keeps its
  old version, the rest goes on;
- an institute file cannot be read: a warning when we know whose feed this is, FeedBroken when only it could tell.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import IO

from courses.feeds import json
from courses.feeds.edudex.as_xml import element_of
from courses.feeds.edudex.program import program_id, read_program
from courses.feeds.edudex.words import recognition_of
from courses.feeds.enums import Severity
from courses.feeds.records import CourseRecord, Delivered, FeedBroken, Issue, LeftOut, ProviderRecord, Refusal, Unusable
from courses.feeds.sentences import Sentence
from courses.feeds.sentences import sentence as _
from courses.feeds.source import Source
from courses.feeds.texts import plain
from courses.feeds.values import web_address
from courses.feeds.xml import Element, children, dutch, elements, first, line, local, text
from courses.kvk import kvk_of

DIRECTORIES = {"edudexdirectory", "directory"}
WANTED = {"program", "institutedata", "programresource", "subdirectory", "orgunitid", "institutedataresource"}
DEEPEST = 5


def read_edudex(source: Source, *, kvk: str | None, today: date) -> Iterator[Delivered]:
    """Read a feed that starts at ``source.start``: see courses.feeds.records.Reader."""
    yield from _Reading(source, kvk, today).start()


def parts(file: IO[bytes], names: Collection[str]) -> Iterator[Element]:
    """The root and then each element with one of these names, of XML or of JSON: see ``xml.elements``."""
    if json.first_sign(file) not in {"{", "["}:
        yield from elements(file, names)
        return
    root = ""
    for path, item in json.items(file, "programs", "items", "institutes"):
        if not isinstance(item, dict):
            continue
        kind = _kind(item)
        whole = element_of(kind, item, path)
        if not root:
            root = kind if kind in DIRECTORIES or kind == "institutedata" else "programs"
            yield whole if kind in DIRECTORIES else element_of(root, None, "")
        if kind in DIRECTORIES:
            yield from (child for child in whole if local(child) in names)
        elif kind in names:
            yield whole
    if not root:
        yield element_of("programs", None, "")


def _kind(item: dict[str, json.Json]) -> str:
    """What a JSON object is. An institute may stand in a wrapper of that name."""
    if {"programResource", "subDirectory", "instituteDataResource"} & set(item):
        return "directory"
    if "instituteKvK" in item or "instituteName" in item:
        return "institutedata"
    return "program"


@dataclass(slots=True)
class _Listing:
    """What a directory names: (id, address, where) of its programs; addresses of the directories inside it."""

    org_unit_id: str = ""
    institute: str = ""
    programs: list[tuple[str, str, str]] = field(default_factory=list)
    directories: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    source: Source
    kvk: str | None
    today: date
    visited: set[str] = field(default_factory=set)
    kvk_of: dict[str, str] = field(default_factory=dict)

    def start(self) -> Iterator[Delivered]:
        yield from self._file(self.source.start, depth=0)

    def _file(self, address: str, depth: int) -> Iterator[Delivered]:
        """A directory, or a file with programs. Whatever is wrong with it as a file breaks the feed."""
        name = self.source.name(address)
        if address in self.visited or depth > DEEPEST:
            raise FeedBroken("directory_loop", _("Deze map wijst naar zichzelf, of de mappen zitten te diep."), name)
        self.visited.add(address)
        try:
            with self.source.open(address) as file:
                found = parts(file, WANTED)
                root = next(found)
                if local(root) not in DIRECTORIES:
                    yield from self._programs(local(root), found, name)
                    return
                listing = self._listing(found, name)
        except Unusable as problem:
            where = f"{name}, {problem.where}" if problem.where else name
            raise FeedBroken(problem.code, problem.message, where) from problem
        yield from self._directory(listing, address, depth)

    def _listing(self, found: Iterator[Element], name: str) -> _Listing:
        listing = _Listing()
        for element in found:
            where = f"{name}, {line(element)}"
            match local(element):
                case "orgunitid":
                    listing.org_unit_id = text(element)
                case "institutedataresource":
                    listing.institute = text(element)
                case "programresource":
                    key = " ".join(text(element, "programId").split())
                    listing.programs.append((key, text(element, "resourceUrl"), where))
                case "subdirectory":
                    listing.directories.append((text(element, "directoryUrl"), where))
        return listing

    def _directory(self, listing: _Listing, address: str, depth: int) -> Iterator[Delivered]:
        if listing.programs:
            provider = self._provider(listing, address)
            yield provider
            for key, reference, where in listing.programs:
                yield from self._program(provider.kvk, key, reference, where, address)
        for reference, where in listing.directories:
            yield from self._file(self._resolved(address, reference, where), depth + 1)

    def _resolved(self, base: str, reference: str, where: str) -> str:
        try:
            return self.source.resolve(base, reference)
        except Unusable as problem:
            raise FeedBroken(problem.code, problem.message, where) from problem

    def _provider(self, listing: _Listing, address: str) -> ProviderRecord:
        if not listing.institute:
            return self._nameless(
                listing.org_unit_id,
                self.source.name(address),
                _("De map noemt geen instituut."),
                "instituteDataResource",
            )
        institute = self._resolved(address, listing.institute, self.source.name(address))
        name = self.source.name(institute)
        try:
            with self.source.open(institute) as file:
                found = parts(file, {"institutedata"})
                next(found)
                data = next(found, None)
                if data is None:
                    raise Unusable("institute_unreadable", _("Dit bestand heeft geen instituteData."))
                return self._institute(data, name, listing.org_unit_id)
        except Unusable as problem:
            where = f"{name}, {problem.where}" if problem.where else name
            return self._nameless(listing.org_unit_id, where, problem.message, problem.code)

    def _nameless(self, org_unit_id: str, where: str, reason: Sentence, lacks: str) -> ProviderRecord:
        """A provider of whom we know only the number; without that, the feed cannot be used."""
        if self.kvk is None:
            text = _(
                "Zonder KvK-nummer weten wij niet van wie deze opleidingen zijn, en het instituut zegt het niet "
                "(%(lacks)s).",
                lacks=lacks,
            )
            raise FeedBroken("provider_unknown", text, where, org_unit_id)
        issue = Issue(org_unit_id, "institute_unreadable", Severity.WARNING, where, reason)
        return ProviderRecord(self.kvk, org_unit_id, issues=(issue,))

    def _institute(self, data: Element, name: str, org_unit_id: str = "") -> ProviderRecord:
        told = re.sub(r"\s", "", text(data, "instituteKvK"))
        own = text(data, "orgUnitId") or org_unit_id
        where = f"{name}, {line(data)}"
        issues: list[Issue] = []
        if told and not kvk_of(told):
            issues.append(
                Issue(
                    own,
                    "kvk_unreadable",
                    Severity.WARNING,
                    where,
                    _("'%(number)s' is geen KvK-nummer.", number=told[:20]),
                )
            )
            told = ""
        if self.kvk and told and told != self.kvk:
            message = _(
                "Deze feed is van KvK %(told)s, niet van KvK %(expected)s. Er is niets overgenomen.",
                told=told,
                expected=self.kvk,
            )
            raise FeedBroken("other_provider", message, where, own)
        kvk = self.kvk or told
        if not kvk:
            raise FeedBroken("provider_unknown", _("Het instituut heeft geen KvK-nummer (instituteKvK)."), where, own)
        self.kvk_of[own] = kvk
        website = dutch(data, "webLink")
        if website and not web_address(website):
            issues.append(Issue(own, "link_refused", Severity.WARNING, where, _("De website is geen webadres.")))
        named = [text(word) for word in children(data, "accreditation")]
        named += [text(word) for word in children(first(data, "instituteDataFree"), "recognition")]
        found = {recognition for word in named if (recognition := recognition_of(word))}
        return ProviderRecord(
            kvk=kvk,
            org_unit_id=own[:64],
            name=plain(dutch(data, "instituteName"), 200),
            website=web_address(website),
            recognitions=tuple(sorted(found)),
            issues=tuple(issues),
        )

    def _programs(self, root: str, found: Iterator[Element], name: str) -> Iterator[Delivered]:
        """One file that holds institutes and programs, perhaps very many."""
        if self.kvk is not None:
            yield ProviderRecord(self.kvk)
        recognised = "program" in root or root == "institutedata"
        for element in found:
            match local(element):
                case "institutedata":
                    recognised = True
                    yield self._institute(element, name)
                case "program":
                    recognised = True
                    yield read_program(element, file=name, kvk=self._kvk_of(element, name), today=self.today)
        if not recognised:
            raise FeedBroken(
                "unknown_format",
                _("Dit is geen %(format)s: het bestand begint met <%(root)s>.", format="EDU-DEX", root=root[:60]),
                name,
            )

    def _kvk_of(self, program: Element, name: str) -> str:
        kvk = self.kvk or self.kvk_of.get(text(program, "programClassification", "orgUnitId"))
        if kvk is None:
            message = _("Wij weten niet van wie deze opleidingen zijn: geef het KvK-nummer van de opleider mee.")
            raise FeedBroken("provider_unknown", message, f"{name}, {line(program)}", program_id(program))
        return kvk

    def _program(
        self, kvk: str, key: str, reference: str, listed: str, base: str
    ) -> Iterator[CourseRecord | Refusal | LeftOut]:
        """The programs of one file of a directory; whatever is wrong with that file concerns only that course."""
        name = listed
        try:
            if not reference:
                raise Unusable("address_missing", _("Deze opleiding heeft geen adres (resourceUrl)."), listed)
            address = self.source.resolve(base, reference)
            name = self.source.name(address)
            with self.source.open(address) as file:
                found = parts(file, {"program"})
                next(found)
                courses = [
                    read_program(program, file=name, kvk=kvk, today=self.today, listed_as=key)
                    for program in found
                    if local(program) == "program"
                ]
            if not courses:
                raise Unusable("program_missing", _("Dit bestand heeft geen program."))
            yield from courses
        except Unusable as problem:
            where = problem.where if problem.where == listed else ", ".join(filter(None, (name, problem.where)))
            issue = Issue(key, problem.code, Severity.ERROR, where, problem.message)
            yield Refusal(kvk, key or None, (issue,))
