"""The accessibility statement: no better status than the model allows, and always a way to complain."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from lxml import html

from portal.brands.models import Brand, validate_texts
from portal.pages.accessibility import status

TODAY = date(2026, 11, 24)
TEXTS = {
    "responsible": {"nl": "Stichting Voorbeeld"},
    "accessibility_email": {"nl": "toegankelijk@voorbeeld.example"},
    "accessibility_phone": {"nl": "050 123 45 67"},
    "accessibility_research": {"nl": "2027-04-01"},
}


@pytest.mark.parametrize(
    ("planned", "letter"),
    [
        (None, "D"),
        (date(2026, 11, 23), "D"),  # it should have been done
        (TODAY, "C"),
        (date(2027, 5, 24), "C"),
        (date(2027, 6, 24), "D"),  # later than half a year
    ],
)
def test_without_a_complete_examination_the_status_is_never_better_than_c(planned: date | None, letter: str) -> None:
    assert status(planned, TODAY) == letter


def page_of(texts: dict[str, Any], language: str = "nl") -> html.HtmlElement:
    Brand.objects.create(slug="hier", name="Hier Leert Door", is_default=True, texts=texts)
    client = Client()
    client.cookies["language"] = language
    with time_machine.travel("2026-11-24T12:00:00+01:00"):
        return html.document_fromstring(client.get("/toegankelijkheid/").content)


def words(page: html.HtmlElement) -> str:
    return " ".join(page.xpath("//main")[0].text_content().split())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "title", "said"),
    [
        (
            "nl",
            "Toegankelijkheidsverklaring",
            ["Status C: eerste maatregelen genomen", "1 april 2027", "Binnen 3 weken"],
        ),
        ("en", "Accessibility statement", ["Status C: first measures taken", "1 April 2027", "Within 3 weeks"]),
    ],
)
def test_the_statement_has_the_parts_of_the_model(language: str, title: str, said: list[str]) -> None:
    page = page_of(TEXTS, language)
    assert page.findtext(".//h1").replace("\xad", "") == title
    text = words(page)
    assert [part for part in [*said, "Stichting Voorbeeld", "Hier Leert Door", "testserver"] if part not in text] == []
    assert {"mailto:toegankelijk@voorbeeld.example", "tel:0501234567"} <= set(page.xpath("//main//a/@href"))
    assert page.xpath("//main//a[contains(@href, 'nationaleombudsman.nl')]")
    parts = [[dt.text_content() for dt in barrier.iter("dt")] for barrier in page.find_class("barrier")]
    assert parts
    assert all(len(part) == 5 for part in parts)


@pytest.mark.django_db
def test_a_brand_that_says_nothing_claims_nothing_and_still_takes_complaints() -> None:
    page = page_of({})
    assert "Status D: voldoet niet" in words(page)
    assert "Hier Leert Door is er verantwoordelijk voor" in words(page)
    assert page.xpath("//section[@id='melden']//a[@href='/orienteren/']")


@pytest.mark.django_db
def test_every_page_leads_to_it(client: Client) -> None:
    assert "/toegankelijkheid/" in html.document_fromstring(client.get("/opleidingen/").content).xpath(
        "//footer//a/@href"
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("accessibility_email", "geen adres"),
        ("accessibility_phone", "bel maar"),
        ("accessibility_research", "1 april"),
        ("accessibility_research", 2027),
        ("motto", "Leer door"),
    ],
)
def test_a_brand_text_that_cannot_be_right_is_refused(name: str, text: Any) -> None:
    validate_texts(TEXTS)
    with pytest.raises(ValidationError):
        validate_texts(TEXTS | {name: {"nl": text}})
