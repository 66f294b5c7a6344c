"""With JavaScript questions and times come without loading everything anew, and nobody loses their place by it."""

import pytest
from playwright.sync_api import Page, Route, expect

from courses.models import Course
from tests.journeys.conftest import Open, Visitor
from tests.journeys.test_learner import answer, find_the_course, log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIELD = "main form input:not([type=hidden])"


def mark(page: Page) -> None:
    """Leave something behind that a page that is loaded anew would not have."""
    page.evaluate("window.sameDocument = true")


def still_marked(page: Page) -> bool:
    return page.evaluate("window.sameDocument === true")


def told(page: Page) -> None:
    """The focus is at the page's heading, and its title is read out."""
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("#status")).to_have_text(page.title())


def back(page: Page) -> None:
    """One step back; the server makes that page anew, with what was answered since."""
    with page.expect_event("load"):
        page.go_back()


def at_the_questions(visitor: Visitor) -> Page:
    visitor.judge = lambda: visitor  # type: ignore[method-assign] # the other journeys judge these pages
    find_the_course(visitor)
    visitor.click("Bekijk wat jij betaalt")
    mark(visitor.page)
    return visitor.page


def test_all_questions_are_one_document_and_a_page_with_scripts_of_its_own_is_another(opened: Open) -> None:
    lena = opened(390)
    page = at_the_questions(lena)
    answer(lena)
    addresses, titles = [page.url], [page.title()]
    assert "Waar woon je" in titles[0]
    while "/uitkomst/" not in page.url:
        told(page)
        assert page.evaluate("scrollY") == 0
        answer(lena)
        addresses.append(page.url)
        titles.append(page.title())
    assert still_marked(page)
    assert len(set(addresses)) == len(addresses) == len(set(titles)) > 5
    # What is around the content went along: the language would come back to this page.
    assert page.locator("header input[name=next]").first.get_attribute("value") == lena.path
    lena.sees("Assen")

    # Back to an application after one was logged out: the log-in works with a passkey too, and needs its scripts.
    lena.press("Dit vraag ik aan")
    log_in(lena, "lena@voorbeeld.example")
    lena.fill("Je voor- en achternaam", "Lena de Vries").press("Verder")
    page.locator(".answers__change a[href*=residence]").click()
    expect(page.locator("h1")).to_contain_text("Waar woon je")
    mark(page)
    page.context.clear_cookies(name="session")
    page.locator(".back-link").click()
    expect(page.get_by_label("Je e-mailadres")).to_be_visible()
    assert not still_marked(page)


def test_the_way_back_leads_by_every_question_with_its_answer(opened: Open) -> None:
    lena = opened(1280)
    page = at_the_questions(lena)
    answer(lena)
    home = page.url
    page.locator(FIELD).first.fill("0000 XX")
    lena.press("Verder")
    page.locator(FIELD).first.fill("9401 AB")
    lena.press("Verder")
    expect(page.locator("h1")).not_to_contain_text("Waar woon je")
    back(page)
    # One step, also though the question was sent twice.
    expect(page).to_have_url(home)
    expect(page.locator(FIELD).first).to_have_value("Assen")
    back(page)
    expect(page.locator("h1")).to_contain_text("Wanneer wil je beginnen")


def test_a_mistake_is_told_in_the_same_document_and_keeps_what_was_typed(opened: Open) -> None:
    lena = opened(390)
    page = at_the_questions(lena)
    answer(lena)
    page.locator(FIELD).first.fill("0000 XX")
    lena.press("Verder")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("#status")).to_have_text(page.title())
    assert page.title().startswith("Fout:")
    expect(page.locator(FIELD).first).to_have_value("0000 XX")
    assert still_marked(page)


def test_days_come_without_a_load_and_their_times_get_the_focus(opened: Open) -> None:
    page = opened(390).go("/orienteren/groningen/").page
    mark(page)
    first = page.url
    day = page.locator(".week__day:any-link").nth(2)
    name = day.locator(".visually-hidden").inner_text().strip(", ")
    day.click()
    expect(page.locator(".week__day").nth(2)).to_have_attribute("aria-current", "date")
    expect(page.locator("#tijden")).to_be_focused()
    expect(page.locator("#tijden h2")).to_have_text(name, ignore_case=True)
    expect(page.locator("#status")).to_have_text(name, ignore_case=True)
    expect(page.locator("#tijden")).to_be_in_viewport()
    assert "?dag=" in page.url
    page.locator(".slot").first.click()
    told(page)
    assert page.title().startswith("Je gegevens voor het gesprek")
    assert still_marked(page)
    back(page)
    expect(page.locator(".week__day").nth(2)).to_have_attribute("aria-current", "date")
    back(page)
    expect(page).to_have_url(first)
    expect(page.locator(".week__day").first).to_have_attribute("aria-current", "date")


def unavailable(route: Route) -> None:
    """What the gate answers during maintenance."""
    route.fulfill(
        status=503, content_type="text/html", body="<!doctype html><title>Onderhoud</title><h1>Onderhoud</h1>"
    )


@pytest.mark.complaints("status of 503|Status Error Code 503")
def test_a_form_that_meets_maintenance_says_so_and_keeps_what_was_typed(opened: Open) -> None:
    lena = opened(390)
    page = at_the_questions(lena)
    answer(lena)
    page.locator(FIELD).first.fill("9401 AB")
    page.route("**/*", unavailable)
    page.get_by_role("button", name="Verder").click()
    expect(page.locator("#unavailable")).to_contain_text("hebben we niet ontvangen")
    expect(page.locator("#status")).to_contain_text("hebben we niet ontvangen")
    expect(page.locator("#connection")).to_be_hidden()
    expect(page.locator(FIELD).first).to_have_value("9401 AB")
    page.unroute("**/*")
    lena.press("Verder")
    expect(page.locator("h1")).not_to_contain_text("Waar woon je")
    expect(page.locator("#unavailable")).to_be_hidden()


@pytest.mark.complaints("status of 503|Status Error Code 503")
def test_a_page_that_meets_maintenance_is_the_page_about_it(opened: Open) -> None:
    page = opened(390).go("/orienteren/groningen/").page
    page.route("**/*", unavailable)
    page.locator(".week__day:any-link").nth(2).click()
    expect(page.locator("h1")).to_have_text("Onderhoud")
    assert "?dag=" in page.url


def test_what_is_gone_meanwhile_says_so(opened: Open) -> None:
    lena = opened(390)
    page = at_the_questions(lena)
    answer(lena)
    Course.objects.update(hidden="2026-11-24T12:00Z")
    answer(lena)
    told(page)
    assert still_marked(page)


@pytest.mark.complaints("htmx:sendError|ERR_INTERNET_DISCONNECTED")
def test_without_a_connection_the_question_stays_with_what_was_typed(opened: Open) -> None:
    lena = opened(390)
    page = at_the_questions(lena)
    answer(lena)
    page.locator(FIELD).first.fill("Assen")
    page.context.set_offline(True)
    page.get_by_role("button", name="Verder").click()
    expect(page.locator("#connection")).to_be_visible()
    expect(page.locator(FIELD).first).to_have_value("Assen")
    page.context.set_offline(False)
    lena.press("Verder")
    expect(page.locator("#connection")).to_be_hidden()
    expect(page.locator("h1")).not_to_contain_text("Waar woon je")
