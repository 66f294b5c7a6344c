"""The second path in Chromium: on a phone and wide, by keyboard, without JavaScript, double-clicking and going back."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from intake.models import Adviser, Appointment
from tests.axe import barriers
from tests.intake.teams import NOW, mailed_code
from tests.people import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, WIDE = (390, 844), (1280, 900)
#: Longer than a phone is wide, and without a place to break.
LONG_ADDRESS = "lena.de.boer.vanderveen1984lassen@voorbeeldadres.example"


@pytest.fixture(autouse=True)
def _that_monday() -> Iterator[None]:
    """No time that is offered passes, nor comes too near, while a test looks at it."""
    with time_machine.travel(NOW, tick=True):
        yield


def open_page(browser: Browser, address: str, size: tuple[int, int] = WIDE, **options: Any) -> Page:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="nl-NL", reduced_motion="reduce", **options
    )
    page = context.new_page()
    page.goto(address)
    return page


def fill_in(page: Page) -> None:
    page.get_by_label("Je naam").fill("Lena de Boer")
    page.get_by_label("Je e-mailadres").fill(LONG_ADDRESS)
    page.get_by_text("Op kantoor", exact=True).click()
    page.get_by_label("Waar hoop je op?").fill("Iets met mensen.")


def become(page: Page, adviser: Adviser, address: str) -> None:
    """Go on as this adviser, logged in with a second factor."""
    session = log_in(Client(), adviser.user).cookies["session"].value
    page.context.add_cookies([{"name": "session", "value": session, "url": address}])


def to_the_check(page: Page, address: str) -> None:
    """From a region's times to the last button."""
    page.goto(f"{address}/orienteren/groningen/")
    page.get_by_role("link", name="Kies deze tijd").click()
    fill_in(page)
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Klopt alles?")


def type_code_in(page: Page) -> None:
    """Read the mail, and type the code."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Vul de code uit je e-mail in")
    page.get_by_label("De code uit de e-mail").fill(mailed_code(urlsplit(page.url).path))
    page.get_by_role("button", name="Zet mijn afspraak vast").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je afspraak staat vast")


@pytest.mark.parametrize(("size", "scripts"), [(WIDE, True), (PHONE, False)])
def test_from_the_tile_to_an_appointment_that_the_adviser_sees(
    size: tuple[int, int], scripts: bool, browser: Browser, live_server: Any, sanne: Adviser
) -> None:
    page = open_page(browser, live_server.url, size, java_script_enabled=scripts)
    page.get_by_role("link", name="Ik wil me eerst oriënteren").click()
    page.get_by_label("Waar woon je?").fill("Groninge")
    page.get_by_role("button", name="Zoek een adviseur").click()
    page.get_by_role("link", name="Bekijk alle tijden").click()
    page.locator(".week__day").nth(2).click()
    expect(page.locator(".week__day").nth(2)).to_have_attribute("aria-current", "date")
    page.locator(".slot").first.click()
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("link", name="Vul je e-mailadres in.")).to_be_visible()
    fill_in(page)
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Wijzig Je naam").click()
    page.get_by_label("Je naam").fill("Lena de Groot")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Maak de afspraak").click()
    type_code_in(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    become(page, sanne, live_server.url)
    page.goto(f"{live_server.url}/medewerkers/agenda/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn agenda")
    expect(page.locator(".lead")).to_contain_text("Eerst: Lena de Groot")
    page.get_by_role("link", name="Ga naar die week").click()
    page.locator(".week-column:has(.talk) h3 a").click()
    expect(page.locator(".visit")).to_contain_text("Iets met mensen.")
    page.context.close()


def tab_to(page: Page, goal: Locator) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if goal.evaluate("goal => goal === document.activeElement"):
            return
    raise AssertionError(f"not reached by keyboard: {goal}")


def test_everything_can_be_done_by_keyboard(browser: Browser, live_server: Any, sanne: Adviser) -> None:
    page = open_page(browser, f"{live_server.url}/orienteren/")
    tab_to(page, page.get_by_label("Waar woon je?"))
    page.keyboard.type("Bergen")
    page.keyboard.press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    tab_to(page, page.get_by_label("Waar woon je?"))
    page.keyboard.press("Control+A")
    page.keyboard.type("9711 AB")
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".slot").first)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Je naam"))
    page.keyboard.type("Lena")
    page.keyboard.press("Tab")
    page.keyboard.type("lena@voorbeeld.example")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")  # beeldbellen
    tab_to(page, page.get_by_role("button", name="Verder"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Maak de afspraak"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Vul de code uit je e-mail in")
    tab_to(page, page.get_by_label("De code uit de e-mail"))
    page.keyboard.type(mailed_code(urlsplit(page.url).path))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Je afspraak staat vast")
    expect(page.get_by_text("mailt je de link")).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Zeg je afspraak af"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("button", name="Ja, zeg af"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Je afspraak is afgezegd")
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_makes_one_appointment(
    scripts: bool, browser: Browser, live_server: Any, sanne: Adviser
) -> None:
    page = open_page(browser, live_server.url, java_script_enabled=scripts)
    to_the_check(page, live_server.url)
    page.get_by_role("button", name="Maak de afspraak").dblclick()
    type_code_in(page)
    assert Appointment.objects.count() == 1
    page.context.close()


def test_going_back_and_sending_again_shows_the_same_appointment(
    browser: Browser, live_server: Any, sanne: Adviser
) -> None:
    page = open_page(browser, live_server.url)
    to_the_check(page, live_server.url)
    page.get_by_role("button", name="Maak de afspraak").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vul de code uit je e-mail in")
    address = page.url
    page.go_back()
    page.get_by_role("button", name="Maak de afspraak").click()
    expect(page).to_have_url(address)
    assert Appointment.objects.count() == 1
    page.context.close()


def test_losing_every_cookie_between_two_pages_loses_nothing_typed(
    browser: Browser, live_server: Any, sanne: Adviser
) -> None:
    page = open_page(browser, live_server.url)
    to_the_check(page, live_server.url)
    page.context.clear_cookies(name="session")
    page.context.clear_cookies(name="visitor")
    page.get_by_role("button", name="Maak de afspraak").click()
    type_code_in(page)
    assert Appointment.objects.get().hope == "Iets met mensen."
    page.context.close()


def test_axe_finds_nothing_on_any_page(browser: Browser, live_server: Any, sanne: Adviser) -> None:
    """On a phone; the contrast of the same parts, and a wide screen, in tests/journeys/test_enlarged.py."""
    page = open_page(browser, f"{live_server.url}/orienteren/", PHONE)
    found: list[tuple[str, str, Any]] = []

    def look(name: str) -> None:
        found.extend((name, *barrier) for barrier in barriers(page, contrast=False))
        for width, height in (WIDE, PHONE):
            page.set_viewport_size({"width": width, "height": height})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append((name, f"wider than {width} px", None))

    look("orient")
    page.get_by_label("Waar woon je?").fill("Bergen")
    page.get_by_role("button", name="Zoek een adviseur").click()
    look("which place")
    page.get_by_label("Waar woon je?").fill("Groningen")
    page.get_by_role("button", name="Zoek een adviseur").click()
    look("team")
    page.goto(f"{live_server.url}/orienteren/zeeland/")
    look("no team")
    page.goto(f"{live_server.url}/orienteren/groningen/")
    look("times")
    page.get_by_role("link", name="Kies deze tijd").click()
    expect(page.get_by_label("Je naam")).to_be_visible()
    slot = page.url
    look("contact")
    page.get_by_role("button", name="Verder").click()
    look("errors")
    fill_in(page)
    page.get_by_role("button", name="Verder").click()
    look("check")
    page.get_by_role("button", name="Wijzig de tijd").click()
    look("another time")
    page.go_back()
    page.get_by_role("button", name="Maak de afspraak").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vul de code uit je e-mail in")
    look("code")
    type_code_in(page)
    look("appointment")
    page.get_by_role("link", name="Zeg je afspraak af").click()
    look("cancel")
    page.goto(slot)
    look("taken")
    become(page, sanne, live_server.url)
    page.goto(f"{live_server.url}/medewerkers/agenda/")
    page.get_by_role("link", name="Ga naar die week").click()
    look("agenda")
    page.locator(".week-column:has(.talk) h3 a").click()
    look("day")
    assert found == []
    page.context.close()
