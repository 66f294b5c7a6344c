"""The page of one course, and what its card says of the same."""

import re
import uuid
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from lxml import html

from courses.models import Course, Session
from portal.templatetags.portal import day
from tests.courses.feeds import program, read_programs, run
from tests.courses.test_catalogue import NORTH, TWENTE, count, course, get, words

pytestmark = pytest.mark.usefixtures("catalogue", "no_estimator")


def test_a_course_shows_its_price_with_vat_and_its_sessions(client: Client) -> None:
    page = get(client, course("D20").get_absolute_url())
    text = words(html.fromstring(page.text))
    for part in (
        "VCA basisveiligheid",
        "Helm en Hesje Trainingen (demo)",
        "NRTO-keurmerk",
        "wettelijk erkend examen",
        "Lesgeld Lesdag met lunch € 119,83 € 25,17 (21%) € 145",
        "Samen € 196,03 € 38,97 € 235",
        "9 december 2026 Leeuwarden Je kunt je aanmelden",
        "Ook op andere plekken",
    ):
        assert part in text
    assert "Wat kost het jou?" not in text
    assert "Kies deze start" not in text
    seen = course("D20").last_seen
    assert f"De opleider bevestigde deze informatie op {day(seen, 'date')}." in text
    (share,) = html.fromstring(page.text).find_class("share__link")
    assert share.text == f"http://{NORTH}{course('D20').get_absolute_url()}"


def test_a_course_leads_to_what_it_costs_you(client: Client, teller: None) -> None:
    welding = course("D14")
    page = html.fromstring(get(client, welding.get_absolute_url()).text)
    links = page.xpath("//a[starts-with(@href, '/kosten/')]")
    assert links[-1].get("href") == f"/kosten/{welding.pk}/"
    chosen = [link.get("href") for link in links[:-1]]
    assert chosen == [f"/kosten/{welding.pk}/{pk}" for pk in coming(welding, near=True) + coming(welding, near=False)]
    assert "De rest betalen: Fonds A en je werkgever." in words(page)


def coming(course: Course, *, near: bool) -> list[UUID]:
    north = {"municipality__region__in": ["groningen", "friesland", "drenthe"]}
    sessions = course.sessions.filter(**north) if near else course.sessions.exclude(**north)
    return list(sessions.order_by("starts", "key").values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("D06", "Je spreekt samen met de opleider af wanneer je begint."),
        ("D25", "Je kunt elke dag beginnen."),
    ],
)
def test_a_course_without_sessions_explains_its_start(client: Client, key: str, sentence: str) -> None:
    assert sentence in get(client, course(key).get_absolute_url()).text


def test_full_cancelled_and_uncertain_sessions_say_so(client: Client) -> None:
    assert "Vol" in words(html.fromstring(get(client, course("D09").get_absolute_url()).text))
    assert "Gaat niet door" in get(client, course("D24").get_absolute_url(), host=TWENTE).text
    uncertain = words(html.fromstring(get(client, course("D18").get_absolute_url()).text))
    assert "februari 2028 dag nog niet zeker" in uncertain


def test_what_opens_later_says_from_when_and_cannot_be_chosen_yet(client: Client, teller: None) -> None:
    lathe = course("D15")
    lathe.sessions.update(opens="2026-12-01")
    (card,) = html.fromstring(get(client, "/opleidingen/?q=cnc").text).find_class("card")
    assert "Aanmelden vanaf 1 december 2026" in words(card)
    assert "Start " in words(card)
    page = html.fromstring(get(client, lathe.get_absolute_url()).text)
    assert "Nog niet open aanmelden vanaf 1 december 2026" in words(page)
    assert f"/kosten/{lathe.pk}/" in [link.get("href") for link in page.xpath("//a[starts-with(@href, '/kosten/')]")]
    assert not page.xpath(f"//a[starts-with(@href, '/kosten/{lathe.pk}/') and string-length(@href) > 60]")
    lathe.sessions.update(opens="2026-11-24")
    page = html.fromstring(get(client, lathe.get_absolute_url()).text)
    assert "Nog niet open" not in words(page)
    assert page.xpath(f"//a[starts-with(@href, '/kosten/{lathe.pk}/') and string-length(@href) > 60]")
    lathe.sessions.update(opens=None, deadline="2026-11-23")
    (card,) = html.fromstring(get(client, "/opleidingen/?q=cnc").text).find_class("card")
    assert "Aanmelden kan niet meer" in words(card)


def test_no_price_and_no_date_are_said_in_words_and_never_as_zero(client: Client, tmp_path: Any) -> None:
    more = "<programLocation>Groningen</programLocation>"
    read_programs(tmp_path, program("x", name="Glasblazen", costs="", classification=more))
    card = words(html.fromstring(get(client, "/opleidingen/?q=glasblazen").text).find_class("card")[0])
    assert "Prijs op aanvraag" in card
    assert "Nog geen nieuwe startdatum" in card
    assert "€" not in card
    page = get(client, course("x").get_absolute_url()).text
    assert "De prijs is op aanvraag." in page
    assert "Er zijn nu geen startdata bekend." in page


def test_texts_of_a_provider_cannot_do_harm(client: Client, tmp_path: Any) -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    read_programs(
        tmp_path,
        program(
            "x",
            name=f"Glasblazen {bad}",
            descriptions=f"<programDescriptionHtml><![CDATA[<p>Blaas {bad}</p>]]></programDescriptionHtml>"
            f"<programSummaryText><![CDATA[Mooi {bad}]]></programSummaryText>",
            runs=run(city="&lt;b&gt;Groningen&lt;/b&gt;"),
        ),
    )
    for page in (
        get(client, "/opleidingen/?q=glasblazen&regio=nederland"),
        get(client, course("x").get_absolute_url()),
    ):
        assert "Glasblazen" in page.text
        assert "alert" not in page.text
        assert "onerror" not in page.text


@pytest.mark.parametrize(
    "change", [{"gone": "2026-11-20T12:00Z"}, {"hidden": "2026-11-20T12:00Z"}, {"expires": "2026-11-23"}]
)
def test_an_old_link_hears_that_the_course_is_gone_and_where_to_go(client: Client, change: dict[str, str]) -> None:
    welding = course("D14")
    Course.objects.filter(pk=welding.pk).update(**change)
    page = get(client, welding.get_absolute_url())
    assert page.status_code == 410
    assert "Deze opleiding is er niet meer" in page.text
    (way,) = html.fromstring(page.text).xpath("//a[contains(., 'andere opleiding')]/@href")
    assert count(get(client, way)) == 2


def test_a_course_tells_how_far_it_is_in_words(client: Client) -> None:
    session = Session.objects.filter(municipality__name="Assen", gone=None, starts__gt="2026-11-24").select_related(
        "course"
    )[0]
    address = session.course.get_absolute_url()
    page = get(client, address).text
    assert "Hoe kom je er?" in page
    assert "9292.nl" in page
    assert re.search(r"Assen \(ongeveer \d\d km\)", get(client, f"{address}?plaats=9712+AB").text)
    assert "Assen (in jouw gemeente)" in get(client, f"{address}?plaats=Assen").text
    assert "kennen we niet als postcode" in get(client, f"{address}?plaats=Xanadu").text
    for odd in ("%00", "x" * 10_000, "%F0%9F", "1&plaats=2", "<b>"):
        assert get(client, f"{address}?plaats={odd}").status_code in {200, 400}
    online = Course.objects.filter(online=True)[0]
    assert "Hoe kom je er?" not in get(client, online.get_absolute_url()).text


def test_a_course_that_never_was_is_not_found(client: Client) -> None:
    assert get(client, f"/opleidingen/{uuid.uuid4()}/").status_code == 404
    assert get(client, "/opleidingen/lassen/").status_code == 404


def test_the_page_of_a_course_needs_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    get(client)  # the first page after a change of the catalogue reads the columns
    with django_assert_max_num_queries(14):
        get(client, course("D20").get_absolute_url())


def test_a_course_leads_back_to_the_search_that_one_came_from(client: Client) -> None:
    address = course("D14").get_absolute_url()

    def back(referer: str) -> tuple[str, str]:
        page = client.get(address, headers={"host": NORTH, "accept-language": "nl", "referer": referer})
        (link,) = html.fromstring(page.text).find_class("back-link")
        return words(link), str(link.get("href"))

    assert back(f"http://{NORTH}/opleidingen/?q=lassen&pagina=2") == (
        "Terug naar wat je zocht",
        "/opleidingen/?q=lassen&pagina=2",
    )
    for other in ("", f"http://{NORTH}/opleidingen/", "https://evil.example/opleidingen/?q=x", "http://["):
        assert back(other) == ("Alle opleidingen", "/opleidingen/")
