"""The catalogue in Chromium: typing, filtering, going back, keyboard, and without JavaScript."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from courses.models import Course
from tests.axe import barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("catalogue")]

SIZES = [(390, 844), (1280, 900)]


def open_page(browser: Browser, address: str, size: tuple[int, int] = SIZES[1], **options: Any) -> Page:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, locale="nl-NL", **options)
    page = context.new_page()
    page.goto(address)
    return page


def found(page: Page) -> Any:
    return page.locator(".results__count strong")


@pytest.mark.parametrize("size", SIZES)
def test_typing_and_filtering_change_the_results_the_counts_and_the_address(
    size: tuple[int, int], browser: Browser, live_server: Any
) -> None:
    page = open_page(browser, f"{live_server.url}/opleidingen/", size)
    page.get_by_role("searchbox").press_sequentially("veilig")
    expect(found(page)).not_to_have_text("30 opleidingen")
    expect(page).to_have_url(f"{live_server.url}/opleidingen/?q=veilig")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.locator("#straal")).to_have_value("25")
    if size[0] < 960:
        page.locator(".filters summary").first.click()
    page.get_by_label("Installatie en energie").check()
    expect(page).to_have_url(f"{live_server.url}/opleidingen/?q=veilig&sector=installation")
    expect(page.get_by_label("Installatie en energie")).to_be_focused()
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.locator("#status")).to_contain_text("opleiding")
    page.go_back()
    expect(page).to_have_url(f"{live_server.url}/opleidingen/?q=veilig")
    expect(page.locator(".chip")).to_have_count(1)
    page.context.close()


def test_buttons_fade_only_once_the_page_stands(browser: Browser, live_server: Any) -> None:
    """Else Chromium, which may style fields and buttons before our styles are there, fades from its grey to ours."""
    fading = "button => !getComputedStyle(button).transitionDuration.startsWith('0s')"
    address = f"{live_server.url}/opleidingen/"
    page = open_page(browser, address, java_script_enabled=False)
    assert not page.locator(".search .nl-button").evaluate(fading)
    page.context.close()
    page = open_page(browser, address)
    page.locator(":root[data-stands] .search .nl-button").wait_for()
    assert page.locator(".search .nl-button").evaluate(fading)
    page.context.close()


def test_by_keyboard_to_the_page_of_a_course(browser: Browser, live_server: Any) -> None:
    page = open_page(browser, f"{live_server.url}/opleidingen/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("lasser")
    page.keyboard.press("Enter")
    expect(found(page)).to_have_text("1 opleiding")
    link = page.get_by_role("link", name="MIG/MAG-lassen niveau 1")
    for _ in range(40):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("MIG/MAG-lassen niveau 1")
    page.context.close()


def test_everything_works_without_javascript(browser: Browser, live_server: Any) -> None:
    page = open_page(browser, f"{live_server.url}/opleidingen/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("veilig")
    page.get_by_label("Installatie en energie").check()
    page.get_by_role("button", name=re.compile("^Toon [0-9]+ opleiding")).click()
    expect(page).to_have_url(re.compile("q=veilig.*sector=installation"))
    page.locator(".chip").first.click()
    expect(page).not_to_have_url(re.compile("q="))
    page.get_by_role("link", name="Laagste prijs").click()
    expect(page).to_have_url(re.compile("volgorde=prijs"))
    page.context.close()


def test_no_page_has_barriers_or_scrolls_sideways(browser: Browser, live_server: Any) -> None:
    pks = {key: Course.objects.get(provider_key=key).pk for key in ("D14", "D20", "D06", "D01")}
    Course.objects.filter(provider_key="D01").update(hidden="2026-11-20T12:00Z")
    paths = ["", "?q=lasser&sector=ict", *(f"{pk}/" for pk in pks.values())]
    page = open_page(browser, f"{live_server.url}/opleidingen/")
    for path in paths:
        page.goto(f"{live_server.url}/opleidingen/{path}")
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            # What a width changes is small or hidden; contrast is judged in tests/journeys/test_enlarged.py.
            assert barriers(page, contrast=False) == []
    page.context.close()
