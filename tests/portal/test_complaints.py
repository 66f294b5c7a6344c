"""The rule for all browser tests: what a page complains of fails the test that opened it."""

import pytest
from playwright.sync_api import Browser

from tests.axe import barriers
from tests.complaints import nobody_complains

POLICY = "default-src 'none'"
HOST = "http://portal.test/"
#: Needs no network: the address is answered by the test.
PAGE = "<!doctype html><html lang=nl><title>x</title><main><h1>x</h1>"


def show(browser: Browser, html: str, **options: bool) -> None:
    with browser.new_context(**options) as context:  # type: ignore[arg-type]
        page = context.new_page()
        headers = {"Content-Security-Policy": POLICY} if "<script>" not in html else {}
        page.route("**/*", lambda route: route.fulfill(body=html, headers=headers, content_type="text/html"))
        page.goto(HOST)


@pytest.mark.browser
@pytest.mark.complaints(".")
@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<p style='color: red'>", "Content Security Policy"),
        ("<img src=https://elders.test/x.png alt=''>", "Content Security Policy"),
        ("<script>console.error('mis')</script>", "mis"),
        ("<script>nergens()</script>", "nergens is not defined"),
    ],
)
def test_a_complaint_of_the_browser_fails_the_test(browser: Browser, html: str, complaint: str) -> None:
    with pytest.raises(AssertionError, match=complaint), nobody_complains(browser):
        show(browser, PAGE + html)


@pytest.mark.browser
@pytest.mark.complaints("Content Security Policy")
def test_a_violation_is_seen_without_javascript_too(browser: Browser) -> None:
    with pytest.raises(AssertionError, match="Content Security Policy"), nobody_complains(browser):
        show(browser, PAGE + "<p style='color: red'>", java_script_enabled=False)


@pytest.mark.browser
def test_a_page_without_faults_passes(browser: Browser) -> None:
    with nobody_complains(browser):
        show(browser, PAGE)


@pytest.mark.browser
def test_a_target_that_is_too_small_is_a_barrier(browser: Browser) -> None:
    """axe leaves its rule for the size of targets (WCAG 2.5.8) out unless it is asked for: it is."""
    small = "<button {}>x</button> <button {}>y</button>".replace("{}", "style='width:12px;height:12px;padding:0'")
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content(PAGE + small)
        assert [rule for rule, _ in barriers(page)] == ["target-size"]
        page.set_content(PAGE + small.replace("12px", "24px"))
        assert barriers(page) == []
