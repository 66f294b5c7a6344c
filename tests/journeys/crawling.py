"""Every page that links of the demo portal lead to, as every kind of person gets it, in one language.

The crawl is done once a language and kept: the tests that judge pages read what it found.
"""

import re
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import Client
from django.urls import resolve, reverse
from lxml import html

from courses.models import Course, SavedSearch
from funding.applications.enums import Verdict
from funding.applications.models import Application, PlanLine
from funding.checks.enums import CheckKind
from funding.checks.models import Check
from funding.completing.actions import ask
from funding.decisions.actions import Finding, approve, decide
from funding.demo import ADMINISTRATOR, APPROVER, WITH_NEWS
from funding.messages.actions import send
from funding.parties.actions import invite
from funding.parties.enums import Party
from funding.parties.links import path_of
from funding.schemes.actions import begin_version
from funding.schemes.models import Scheme
from portal.maintenance import Maintenance
from portal.pages import errors
from portal.people.enums import Role
from portal.people.models import Fund, Membership, User
from tests.funding.making import make_application, make_draft
from tests.intake.teams import CONTACT
from tests.outbox import work_off
from tests.people import log_in, make_user

VISITOR = "a visitor"
TODAY = date(2026, 11, 24)
#: How many pages of one kind are looked at, for each person.
OF_A_KIND = 2
#: Pages that no link leads to, because one comes there by a mail, a mistake or a form.
UNLINKED = (
    "/account/wachtwoord/",
    "/account/wachtwoord/verstuurd/",
    "/orienteren/zeeland/",
    "/bestaat-niet/",
    "/verzoek/bestaat-niet/",
    "/offline/",
)
#: What differs each time that a page is made, and what differs around the content.
CHANGING = re.compile(r'name="(?:csrfmiddlewaretoken|request_key)" value="[^"]*"|nonce="[^"]*"|[\w.-]+@[\w.-]+')
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


@dataclass(frozen=True, slots=True)
class Crawl:
    """What was seen in a language; ``names`` of people, funds, courses and the like, which have no language."""

    language: str
    names: list[str]
    pages: list[Seen]

    @property
    def distinct(self) -> list[Seen]:
        """One of all pages whose content is the same but for who looks, and one of all whose surroundings are."""
        known: set[str] = set()
        found = []
        for page in self.pages:
            text = CHANGING.sub("", page.page)
            if page.who != VISITOR:
                text = text.replace(page.who, "").replace(page.who.split()[0], "")
            before, main, after = re.split(r"(?s)(<main.*</main>)", text) if "<main" in text else (text, "", "")
            around = OWN.sub("", before + after)
            if {main, around} - known:
                found.append(page)
                known |= {main, around}
        return found

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Crawl":
        return cls(kept["language"], kept["names"], [Seen(**page) for page in kept["pages"]])


class Crawler:
    """Follows every link from a start, some pages of each kind, and sends every form of theirs empty."""

    def __init__(self, client: Client, who: str) -> None:
        self.client, self.who = client, who
        self.kinds: Counter[str] = Counter()
        self.visited: set[str] = set()
        self.seen: list[Seen] = []

    def look(self, path: str) -> None:
        waiting = [path]
        while waiting:
            path = waiting.pop(0)
            kind = "" if path in UNLINKED else resolve(path.split("?")[0]).view_name
            if path in self.visited or (kind and self.kinds[kind] >= OF_A_KIND):
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
                answer = self.client.post(form.get("action") or path)
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


def crawl(language: str) -> Crawl:
    """Fill the database with the demo and what people did there, and look at everything with the eyes of each."""
    with time_machine.travel(f"{TODAY}T12:00:00+01:00", tick=True):
        call_command("load_schemes")
        call_command("load_demo")
        course = (
            Course.objects.select_related("provider")
            .prefetch_related("price_lines")
            .get(title__startswith="Werkvoorbereider")
        )
        make_application(course, TODAY)
        for line in make_application(course, TODAY, name="Mo").lines.exclude(budget=None):
            decided(line.pk)
        draft = make_draft(make_user("Noor"), course)
        asked = [walked(make_application(course, TODAY, name="Sam", employer_contribution=10_000))]
        begin_version(Scheme.objects.select_related("fund").get(pk=WITH_NEWS), User.objects.get(email=ADMINISTRATOR[0]))
        starts = ["/", "/welkom/", f"/opleidingen/{course.pk}/wat-kost-het-jou/residence/"]
        of_visitors = [*asked, *starts, booked(Client()), f"/opleidingen/{course.pk}/aanvragen/", *UNLINKED]
        compared = "&".join(f"c={pk}" for pk in Course.objects.order_by("title").values_list("pk", flat=True)[:3])
        followed = SavedSearch.objects.create(user=draft.learner or make_user("Volger"), query="q=zorg", origin="")
        of_visitors += [
            f"/opleidingen/vergelijken/?{compared}",
            "/opleidingen/vergelijken/",
            reverse("courses:stop_search", args=[followed.token]),
        ]
        of_noor = [*starts, f"/aanvragen/{draft.pk}/gegevens/", f"/aanvragen/{draft.pk}/controleren/"]
        work_off()
        names = [
            name
            for rows in (Scheme.objects, Fund.objects, User.objects)
            for name in rows.exclude(name="").values_list("name", flat=True)
        ]
        names += [*Course.objects.values_list("title", flat=True), "“je”"]

        pages = [*look_around(None, language, of_visitors), *refusals(language)]
        for learner in User.objects.filter(applications__isnull=False).distinct():
            pages += look_around(learner, language, starts)
        pages += look_around(User.objects.get(name="Noor"), language, of_noor)
        for member in User.objects.filter(memberships__isnull=False).distinct():
            pages += look_around(member, language, starts)
        return Crawl(language, names, pages)


def walked(application: Application) -> str:
    """An application of which the fund asked something, the employer did not answer yet, and a check is open.

    Returns the path of the employer's link.
    """
    for line in application.lines.select_related("fund", "application__learner").exclude(budget=None):
        members = Membership.objects.filter(fund=line.fund, role=Role.FUND_ADMINISTRATOR).select_related("user")
        Check.objects.create(line=line, kind=CheckKind.CRITERION, label="De cursus past bij een kansberoep.")
        asker = members[0].user
        send(line, "We bellen je volgende week.", asker, from_learner=False)
        ask(line, "Welk diploma heb je?", TODAY + timedelta(days=14), asker, line.version)
    assert application.learner
    employer = "baas@voorbeeld.example"
    return path_of(invite(Party.EMPLOYER, application, employer, application.learner, "http://testserver"))


def look_around(person: User | None, language: str, starts: list[str]) -> list[Seen]:
    client = log_in(Client(), person) if person else Client()
    client.cookies["language"] = language
    crawler = Crawler(client, person.name if person else VISITOR)
    for start in starts:
        crawler.look(start)
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


def decided(pk: UUID) -> None:
    """Grant a line as the demo's fund administrator does, and approve it when it takes two."""
    lines = PlanLine.objects.select_related("fund", "application__learner")
    line = lines.get(pk=pk)
    farid, ingrid = (User.objects.get(email=email) for email in (ADMINISTRATOR[0], APPROVER[0]))
    finding = Finding(Verdict.GRANT, line.cents, "Je voldoet aan alle voorwaarden.")
    if decide(line, finding, farid, line.version) is None:
        waiting = lines.get(pk=pk)
        approve(waiting, ingrid, waiting.version)


def booked(client: Client) -> str:
    """The address of an appointment that was made in Groningen."""
    times = html.document_fromstring(client.get("/orienteren/groningen/").content.decode())
    answer = client.post(times.find_class("slot")[0].get("href"), CONTACT | {"step": "confirm"})
    return str(answer.headers["Location"])
