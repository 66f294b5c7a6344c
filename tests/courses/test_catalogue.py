"""The catalogue, as visitors of the three brands get it."""

import re
from typing import Any

import pytest
from django.test import Client
from lxml import html

from courses.cards import marked
from courses.models import Course, Session

pytestmark = pytest.mark.usefixtures("catalogue", "no_estimator")

NORTH, TWENTE, ROTTERDAM = "noorden.localhost", "twente.localhost", "rotterdam.localhost"


def get(client: Client, path: str = "/opleidingen/", host: str = NORTH, **headers: str) -> Any:
    return client.get(path, headers={"host": host, "accept-language": "nl", **headers})


def words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def cards(page: Any) -> list[str]:
    return [words(title) for title in html.fromstring(page.text).find_class("card__title")]


def count(page: Any) -> int:
    return int(re.findall(r"<strong>(\d+) opleiding", page.text)[0])


def course(key: str) -> Course:
    return Course.objects.get(provider_key=key)


def test_a_brand_shows_its_own_regions_first(client: Client) -> None:
    page = get(client, host=TWENTE)
    assert page.status_code == 200
    assert "in Twente en online" in page.text
    assert "Enschede" in page.text
    assert "Rotterdam," not in page.text
    assert count(page) == 30


def test_a_card_tells_what_one_must_know_to_choose(client: Client) -> None:
    page = html.fromstring(get(client, "/opleidingen/?q=lasser").text)
    text = words(page.find_class("card")[0])
    for part in (
        "Vakschool Gouden Handen (demo)",
        "MIG/MAG-lassen niveau 1",
        "Start 21 januari 2027",
        "Leeuwarden, Emmen en 3 andere plaatsen",
        "12 weken, 3 uur per week, 's avonds",
        "€ 1.375",
        "mbo 2",
        "branchecertificaat",
    ):
        assert part in text
    assert "Jij betaalt" not in text


def test_search_and_filters_stand_in_the_address_and_can_be_taken_away(client: Client) -> None:
    page = get(client, "/opleidingen/?q=veilig&sector=installation&regio=drenthe&volgorde=prijs")
    tree = html.fromstring(page.text)
    assert tree.xpath("//input[@name='q']/@value") == ["veilig"]
    assert tree.xpath("//input[@checked and @value != '']/@value") == ["drenthe", "installation"]
    chips = {words(chip).removeprefix("Filter weghalen: "): chip.get("href") for chip in tree.find_class("chip")}
    assert chips == {
        "“veilig”": "/opleidingen/?sector=installation&regio=drenthe&volgorde=prijs",
        "Installatie en energie": "/opleidingen/?q=veilig&regio=drenthe&volgorde=prijs",
        "Drenthe": "/opleidingen/?q=veilig&sector=installation&volgorde=prijs",
    }
    assert "Zonnepanelen veilig monteren" in cards(page)
    for url in chips.values():
        assert count(get(client, url)) >= count(page)


def test_the_whole_country_is_one_click_away(client: Client) -> None:
    Session.objects.filter(municipality__region="twente").exclude(course__provider_key="D14").update(
        gone="2026-11-01T00:00Z"
    )
    near, all_over = get(client, host=TWENTE), get(client, "/opleidingen/?regio=nederland", host=TWENTE)
    assert count(near) < count(all_over) == 30
    assert "in heel Nederland" in all_over.text
    options = html.fromstring(near.text).xpath("//label[input[@name='regio']]")
    assert [words(option) for option in options] == [f"Twente ( {count(near)} )", "Heel Nederland ( 30 )"]


def test_twenty_on_a_page_and_the_rest_on_the_next(client: Client) -> None:
    first, second = get(client), get(client, "/opleidingen/?pagina=2")
    assert (len(cards(first)), len(cards(second))) == (20, 10)
    assert not set(cards(first)) & set(cards(second))
    assert cards(get(client, "/opleidingen/?pagina=99999999999999999999")) == cards(second)
    assert cards(get(client, "/opleidingen/?pagina=x")) == cards(first)


def test_nothing_found_names_a_way_on_that_works(client: Client) -> None:
    page = get(client, "/opleidingen/?q=lasser&sector=ict", host=ROTTERDAM)
    assert cards(page) == []
    ways = html.fromstring(page.text).find_class("ways-on")[0]
    links = {words(link): link.get("href") for link in ways.iter("a")}
    assert "Zoek in alle vakgebieden (1)" in links
    for text, url in links.items():
        if url.startswith("/opleidingen/"):
            assert f"({count(get(client, url, host=ROTTERDAM))})" in text


MANGLED = [
    "q=%00", "q=" + "a" * 10_000, "q=" + "a%20" * 3_000, "q=%ff%fe", "q=a%26b", "q=%e2%80%ae%1b[31m", "q='%22--%3B",
    "q=(((|%26!*:", "sector=&regio=&volgorde=&pagina=-1", "regio=atlantis", "pagina=99999999999999999999",
    "pagina=%00",
    "pagina=1e9&volgorde=prijs", "prijs=-1", "prijs=1e99", "prijs=%D9%A1", "eigen=x",
    "straal=999999999999&plaats=Assen",
    "plaats=%00", "plaats=" + "9" * 10_000, "vanaf=9999-99-99", "vanaf=0001-01-01", "vanaf=31-12-9999", "beroep=%00",
    "niveau=mbo_9&duur=eeuw&start=gisteren", "sector=care" * 500, "lestaal=%00", "c=%00&c=" + "x" * 5_000,
]  # fmt: skip


def test_a_mangled_address_never_breaks_a_page(client: Client) -> None:
    some = Course.objects.order_by("pk")[0].get_absolute_url()
    for path in ("/opleidingen/", some, "/opleidingen/vergelijken/", "/opleidingen/bewaard/", "/opleidingen/aanbod/"):
        for query in MANGLED:
            answer = get(client, f"{path}?{query}")
            assert answer.status_code in {200, 400, 404}, (path, query)
    # Deep pages give the last page there is, on every order.
    for order in ("prijs", "start", "afstand&plaats=Assen"):
        assert cards(get(client, f"/opleidingen/?pagina=99999999&volgorde={order}")), order


def test_with_htmx_only_results_and_counts_travel(client: Client) -> None:
    whole = get(client, "/opleidingen/?q=lasser")
    part = get(client, "/opleidingen/?q=lasser&sector=", **{"hx-request": "true"})
    assert "<html" not in part.text
    assert cards(part) == cards(whole) == ["MIG/MAG-lassen niveau 1"]
    assert 'id="facets" data-hx-swap-oob="true"' in part.text
    assert part["HX-Push-Url"] == "/opleidingen/?q=lasser"
    assert "HX-Request" in part["Vary"]
    assert "HX-Request" in whole["Vary"]
    back = get(client, "/opleidingen/?q=lasser", **{"hx-request": "true", "hx-history-restore-request": "true"})
    assert "<html" in back.text


def test_the_page_needs_few_queries_however_many_courses(
    client: Client, django_assert_max_num_queries: Any, teller: None
) -> None:
    get(client)  # the first page after a change of the catalogue reads the columns
    for path in ("/opleidingen/", "/opleidingen/?q=veilig&sector=installation&regio=drenthe", "/opleidingen/?q=zzz"):
        with django_assert_max_num_queries(16):
            get(client, path)


def test_ways_on_from_a_search_with_every_filter_need_few_queries_too(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    wanted = "q=lassen&plaats=Assen&straal=10&sector=metal&niveau=hbo&resultaat=diploma&duur=langer&dagdeel=night"
    more = "&vorm=online&keurmerk=cedeo&lestaal=fr&beroep=lasser&kans=ja&start=maand&vanaf=2027-01-01&prijs=250"
    get(client, "/opleidingen/?q=lassen")  # a process reads the catalogue and its words once
    with django_assert_max_num_queries(25):
        page = get(client, f"/opleidingen/?{wanted}{more}")
    assert "We vonden niets dat past" in page.text


def test_cards_say_what_it_costs_you_when_somebody_knows(client: Client, teller: None) -> None:
    tree = html.fromstring(get(client).text)
    lines = [words(line) for line in tree.find_class("card__money")]
    assert lines == [
        "Jij betaalt € 0 Fonds A en je werkgever betalen mee",
        "Beantwoord ongeveer 3 vragen en zie wat jij betaalt",
    ]


def test_a_card_says_where_it_starts_when_that_is_not_the_nearest_place(client: Client) -> None:
    def card(query: str) -> str:
        (found,) = html.fromstring(get(client, f"/opleidingen/?q=lasser&{query}").text).xpath("//article")
        return words(found)

    first = min(course("D14").sessions.filter(place="Leeuwarden"), key=lambda session: session.starts)
    assert f"Start {first.starts.day} januari {first.starts.year} in Leeuwarden" in card("plaats=9401")
    assert "Groningen (ongeveer 25 km)" in card("plaats=9401")
    # Only what starts within reach: then the nearest place is the one that it starts in.
    assert " in Leeuwarden" not in card("plaats=9401&straal=25")


@pytest.mark.parametrize(("online", "reach"), [(False, ""), (True, "&straal=10")])
def test_a_card_names_no_far_place_when_it_starts_near_or_online_on_the_same_day(
    client: Client, online: bool, reach: str
) -> None:
    there = course("D14").sessions
    first = there.filter(place="Leeuwarden").earliest("starts")
    near = there.filter(place="Groningen", status="open").latest("key")
    where = {"online": True, "place": "", "municipality": None} if online else {}
    there.filter(pk=near.pk).update(**where, key="zz", starts=first.starts, ends=first.ends, opens=None, deadline=None)
    (card,) = html.fromstring(get(client, f"/opleidingen/?q=lasser&plaats=9401{reach}").text).xpath("//article")
    assert f"Start {first.starts.day} januari {first.starts.year}" in words(card)
    assert " in Leeuwarden" not in words(card)


def test_only_reading_is_possible(client: Client) -> None:
    assert client.post("/opleidingen/").status_code == 405
    assert client.head("/opleidingen/").status_code == 200


def test_the_home_page_shows_what_starts_soon_in_this_region(client: Client) -> None:
    soon = html.fromstring(get(client, "/", host=ROTTERDAM).text).xpath("//section[@aria-labelledby='soon']")[0]
    assert len(soon.find_class("card")) == 3
    for link in soon.find_class("card__link"):
        page = get(client, link.get("href"), host=ROTTERDAM)
        assert "Je kunt je aanmelden" in page.text


def test_an_unknown_host_gets_the_default_brand_and_a_portal_without_brands_the_country(client: Client) -> None:
    assert "in Drenthe, Friesland en Groningen en online" in get(client, host="localhost").text


def test_a_slip_of_the_finger_is_told_with_what_was_meant(client: Client) -> None:
    page = get(client, "/opleidingen/?q=exel&sector=ict")
    assert "We vonden niets voor “exel”. Bedoel je “excel” ?" in words(html.fromstring(page.text))
    assert cards(page)
    (meant,) = html.fromstring(page.text).xpath("//a[contains(., '“excel”')]/@href")
    assert meant == "/opleidingen/?q=excel&sector=ict"
    assert cards(get(client, meant)) == cards(page)
    assert "Bedoel je" not in get(client, "/opleidingen/?q=excel").text


def test_more_words_than_any_course_has_find_what_fits_a_part_of_them(client: Client) -> None:
    page = get(client, "/opleidingen/?q=lassen+en+ook+tuinieren")
    assert "niets met al je woorden" in page.text
    assert cards(page)[0] == "MIG/MAG-lassen niveau 1"
    assert cards(get(client, "/opleidingen/?q=lassen+bij+mij+in+de+buurt")) == ["MIG/MAG-lassen niveau 1"]
    assert "niets met al je woorden" not in get(client, "/opleidingen/?q=lassen").text


def test_who_finds_nothing_can_be_told_when_there_is_something(client: Client) -> None:
    page = html.fromstring(get(client, "/opleidingen/?q=onderwaterbasketbal").text)
    assert page.xpath("//form[@class='follow']//input[@name='zoekopdracht']/@value") == ["q=onderwaterbasketbal"]


def test_a_card_says_where_the_words_stand_when_they_are_not_in_sight(client: Client) -> None:
    tree = html.fromstring(get(client, "/opleidingen/?q=omvormer").text)
    (why,) = tree.find_class("card__why")
    assert words(why).startswith("Gevonden in de tekst: …")
    assert [words(mark) for mark in why.iter("mark")] == ["omvormer"]
    assert not html.fromstring(get(client, "/opleidingen/?q=zonnepanelen").text).find_class("card__why")


def test_a_piece_of_text_brings_no_markup_of_its_own() -> None:
    assert marked("<b>las ⟦sen⟧ & meer") == "… &lt;b&gt;las <mark>sen</mark> &amp; meer …"
    # As descriptions are stored: HTML in which these signs are written out.
    assert marked("&lt;b&gt; zorg &amp; ⟦welzijn⟧") == "… &lt;b&gt; zorg &amp; <mark>welzijn</mark> …"


def test_a_very_long_search_is_not_repeated_in_full(client: Client) -> None:
    page = get(client, f"/opleidingen/?q={'q' * 5000}")
    assert f"“{'q' * 40}…”" in page.text
    shown = " ".join(html.fromstring(page.text).get_element_by_id("results").itertext())
    assert "q" * 41 not in shown


def test_ways_on_lead_to_different_courses(client: Client) -> None:
    page = get(client, "/opleidingen/?q=zzzz&regio=nederland")
    ways = [words(way) for way in html.fromstring(page.text).xpath("//nav[@class='ways-on']/a")]
    place = "Zocht je op een plaats? Vul je postcode of gemeente in"
    assert ways == ["Zoek zonder “zzzz” (30)", place, "Praat met een adviseur over wat je kunt leren"]


def test_who_asks_for_free_hears_that_others_pay_and_finds_all_courses(client: Client, teller: None) -> None:
    page = get(client, "/opleidingen/?q=gratis+cursus")
    assert count(page) == 30
    assert "Vaak betaalt iemand anders mee, soms alles." in page.text
    assert cards(get(client, "/opleidingen/?q=gratis+lassen")) == ["MIG/MAG-lassen niveau 1"]


def test_a_region_that_does_not_exist_is_no_filter(client: Client) -> None:
    page = get(client, "/opleidingen/?regio=xx")
    assert words(html.fromstring(page.text).get_element_by_id("filter-count")) == "Filter"
    assert count(page) == 30
