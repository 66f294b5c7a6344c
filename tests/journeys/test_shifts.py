"""Nothing moves while a page comes in: not when its letters arrive after it was drawn."""

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.journeys.conftest import Crawled
from tests.journeys.showing import shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KINDS = ("portal:home", "courses:catalogue", "courses:course", "funding:question", "funding:outcome")
#: Cumulative layout shift (W3C, Layout Instability). Lighthouse calls 0.1 good; a page that keeps still has next to 0.
MOST = 0.02
WATCH = """
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const one of list.getEntries())
            shifts.push([one.value, ...one.sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 120))]);
    }).observe({ type: "layout-shift", buffered: true });
"""
#: Two frames: after the first one the shifts of the letters that came are known.
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


class Late:
    """Keeps what a page asks for until it is let go."""

    def __init__(self) -> None:
        self.held: list[Route] = []
        self.let_go = False

    def __call__(self, route: Route) -> None:
        if self.let_go:
            route.continue_()
        else:
            self.held.append(route)

    def release(self) -> None:
        self.let_go = True
        while self.held:
            self.held.pop().continue_()


def load_slowly(page: Page, address: str) -> list[tuple[float, ...]]:
    """The shifts of a page whose fonts come when everything else is drawn already."""
    late = Late()
    page.route("**/*.woff2", late)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => performance.getEntriesByType('paint').length > 0")
    page.evaluate(DRAWN)
    assert late.held, "no letters were asked for"
    late.release()
    page.wait_for_load_state("load")
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate(DRAWN)
    found: list[tuple[float, ...]] = page.evaluate("shifts")
    return found


def test_nothing_moves_while_a_page_comes_in(crawled: Crawled, browser: Browser) -> None:
    pages = [next(seen for seen in crawled("nl").pages if seen.kind == kind and not seen.empty) for kind in KINDS]
    wrong = {}
    with shown(pages) as address:
        for width in (390, 1280):
            for number, seen in enumerate(pages):
                # A context of its own: nothing is kept from the page before.
                with browser.new_context(viewport={"width": width, "height": 844}) as context:
                    page = context.new_page()
                    page.add_init_script(WATCH)
                    shifts = load_slowly(page, f"{address}/{number}/")
                    if sum(shift[0] for shift in shifts) >= MOST:
                        wrong[f"{seen} at {width} px"] = shifts
    assert wrong == {}, "\n".join(f"{page}: {shifts}" for page, shifts in wrong.items())


def test_what_moves_on_purpose_is_seen(browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(WATCH)
        page.set_content("<p id=above></p><p>Deze tekst schuift naar beneden.</p>" * 9)
        page.evaluate(WATCH)
        page.evaluate(DRAWN)
        page.evaluate("document.getElementById('above').style.height = '400px'")
        page.evaluate(DRAWN)
        assert sum(shift[0] for shift in page.evaluate("shifts")) >= MOST
