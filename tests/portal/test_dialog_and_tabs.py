"""Dialogs and tabs: with JavaScript by keyboard as people know them, without it links and parts that are all there."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import barriers
from tests.portal.gallery import gallery, serve

pytestmark = pytest.mark.browser


def opened(browser: Browser, width: int = 1280, **options: object) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 844}, reduced_motion="reduce", **options)  # type: ignore[arg-type]
    page = context.new_page()
    serve(page, "noorden", gallery("noorden"))
    return page


def test_a_dialog_keeps_the_focus_and_gives_it_back(browser: Browser) -> None:
    page = opened(browser, 390)
    link = page.get_by_role("link", name="Zeg je afspraak af")
    dialog = page.get_by_role("dialog", name="Wil je deze afspraak afzeggen?")
    expect(link).to_have_attribute("aria-haspopup", "dialog")
    for closing in ("Escape", "Enter"):
        link.focus()
        page.keyboard.press("Enter")
        expect(dialog).to_be_visible()
        expect(dialog.get_by_role("button", name="Sluiten")).to_be_focused()
        page.keyboard.press(closing)  # Enter: the button that closes has the focus
        expect(dialog).to_be_hidden()
        expect(link).to_be_focused()
    page.context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_an_open_dialog_keeps_nobody_out(browser: Browser, width: int) -> None:
    page = opened(browser, width)
    page.get_by_role("link", name="Een lange vraag").click()
    box = page.get_by_role("dialog").bounding_box()
    assert box
    assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    assert barriers(page) == []
    page.mouse.click(width / 2, 5)  # beside it
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.context.close()


def test_without_javascript_the_link_leads_to_its_page(browser: Browser) -> None:
    page = opened(browser, java_script_enabled=False)
    page.get_by_role("link", name="Zeg je afspraak af").click()
    assert page.url.endswith("#venster")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.context.close()


def test_tabs_are_chosen_by_arrow_keys(browser: Browser) -> None:
    page = opened(browser)
    tabs = page.get_by_role("tablist", name="Voorbeeld van tabbladen").get_by_role("tab")
    expect(tabs).to_have_count(3)
    tabs.first.focus()
    for key, chosen in (("ArrowRight", 1), ("End", 2), ("ArrowRight", 0), ("ArrowLeft", 2), ("Home", 0)):
        page.keyboard.press(key)
        expect(tabs.nth(chosen)).to_be_focused()
        assert [tab.get_attribute("aria-selected") for tab in tabs.all()] == [
            str(n == chosen).lower() for n in range(3)
        ]
        panel = page.get_by_role("tabpanel")
        expect(panel).to_have_count(1)
        expect(panel).to_have_accessible_name(tabs.nth(chosen).inner_text().replace("\n", " "))
    page.keyboard.press("Tab")
    expect(page.get_by_role("tabpanel")).to_be_focused()  # one stop for all tabs, then the part itself
    assert barriers(page) == []
    page.context.close()


def test_an_address_with_a_part_in_it_opens_that_part(browser: Browser) -> None:
    page = opened(browser)
    page.goto("http://portal.test/#tab-plan")
    expect(page.get_by_role("tab", name="Verantwoording en betaling")).to_have_attribute("aria-selected", "true")
    page.evaluate("location.hash = 'tab-learner'")
    expect(page.get_by_role("tab", name="Deelnemer")).to_have_attribute("aria-selected", "true")
    page.context.close()


def test_without_javascript_and_on_paper_all_parts_are_there(browser: Browser) -> None:
    page = opened(browser, java_script_enabled=False)
    expect(page.locator("#tab-learner, #tab-rules, #tab-plan").filter(visible=True)).to_have_count(3)
    expect(page.get_by_role("list", name="Voorbeeld van tabbladen").get_by_role("link")).to_have_count(3)
    page.context.close()
    page = opened(browser)
    expect(page.locator("#tab-plan")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("#tab-learner, #tab-rules, #tab-plan").filter(visible=True)).to_have_count(3)
    page.context.close()
