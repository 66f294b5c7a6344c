"""The privacy statement: every cookie is named, every package tells its part, and it says whom to ask."""

from datetime import timedelta

import pytest
from django.test import Client
from lxml import html

from portal.brands.models import Brand
from portal.pages.privacy import span
from tests.people import log_in, make_user


def page_of(client: Client) -> html.HtmlElement:
    return html.document_fromstring(client.get("/privacy/").content)


@pytest.mark.django_db
def test_every_cookie_that_a_visitor_can_get_is_named() -> None:
    client = Client()
    client.get("/?taal=en")
    client.get("/orienteren/ontdekken/")
    client.get("/account/login/")
    log_in(client, make_user("Lena"))
    named = {row.text_content() for row in page_of(client).xpath("//section[@id='cookies']//tbody//th")}
    given = set(client.cookies)
    assert {"language", "session"} <= given
    assert given <= named


@pytest.mark.django_db
def test_every_package_tells_its_part_with_the_terms_of_the_code(client: Client) -> None:
    Brand.objects.create(
        slug="hier", name="Hier", is_default=True, texts={"privacy_email": {"nl": "fg@voorbeeld.example"}}
    )
    page = page_of(client)
    titles = {title.text_content() for title in page.xpath("//section[@id='bewaren']//h3")}
    assert {"Je account", "Een vraag aan een opleider", "Je antwoorden op onze vragen", "Een aanvraag"} <= titles
    assert "Zonder account: 90 dagen" in page.xpath("//main")[0].text_content()
    # The code that confirms is kept so that nobody is mailed too often; the one that logs in is in the session alone.
    codes = "een code waarmee je iets bevestigt 1 dag. Een code om in te loggen werkt 10 minuten."
    assert codes in page.xpath("//main")[0].text_content()
    assert page.xpath("//main//a[@href='mailto:fg@voorbeeld.example']")
    assert "/privacy/" in page.xpath("//footer//a/@href")


@pytest.mark.django_db
def test_a_brand_without_an_address_leads_to_an_adviser(client: Client) -> None:
    assert page_of(client).xpath("//section[@id='rechten']//a[@href='/orienteren/']")


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(minutes=10), "10 minuten"),
        (timedelta(minutes=1), "1 minuut"),
        (timedelta(hours=1), "1 uur"),
        (timedelta(days=1), "1 dag"),
        (timedelta(days=90), "90 dagen"),
        (timedelta(days=365), "1 jaar"),
        (timedelta(days=364), "364 dagen"),
    ],
)
def test_a_term_is_told_in_words(time: timedelta, words: str) -> None:
    assert span(time) == words
