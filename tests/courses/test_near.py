"""What a search says about where one wants to learn, and what the page makes of it."""

import pytest
from django.test import Client
from lxml import html

from courses import travel
from courses.search.near import Said, called, where_said
from portal.regions.models import Municipality
from tests.courses.test_catalogue import cards, get, words

PLACES = called(("Assen", "Alphen aan den Rijn", "Best", "Bergen op Zoom", "Súdwest-Fryslân", "Den Haag"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lassen bij mij in de buurt", Said("lassen")),
        ("Lassen dicht bij huis", Said("Lassen")),
        ("heftruck omgeving", Said("heftruck")),
        ("in de buurt", Said("")),
        ("lassen in de buurt van Assen", Said("lassen", "Assen")),
        ("lassen assen", Said("lassen", "Assen")),
        ("Assen lassen", Said("lassen", "Assen")),
        ("verpleegkundige alphen aan den rijn", Said("verpleegkundige", "Alphen aan den Rijn")),
        ("zorg sudwest-fryslan", Said("zorg", "Súdwest-Fryslân")),
        ("excel in Best", Said("excel", "Best")),
        ("best leuk werk", None),
        ("lassen", None),
        ("buurtzorg", None),
        ("omgevingswet", None),
        ("werken bij de bank", None),
    ],
)
def test_words_that_say_where_are_told_from_what_one_wants_to_learn(text: str, said: Said | None) -> None:
    assert where_said(text, PLACES) == said


@pytest.mark.usefixtures("catalogue", "no_estimator")
def test_who_searches_nearby_is_led_to_what_is_near(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(query: str) -> tuple[str, list[str]]:
        (notice,) = html.fromstring(get(client, f"/opleidingen/?q={query}").text).find_class("notice-place")
        return words(notice), notice.xpath(".//a/@href")

    text, links = told("lassen+bij+mij+in+de+buurt")
    assert text.startswith("Vul je postcode of gemeente in")
    assert links == ["#plaats"]
    text, links = told("lassen+in+Assen")
    assert text == "Je ziet wat er bij Assen is. Zoek ook verder weg"
    assert links == ["/opleidingen/?q=lassen"]
    there = get(client, "/opleidingen/?q=lassen+in+Assen")
    assert "binnen 25 km van Assen" in there.text
    assert "We vonden niets" not in there.text
    assert html.fromstring(there.text).xpath("//input[@name='q' or @name='plaats']/@value") == ["lassen", "Assen"]
    (card,) = html.fromstring(there.text).find_class("card__link")
    assert "Vanuit Assen" in words(html.fromstring(get(client, card.get("href")).text).find("body"))
    part = get(client, "/opleidingen/?q=lassen+in+Assen", **{"hx-request": "true"})
    assert part["HX-Push-Url"] == "/opleidingen/?q=lassen&plaats=Assen&straal=25"
    # All words are there, so nothing is left out of them unasked.
    text, links = told("heftruck+Assen")
    assert text == "Zoek je in de buurt? “heftruck” binnen 25 km van Assen"
    assert links == ["/opleidingen/?q=heftruck&plaats=Assen&straal=25"]
    text, links = told("lassen+in+Maastricht")
    assert (text, links) == ("Binnen 25 km van Maastricht vonden we niets. Dit is verder weg.", [])
    monkeypatch.setattr(travel, "_home", [lambda _request: Municipality.objects.get(name="Groningen")])
    assert told("lassen+bij+mij+in+de+buurt")[1] == ["/opleidingen/?q=lassen&plaats=Groningen&straal=25"]
    near = get(client, "/opleidingen/?q=lassen&plaats=Assen&straal=25").text
    assert not html.fromstring(near).find_class("notice-place")
    page = get(client, "/opleidingen/?q=lassen+in+Zwolle")
    assert "Bedoel je" not in page.text
    assert cards(page) == ["MIG/MAG-lassen niveau 1"]
