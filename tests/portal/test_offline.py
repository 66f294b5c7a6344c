"""Without a network a browser that was here before shows our own page, and goes on when there is one again."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.django_db(transaction=True)]
KEPT = """async () => {
    const found = [];
    for (const name of await caches.keys())
        for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
    return found.sort();
}"""


@pytest.fixture
def visitor(browser: Browser, live_server: Any) -> Iterator[Page]:
    """Somebody whose browser has kept what it keeps."""
    with browser.new_context(
        service_workers="allow", locale="nl-NL", viewport={"width": 390, "height": 844}
    ) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/")
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        yield page


@pytest.mark.browser
@pytest.mark.complaints("ERR_INTERNET_DISCONNECTED|Failed to load resource")
def test_without_a_network_our_own_page_comes_and_goes_on_by_itself(visitor: Page, live_server: Any) -> None:
    visitor.context.set_offline(True)
    visitor.goto(f"{live_server.url}/opleidingen/")
    expect(visitor.locator("h1")).to_have_text("Je hebt nu geen internet")
    assert visitor.evaluate("getComputedStyle(document.body).fontFamily").startswith("Figtree")
    assert visitor.evaluate("document.fonts.check('700 20px Figtree')")
    assert visitor.evaluate("document.documentElement.scrollWidth") <= 390
    visitor.context.set_offline(False)
    expect(visitor.locator("h1")).to_have_text("Wat wil je leren?")
    assert visitor.url == f"{live_server.url}/opleidingen/"


@pytest.mark.browser
@pytest.mark.complaints("ERR_INTERNET_DISCONNECTED|Failed to load resource")
def test_it_speaks_the_language_that_was_read_last(visitor: Page, live_server: Any) -> None:
    for language, heading, title, other in (
        ("en", "You have no internet now", "You have no internet now – Doorleren", "Je hebt nu geen internet"),
        ("nl", "Je hebt nu geen internet", "Geen internet – Doorleren", "You have no internet"),
    ):
        visitor.goto(f"{live_server.url}/?taal={language}")
        visitor.context.set_offline(True)
        visitor.goto(f"{live_server.url}/opleidingen/")
        expect(visitor.locator("h1")).to_have_text(heading)
        expect(visitor.locator("html")).to_have_attribute("lang", language)
        expect(visitor.locator("body")).not_to_contain_text(other)
        assert visitor.title() == title
        visitor.context.set_offline(False)
        visitor.wait_for_url(f"{live_server.url}/opleidingen/")
        expect(visitor.locator("#q")).to_be_visible()


@pytest.mark.browser
@pytest.mark.complaints("ERR_INTERNET_DISCONNECTED|Failed to load resource")
def test_who_was_sending_something_comes_back_to_where_it_was_written(visitor: Page, live_server: Any) -> None:
    """The address of the language button only takes what is sent: to load it anew would say that it is not a page."""
    visitor.goto(f"{live_server.url}/woorden/")
    visitor.context.set_offline(True)
    visitor.locator("button.header__language").click()
    expect(visitor.locator("h1")).to_have_text("Je hebt nu geen internet")
    expect(visitor.locator("main a.nl-button")).to_have_attribute("href", f"{live_server.url}/woorden/")
    visitor.context.set_offline(False)
    expect(visitor.locator("h1")).to_have_text("Moeilijke woorden")
    assert visitor.url == f"{live_server.url}/woorden/"


@pytest.mark.browser
def test_nothing_but_that_page_and_its_looks_is_kept(visitor: Page, live_server: Any) -> None:
    for path in ("/opleidingen/", "/account/inloggen/", "/orienteren/"):
        visitor.goto(live_server.url + path)
    kept = visitor.evaluate(KEPT)
    assert kept == [
        "/offline/",
        "/static/app.css",
        "/static/fonts/figtree-latin-wght-normal.woff2",
        "/static/offline.js",
    ]


@pytest.mark.browser
def test_it_can_be_taken_away_again(visitor: Page, live_server: Any, settings: Any) -> None:
    settings.OFFLINE_PAGE = False
    visitor.goto(f"{live_server.url}/opleidingen/")
    visitor.evaluate("navigator.serviceWorker.getRegistration().then((found) => found?.update()).catch(() => {})")
    visitor.wait_for_function("navigator.serviceWorker.getRegistration('/nergens').then((found) => !found)")
    visitor.wait_for_function("caches.keys().then((names) => names.length === 0)")


def test_what_is_kept_is_nobodys(client: Client) -> None:
    page = client.get("/offline/")
    assert page.status_code == 200
    assert "csrf" not in page.content.decode()
    assert not page.cookies
    script = client.get("/sw.js")
    assert script.headers["Content-Type"].startswith("text/javascript")
    assert script.headers["Cache-Control"] == "no-cache"
    first = re.search(r'const CACHE = "(offline-\w+)"', script.content.decode())
    assert first
