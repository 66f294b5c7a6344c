"""What somebody prints: the text and all of the money, on A4, and nothing of the website around it."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import Crawled
from tests.journeys.crawling import Seen
from tests.journeys.showing import shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

#: Kind of page -> what has to be on paper: the money, in full.
PRINTED = {
    "courses:course": "#prijs table",
    "funding:outcome": "table.money__table",
    "funding:application": "table.money__table",
    "funding:plan": "table.money__table",
    "funding:letter": "table.letter__table",
}
GONE = "header, footer, nav, button, .nl-button, .skip, .back-link, dialog, .no-print, .travel, .course__keep"


def of_kind(pages: list[Seen], kind: str, has: str) -> Seen:
    return next(seen for seen in pages if seen.kind == kind and not seen.empty and has in seen.page)


@pytest.mark.parametrize("kind", PRINTED)
def test_paper_has_the_money_and_nothing_to_press(crawled: Crawled, browser: Browser, kind: str) -> None:
    seen = of_kind(crawled("nl").pages, kind, "<tbody>")
    with (
        shown([seen]) as address,
        browser.new_context(color_scheme="dark", viewport={"width": 680, "height": 960}) as context,
    ):
        page = context.new_page()
        page.goto(f"{address}/0/")
        expect(page.locator("header").first).to_be_visible()
        page.emulate_media(media="print", color_scheme="dark")
        for gone in page.locator(GONE).all():
            # A difficult word is a button that reads as text.
            assert gone.is_hidden() or gone.get_attribute("class") == "word", gone.evaluate("e => e.outerHTML")[:200]
        money = page.locator(PRINTED[kind]).first
        expect(money).to_be_visible()
        for row in money.locator("tr").all():
            if not row.evaluate("e => Boolean(e.closest('.visually-hidden'))"):
                expect(row).to_be_visible()
        colours = page.locator("main").evaluate(
            "e => [getComputedStyle(e).color, getComputedStyle(document.body).backgroundColor]"
        )
        assert colours == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 680
        sheets = page.pdf(prefer_css_page_size=True)
    sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheets))
    assert {(round(float(width)), round(float(height))) for width, height in sizes} <= {(595, 842), (596, 842)}
    assert sizes


def test_only_addresses_outside_the_portal_are_written_out(crawled: Crawled, browser: Browser) -> None:
    seen = of_kind(crawled("nl").pages, "portal:accessibility", 'href="https://')
    with shown([seen]) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/0/")
        page.emulate_media(media="print")
        after = "all => all.map(e => [e.getAttribute('href'), getComputedStyle(e, '::after').content])"
        written = dict(page.locator("main a").evaluate_all(after))
    assert any(href.startswith("https://") for href in written)
    wrong = {href: text for href, text in written.items() if href.startswith("https://") != ("(" in text)}
    assert wrong == {}
