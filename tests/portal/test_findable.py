"""What search engines find, in which language, and what they do not."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree, html

from courses.enums import StartKind
from courses.models import Course
from funding.schemes.models import Scheme
from portal.pages.findable import FindableSitemap
from portal.regions.models import Municipality
from tests.database import shared
from tests.journeys.staging import load_demo
from tests.keeping import once

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def tree(client: Client, path: str) -> etree._Element:
    return etree.fromstring(client.get(path).content)


def head(client: Client, path: str) -> html.HtmlElement:
    return html.document_fromstring(client.get(path).content).find("head")


def link(found: html.HtmlElement, rel: str, **more: str) -> str | None:
    asked = "".join(f"[@{name}='{value}']" for name, value in more.items())
    hits = found.xpath(f"link[@rel='{rel}']{asked}/@href")
    return str(hits[0]) if hits else None


def properties(client: Client, path: str) -> dict[str, str]:
    found = head(client, path).findall("meta")
    return {str(meta.get("property") or meta.get("name")): str(meta.get("content")) for meta in found}


@pytest.fixture
def demo_courses(db: None, settings: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with time_machine.travel("2026-11-24T12:00:00+01:00", tick=True):
        settings.DEMO = True
        once(shared(tmp_path_factory.getbasetemp()), "demo", load_demo)
        settings.DEMO = False
        yield


def sections(client: Client) -> list[str]:
    return [str(url) for url in tree(client, "/sitemap.xml").xpath("//s:loc/text()", namespaces=SITEMAP)]


@pytest.mark.usefixtures("demo_courses")
def test_every_address_of_the_sitemap_is_the_own_address_of_a_page() -> None:
    addresses = []
    for section in sections(Client()):
        found = tree(Client(), section.removeprefix("http://testserver"))
        addresses += [str(url) for url in found.xpath("//s:url/s:loc/text()", namespaces=SITEMAP)]
        for url in found.xpath("//s:url", namespaces=SITEMAP):
            languages = url.xpath("x:link/@hreflang", namespaces=SITEMAP)
            assert sorted(languages) == ["en", "nl", "x-default"]
            own = url.findtext("s:loc", namespaces=SITEMAP)
            assert own in url.xpath("x:link/@href", namespaces=SITEMAP)
            changed = url.findtext("s:lastmod", namespaces=SITEMAP)
            assert (changed is not None) is bool(re.search("/opleidingen/[0-9a-f]{8}|/regelingen/[a-z]", own))
    assert len(addresses) == len(set(addresses)) > 60
    kinds: dict[str, list[str]] = {}
    for address in addresses:
        path = address.removeprefix("http://testserver")
        kinds.setdefault(re.sub(r"[0-9a-f-]{36}|(?<=/regelingen/)[a-z][a-z0-9-]+", "*", path), []).append(path)
    assert set(kinds) == {
        page + language
        for page in (
            "/",
            "/woorden/",
            "/toegankelijkheid/",
            "/privacy/",
            "/orienteren/",
            "/orienteren/ontdekken/",
            "/waar-heb-ik-recht-op/",
            "/opleidingen/",
            "/opleidingen/*/",
            "/opleidingen/aanbod/",
            "/regelingen/",
            "/regelingen/*/",
            "/werkgevers/",
            "/cijfers/",
        )
        for language in ("", "?taal=en")
    }
    client = Client()
    # Of a kind the first and the last: the others differ in their key, and are there (the crawl follows links to them).
    for path in {path for paths in kinds.values() for path in (paths[0], paths[-1])}:
        client.cookies.clear()
        answer = client.get(path)
        assert answer.status_code == 200
        found = html.document_fromstring(answer.content)
        assert link(found.find("head"), "canonical") == f"http://testserver{path}"
        assert found.get("lang") == ("en" if "taal=en" in path else "nl")
    courses, schemes = ({path.split("/")[2] for path in kinds[kind]} for kind in ("/opleidingen/*/", "/regelingen/*/"))
    assert courses <= {str(course.pk) for course in Course.objects.filter(gone=None)}
    assert schemes <= set(Scheme.objects.values_list("slug", flat=True))


@pytest.mark.usefixtures("demo_courses")
def test_a_brand_shows_its_own_courses_in_a_bounded_number_of_queries(django_assert_max_num_queries: Any) -> None:
    far = Course.objects.filter(online=False, start_kind=StartKind.FIXED, sessions__online=False).distinct().first()
    assert far
    rotterdam = Municipality.objects.get(name="Rotterdam")
    far.sessions.update(municipality=rotterdam)
    far.places.update(municipality=rotterdam)
    path = "/sitemap-courses-course.xml"
    Client().get(path)  # the first request after a change of the catalogue reads its columns
    with django_assert_max_num_queries(4):
        here = Client().get(path).content.decode()
    there = Client(headers={"host": "rotterdam.localhost"}).get(path).content.decode()
    assert str(far.pk) in there
    assert str(far.pk) not in here
    assert here.count("<url>") > 40


@pytest.mark.usefixtures("demo_courses")
def test_a_long_catalogue_is_read_a_sitemap_at_a_time(
    monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    whole = Client().get("/sitemap-courses-course.xml").content.count(b"<url>")
    monkeypatch.setattr(FindableSitemap, "limit", 10)
    with CaptureQueriesContext(connection) as said:
        parts = [section for section in sections(Client()) if "courses-course" in section]
    assert not [query for query in said if 'ORDER BY "courses_course"' in query["sql"]]
    assert len(parts) == -(-whole // 20) > 1
    with CaptureQueriesContext(connection) as said:
        Client().get(parts[1].removeprefix("http://testserver"))
    (read,) = [query["sql"] for query in said if 'FROM "courses_course" WHERE' in query["sql"]]
    assert read.count("-7") <= 10 + 1  # keys of version 7, and perhaps one time zone
    assert sum(Client().get(part.removeprefix("http://testserver")).content.count(b"<url>") for part in parts) == whole
    assert Client().get("/sitemap-courses-course.xml?p=99").status_code == 404
    assert FindableSitemap.limit * len(settings.LANGUAGES) <= 5000


@pytest.mark.usefixtures("demo_courses")
@pytest.mark.parametrize("asked", ["2", "999", "0", "%D9%A2"])
def test_a_page_of_the_catalogue_has_the_address_of_what_it_shows(asked: str, client: Client) -> None:
    assert link(head(client, f"/opleidingen/?pagina={asked}"), "canonical") == "http://testserver/opleidingen/?pagina=2"
    english = link(head(client, f"/opleidingen/?pagina={asked}&taal=en"), "canonical")
    assert english == "http://testserver/opleidingen/?pagina=2&taal=en"


@pytest.mark.django_db
def test_what_a_browser_prefers_makes_no_other_address(client: Client) -> None:
    """Lighthouse, whose browser speaks English, took that for a page that calls another one its own."""
    said = client.get("/", headers={"accept-language": "en"})
    assert html.document_fromstring(said.content.decode()).get("lang") == "en"
    assert link(html.document_fromstring(said.content.decode()).find("head"), "canonical") == "http://testserver/"
    assert link(head(client, "/?taal=en"), "canonical") == "http://testserver/?taal=en"


@pytest.mark.django_db
def test_a_page_number_that_nobody_can_count_to_shows_the_first_page(client: Client) -> None:
    found = head(client, f"/opleidingen/?pagina={'9' * 5000}")
    assert link(found, "canonical") == "http://testserver/opleidingen/"


@pytest.mark.usefixtures("demo_courses")
def test_a_course_presents_itself_on_social_media(client: Client) -> None:
    course = Course.objects.exclude(summary="").filter(title__contains=" ").first()
    assert course
    said = properties(client, course.get_absolute_url())
    assert said["og:title"] == course.title
    assert said["og:description"] == " ".join(course.summary.split())
    assert said["og:url"] == f"http://testserver{course.get_absolute_url()}"
    assert (said["og:locale"], said["og:locale:alternate"]) == ("nl_NL", "en_GB")
    assert said["og:site_name"] in said["og:image:alt"] == said["twitter:image:alt"]
    Course.objects.filter(pk=course.pk).update(summary="", title="Zagen & <schaven>")
    said = properties(client, course.get_absolute_url())
    assert said["og:title"] == "Zagen & <schaven>"
    assert said["og:description"].startswith("Vind een opleiding")


@pytest.mark.usefixtures("demo_courses")
def test_what_is_wrong_or_gone_is_nothing_to_find_at_an_address_that_is(client: Client) -> None:
    gone, unknown = Course.objects.all()[0], uuid4()
    Course.objects.filter(pk=gone.pk).update(gone=timezone.now())
    for answer, status in (
        (client.get(gone.get_absolute_url()), 410),
        (client.get(f"/opleidingen/{unknown}/"), 404),
        (client.post("/woorden/"), 405),
    ):
        assert answer.status_code == status
        found = html.document_fromstring(answer.content).find("head")
        assert found.xpath("meta[@name='robots']/@content") == ["noindex, nofollow"]
        assert not found.xpath("link[@rel='canonical' or @rel='alternate'] | meta[starts-with(@property, 'og:')]")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/", "/"),
        ("/?utm_source=krant", "/"),
        ("/?taal=en", "/?taal=en"),
        ("/?taal=fy", "/"),
        ("/?pagina=2", "/"),
        ("/opleidingen/?pagina=1", "/opleidingen/"),
        ("/opleidingen/?pagina=x", "/opleidingen/"),
        ("/opleidingen/?q=lassen", None),
        ("/opleidingen/?sector=metal&taal=en", None),
        ("/account/inloggen/", None),
        ("/medewerkers/inloggen/", None),
        ("/bestaat-niet/", None),
    ],
)
def test_a_page_tells_its_own_address_or_that_nobody_has_to_find_it(
    client: Client, path: str, canonical: str | None
) -> None:
    found = head(client, path)
    assert link(found, "canonical") == (canonical and f"http://testserver{canonical}")
    hidden = found.xpath("meta[@name='robots']/@content") == ["noindex, nofollow"]
    assert hidden is (canonical is None)
    assert (link(found, "alternate", hreflang="en") is None) is hidden
    if canonical:
        assert "taal=en" in str(link(found, "alternate", hreflang="en"))
        assert "taal" not in str(link(found, "alternate", hreflang="nl"))


@pytest.mark.django_db
def test_who_comes_by_an_english_address_stays_in_english_and_can_leave_it(client: Client) -> None:
    first = client.get("/woorden/?taal=en")
    assert b'<html lang="en">' in first.content
    assert b'<html lang="en">' in client.get("/").content
    switch = html.document_fromstring(first.content).xpath("//form[contains(@action, 'setlang')]")[0]
    back = switch.xpath(".//input[@name='next']/@value")[0]
    assert back == "/woorden/"
    client.post(switch.get("action"), {"language": "nl", "next": back})
    assert b'<html lang="nl">' in client.get("/woorden/").content


@pytest.mark.django_db
def test_an_address_without_a_language_sets_no_cookie(client: Client) -> None:
    assert "language" not in client.get("/").cookies
    assert "language" not in client.get("/?taal=klingon").cookies
    assert client.get("/?taal=en").cookies["language"]["httponly"]


@pytest.mark.django_db
def test_who_keeps_pages_on_the_way_knows_what_they_depend_on(client: Client) -> None:
    for path in ("/", "/?taal=en", "/woorden/?taal=nl"):
        answer = client.get(path)
        assert {"Cookie", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))
        assert answer.headers["Content-Language"] == html.document_fromstring(answer.content).get("lang")
    style = Client().get("/merk/doorleren.css?v=1&taal=en")
    assert "immutable" in style.headers["Cache-Control"]
    assert not style.cookies


@pytest.mark.django_db
def test_robots_are_told_what_is_not_for_them_and_nothing_of_a_demo(client: Client, settings: Any) -> None:
    said = client.get("/robots.txt").content.decode()
    for path in ("/account/", "/medewerkers/", "/demo/", "/mijn/", "/aanvragen/", "/orienteren/afspraak/"):
        assert f"Disallow: {path}\n" in said
    assert "Disallow: /opleidingen/*/wat-kost-het-jou/\n" in said
    assert "Disallow: /\n" not in said
    assert "Sitemap: http://testserver/sitemap.xml" in said
    settings.DEMO = True
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()
