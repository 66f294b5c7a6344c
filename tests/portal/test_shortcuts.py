"""Single keys for who works here all day: only once somebody asked for them, and never while typing (WCAG 2.1.4)."""

import pytest
from playwright.sync_api import Browser, expect

from tests.portal.gallery import gallery, serve

pytestmark = pytest.mark.browser


def test_keys_walk_choose_and_open_in_a_list_once_somebody_asked_for_them(browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    serve(page, "noorden", gallery("noorden"))
    rows = page.locator(".queue tbody tr")
    first, second = (rows.nth(number).get_by_role("link") for number in (0, 1))
    page.keyboard.press("j")
    expect(first).not_to_be_focused()
    page.locator("summary", has_text="Sneltoetsen").first.click()
    page.get_by_label("Gebruik sneltoetsen").first.check()
    for key, focused in (("j", first), ("j", second), ("k", first)):
        page.keyboard.press(key)
        expect(focused).to_be_focused()
    page.keyboard.press("x")
    expect(rows.nth(0).get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("Control+k")
    expect(first).to_be_focused()
    box = page.get_by_role("textbox").first
    box.focus()
    page.keyboard.type("jx")
    expect(box).to_have_value("jx")
    first.focus()
    goal = first.evaluate("link => link.href")
    page.keyboard.press("o")
    page.wait_for_url(goal)
    context.close()
