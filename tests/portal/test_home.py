"""The home page: two ways in, and nothing in their way."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override
from lxml import html
from playwright.sync_api import Browser

from portal.pages.context import shell
from portal.pages.samples import DAY, samples
from tests.axe import barriers
from tests.portal.gallery import serve
from tests.portal.test_components import request_of, words


def home(language: str = "nl", **context: Any) -> str:
    request = request_of()
    with override(language):
        return render_to_string(
            "portal/home.html",
            {"page": shell(request), "request": request, "csrf_token": "x", "csp_nonce": "n"} | context,
        )


def test_there_are_exactly_two_tiles_and_they_lead_to_courses_and_to_orientation() -> None:
    tiles = html.document_fromstring(home()).find_class("tile")
    assert [(tile.get("href"), words(tile.find_class("tile__title")[0])) for tile in tiles] == [
        ("/opleidingen/", "Ik weet welke kant ik op wil"),
        ("/orienteren/", "Ik wil me eerst oriënteren"),
    ]


def test_what_is_not_known_is_not_shown() -> None:
    empty = home()
    assert "Begint binnenkort" not in empty
    assert "Met wie praat je?" not in empty
    assert "Een voorbeeld" not in empty

    course = {"title": "Lassen", "provider": "Vakschool", "start": DAY, "url": "/opleidingen/lassen/"}
    person = {"name": "Sanne van der Berg", "role": "Loopbaanadviseur", "team": "Groningen"}
    full = home(starting_soon=[course], advisers=[person], example=samples()["money"] | {"who": "Een verkoper."})
    for text in ("Lassen", "24 november 2026", "Sanne van der Berg", "Een verkoper.", "voorbeeld"):
        assert text in full


@pytest.mark.django_db
def test_it_is_light_enough_for_a_slow_phone(client: Client) -> None:
    """What comes before one sees it all, compressed as any server does it, without images and fonts."""
    page = client.get("/").content
    parts = [page]
    for name in re.findall(rb'(?:href|src)="/static/([^"]+\.(?:css|js))"', page):
        found = finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.)", "", name.decode()))
        assert found, name
        parts.append(Path(str(found)).read_bytes())
    assert len(parts) >= 4, "the page, the styles, htmx and our own script"
    assert sum(len(gzip.compress(part)) for part in parts) <= 60_000


@pytest.mark.browser
@pytest.mark.parametrize("language", ["nl", "en"])
def test_both_tiles_are_seen_on_a_phone_without_scrolling(browser: Browser, language: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        serve(page, "noorden", home(language))
        page.evaluate("document.fonts.ready")
        boxes = page.eval_on_selector_all(".tile", "all => all.map(e => e.getBoundingClientRect().toJSON())")
    assert len(boxes) == 2
    assert boxes[0]["bottom"] <= boxes[1]["top"]
    assert boxes[1]["bottom"] <= 844


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_home_page(browser: Browser, scheme: str) -> None:
    with browser.new_context(color_scheme=scheme, reduced_motion="reduce") as context:  # type: ignore[arg-type]
        page = context.new_page()
        serve(page, "noorden", home())
        assert barriers(page) == []
