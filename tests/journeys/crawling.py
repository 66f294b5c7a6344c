"""Every page that links of the demo portal lead to, as every kind of person gets it, in one language.

The crawl is done once a language and kept: the tests that judge pages read what it found.
"""

import re
from collections import Counter
from dataclasses import asdict, dataclass
from heapq import heapify, heappop, heapreplace
from pathlib import Path
from typing import Any

import time_machine
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import Client
from django.urls import resolve
from lxml import etree, html

from courses.models import Course, Feed
from funding.demo import ADMINISTRATOR
from funding.schemes.models import Scheme
from intake.models import AppointmentKind
from portal.maintenance import Maintenance
from portal.pages import errors
from portal.people.enums import Role
from portal.people.models import Fund, Membership, User
from portal.regions.models import Area, Region
from tests.journeys.staging import TODAY, documents_in_memory, load_demo, stage
from tests.journeys.styling import grounds, rows
from tests.keeping import once
from tests.people import log_in

VISITOR = "a visitor"
#: How many pages of one kind are looked at, for each person, beside those where they begin; by language. The second one
#: shows the same template with other words in it, which are nobody's translation.
OF_A_KIND = {"nl": 2, "en": 1}
#: Pages that no link leads to, because one comes there by a mail, a mistake or a form.
UNLINKED = (
    "/account/wachtwoord/",
    "/account/wachtwoord/verstuurd/",
    "/orienteren/zeeland/",
    "/bestaat-niet/",
    "/verzoek/bestaat-niet/",
    "/offline/",
    "/medewerkers/uitnodiging/is-verlopen/",
    "/verzoek/is-verlopen/",
)
#: The same whatever somebody asked for: of learners the first one sees them, and who begins there.
OF_EVERYBODY = frozenset(
    {
        "account_reauthenticate",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_list_webauthn",
        "portal:erase_own_data",
        "portal:own_data",
    }
)
#: What differs each time that a page is made, and what differs around the content.
CHANGING = re.compile(
    r'name="(?:csrfmiddlewaretoken|request_key)" value="[^"]*"|nonce="[^"]*"|(?<![\w.-])[\w.-]+@[\w.-]+'
)
OWN = re.compile(
    r'<title>.*?</title>|name="description" content="[^"]*"|rel="(?:canonical|alternate)"[^>]* href="[^"]*"'
    r'|property="og:[^>]*"|name="next" value="[^"]*"'
    r'|<span class="visually-hidden"> \([^<]*\)</span>'
)

#: These have the same page wherever one is.
REFUSED = {400, 403, 404, 405, 413, 429, 500, 503}


@dataclass(frozen=True, slots=True)
class Seen:
    """One page as somebody got it.

    ``kind`` is the name of the address where they ended; ``empty``: it answered a form sent with nothing in it.
    """

    path: str
    kind: str
    who: str
    status: int
    empty: bool
    policy: str
    page: str

    def __str__(self) -> str:
        return f"{self.path}{' (empty)' if self.empty else ''} as {self.who}"


type Part = tuple[object, ...]
#: What of an element decides what a browser and axe make of it, beside its classes and its type.
TELLING = {"alt", "autocomplete", "for", "hidden", "href", "lang", "role", "scope", "tabindex", "title"}
UNSEEN = {"head", "link", "meta", "option", "script", "template", "title"}


def walk(tree: Any) -> list[tuple[Any, Part]]:
    """Each element that a page shows, with its part: tag, classes, type, role, which telling attributes it has, and
    what holds it; of words on what ground they stand, of a row whether it holds more than two. What is drawn within a
    picture is one with it.
    """
    found: list[tuple[Any, Part]] = []

    def look(element: Any, holder: Part, ground: frozenset[str]) -> None:
        if not isinstance(element.tag, str):
            return
        looks = (element.tag, element.get("class"), element.get("type"))
        classes = frozenset((element.get("class") or "").split())
        ground = classes & grounds() or ground
        if element.tag not in UNSEEN:
            telling = frozenset(name for name in element.attrib if name in TELLING or name.startswith("aria-"))
            words = any(text and not text.isspace() for text in (element.text, *(child.tail for child in element)))
            found.append(
                (
                    element,
                    (
                        element.get("role"),
                        telling,
                        looks,
                        holder,
                        ground if words else None,
                        len(element) > 2 and not rows().isdisjoint(classes),
                    ),
                )
            )
        if element.tag != "svg":
            for child in element:
                look(child, looks, ground)

    look(tree, (), frozenset())
    return found


def parts(page: str) -> set[Part]:
    """The parts of a page; its elements are quicker to walk than those of lxml.html."""
    return {part for _, part in walk(etree.HTML(page))}


def distinct(pages: list[Seen]) -> list[Seen]:
    """One of all pages whose content is the same but for who looks, and one of all whose surroundings are."""
    known: set[str] = set()
    found = []
    for page in pages:
        text = CHANGING.sub("", page.page)
        if page.who != VISITOR:
            text = text.replace(page.who, "").replace(page.who.split()[0], "")
        before, main, after = re.split(r"(?s)(<main.*</main>)", text) if "<main" in text else (text, "", "")
        around = OWN.sub("", before + after)
        if {main, around} - known:
            found.append(page)
            known |= {main, around}
    return found


def of_each_part(pages: list[Seen], known: frozenset[Part] = frozenset()) -> list[Seen]:
    """Few pages that together show every part but the ``known`` ones; first which shows the most new ones."""
    shown = [parts(seen.page) - known for seen in pages]
    left = set[Part]().union(*shown)
    # What a page adds only becomes less: only the one that promises most is counted again, until it keeps its promise.
    promised = [(-len(some), number) for number, some in enumerate(shown)]
    heapify(promised)
    found = []
    while left:
        number = promised[0][1]
        now = (-len(shown[number] & left), number)
        if now > promised[0]:
            heapreplace(promised, now)
            continue
        heappop(promised)
        found.append(pages[number])
        left -= shown[number]
    return found


@dataclass(frozen=True, slots=True)
class Crawl:
    """What was seen in a language; ``names`` of people, funds, courses and the like, which have no language.

    ``distinct``: one of all pages whose content is the same. To find them takes seconds, so it is done once, for the
    tests of all processes.
    """

    language: str
    names: list[str]
    pages: list[Seen]
    distinct: list[Seen]

    @classmethod
    def of(cls, language: str, names: list[str], pages: list[Seen]) -> "Crawl":
        return cls(language, names, pages, distinct(pages))

    def as_json(self) -> dict[str, Any]:
        """The pages, and of the distinct ones the numbers of the pages."""
        numbers = {id(seen): number for number, seen in enumerate(self.pages)}
        return {
            "language": self.language,
            "names": self.names,
            "pages": [asdict(seen) for seen in self.pages],
            "distinct": [numbers[id(seen)] for seen in self.distinct],
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Crawl":
        pages = [Seen(**page) for page in kept["pages"]]
        return cls(kept["language"], kept["names"], pages, [pages[number] for number in kept["distinct"]])


class Crawler:
    """Follows every link from a start, some pages of each kind, and sends every form of theirs empty."""

    def __init__(self, client: Client, who: str, known: frozenset[str] = frozenset(), of_a_kind: int = 2) -> None:
        self.client, self.who, self.known, self.of_a_kind = client, who, known, of_a_kind
        self.kinds: Counter[str] = Counter()
        self.visited: set[str] = set()
        self.seen: list[Seen] = []

    def look(self, path: str) -> None:
        waiting, start = [path], path
        while waiting:
            path = waiting.pop(0)
            kind = "" if path in UNLINKED else resolve(path.split("?")[0]).view_name
            if path in self.visited:
                continue
            if path != start and (kind in self.known or (kind and self.kinds[kind] >= self.of_a_kind)):
                continue
            self.visited.add(path)
            self.kinds[kind] += 1
            answer = self.client.get(path, follow=True)
            assert answer.status_code == 200 or not kind, (path, answer.status_code)
            if answer.headers["Content-Type"].startswith("text/html"):
                page = self.keep(path, answer)
                waiting += links(page)
                self.send_empty(path, page)

    def send_empty(self, path: str, page: str) -> None:
        for form in html.document_fromstring(page).xpath("//main//form[@method='post']"):
            if form.xpath(".//input[not(@type='hidden')] | .//textarea | .//select"):
                # As a browser sends it: with nothing at all in it, a view could take it for a form that was not sent.
                answer = self.client.post(form.get("action") or path, {"csrfmiddlewaretoken": "x"})
                assert answer.status_code < 500
                if answer.content:
                    self.keep(path, answer, empty=True)

    def keep(self, path: str, answer: Any, *, empty: bool = False) -> str:
        page: str = answer.content.decode()
        kind = "" if answer.status_code in REFUSED else resolve(answer.wsgi_request.path_info).view_name
        policy = answer.headers.get("Content-Security-Policy", "")
        self.seen.append(Seen(path, kind, self.who, answer.status_code, empty, policy, page))
        return page


def links(page: str) -> list[str]:
    """Where a page leads within the portal."""
    found = html.document_fromstring(page).xpath("//a/@href")
    return [str(link).split("#")[0] for link in found if str(link).startswith("/") and not str(link).startswith("//")]


def crawl(language: str, folder: Path) -> tuple[list[str], list[Seen]]:
    """Fill the database with the demo and what people did there, and look at everything with the eyes of each.

    Returns the names that have no language, and the pages.

    Pages that everybody may see are looked at as a visitor, as the first learner and as the first member of staff;
    each other person looks at what is for them. The demo's rows are kept in ``folder``.
    """
    documents_in_memory()
    with time_machine.travel(f"{TODAY}T12:00:00+01:00", tick=True):
        once(folder, "demo", load_demo)
        found = stage()
        names = [
            name
            for rows in (Scheme.objects, Fund.objects, User.objects, Region.objects, Area.objects)
            for name in rows.exclude(name="").values_list("name", flat=True)
        ]
        names += [*Course.objects.values_list("title", flat=True), "“je”"]
        # What a team or a provider wrote itself, where staff see it in a form or a table.
        names += [text for both in AppointmentKind.objects.values_list("text", "name") for text in both if text]
        tables = Feed.objects.filter(sample__isnull=False).values_list("sample__rows", flat=True)
        names += [text for rows in tables for _, row in rows for text in row.values() if text]

        usual = ["/", "/welkom/", f"/opleidingen/{found.course.pk}/wat-kost-het-jou/residence/"]
        visitor = look_around(None, language, [*found.of_visitors, *usual, *UNLINKED], found.posts.get("", []))
        pages = [*visitor, *refusals(language)]
        known = frozenset(page.kind for page in visitor)
        of_learners = Q(applications__isnull=False) | Q(name__in=("Noor", "Zus"))
        learners = User.objects.filter(of_learners).distinct().order_by("pk")
        for people, alike in ((learners, OF_EVERYBODY), (members_of_each_kind(), frozenset[str]())):
            for number, person in enumerate(people):
                starts = [*found.of.get(person.name, []), *(usual if number == 0 else usual[1:2])]
                posts = found.posts.get(person.name, [])
                pages += look_around(person, language, starts, posts, (known | alike) if number else frozenset())
        return names, pages


def members_of_each_kind() -> list[User]:
    """One member of staff of each role; for the funds the ones of whom the stage tells."""
    found: dict[str, User] = {}
    for member in Membership.objects.select_related("user").order_by("user__created", "user__pk"):
        found.setdefault(member.role, member.user)
    found[Role.FUND_ADMINISTRATOR] = User.objects.get(email=ADMINISTRATOR[0])
    return list(dict.fromkeys(found.values()))


def look_around(
    person: User | None,
    language: str,
    starts: list[str],
    posts: list[tuple[str, dict[str, Any]]],
    known: frozenset[str] = frozenset(),
) -> list[Seen]:
    """What somebody sees who begins at ``starts`` and sends ``posts``; nothing ``known`` but where they begin."""
    client = log_in(Client(), person) if person else Client()
    client.cookies["language"] = language
    crawler = Crawler(client, person.name if person else VISITOR, known, OF_A_KIND[language])
    for start in starts:
        crawler.look(start)
    for path, filled in posts:
        crawler.keep(f"{path} (sent)", client.post(path, filled, follow=True))
    return crawler.seen


def refusals(language: str) -> list[Seen]:
    """The pages for what is refused or went wrong."""
    client = Client(enforce_csrf_checks=True)
    client.cookies["language"] = language
    request = client.get("/").wsgi_request
    answers = {
        "a strange host": client.get("/", headers={"host": "elders.example"}),
        "a form without a token": client.post("/orienteren/"),
        "forbidden": errors.forbidden(request, PermissionDenied()),
        "too often": render(request, "429.html", status=429),
        "failed": errors.failed(request),
        "too much": plain("413", 413),
        "unreadable": plain("unreadable", 400),
        "no database": plain("503", 503, reference="BX4TZ29K", sent=True),
        "too busy": plain("503", 503, reference="BX4TZ29K", sent=True, busy=True),
        "maintenance": plain(
            "maintenance", 503, maintenance=Maintenance("2026-11-30T07:00:00+01:00", "Uitleg."), sent=True
        ),
    }
    crawler = Crawler(client, VISITOR)
    for name, answer in answers.items():
        crawler.keep(name, answer)
    return crawler.seen


def plain(page: str, status: int, **context: Any) -> HttpResponse:
    """A page that is made without a request."""
    return HttpResponse(render_to_string(f"portal/errors/{page}.html", context), status=status)
