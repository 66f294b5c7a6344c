"""Every part of every page, in its place: four times its size, with more space, by touch, at night, without motion."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.axe import barriers
from tests.journeys.conftest import Crawled
from tests.journeys.crawling import Part, Seen, parts
from tests.journeys.cutting import SMALL, sheets
from tests.journeys.showing import shown

pytestmark = pytest.mark.browser

LOSSES = (Path(__file__).parent / "losses.js").read_text()
MOTION = (Path(__file__).parent / "motion.js").read_text()
#: As a sheet of the page's own, which a content security policy allows to those who build it.
STYLED = """(css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
}"""
#: WCAG 2.2, 1.4.12.
SPACED = """
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }"""
#: WCAG 2.2, 1.4.4, as a phone does it: on the same screen, the letters of everything twice as large.
TWICE = "html { font-size: 200% !important }"

#: What axe may judge otherwise by night and on a wide screen.
OF_COLOUR_AND_WIDTH = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
#: How the parts of a page go together: tests/journeys/test_html.py asks it of all pages.
OF_WHOLE_PAGES = ["heading-order", "landmark-unique", "page-has-heading-one"]
#: What is folded away is judged as well.
UNFOLD = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"


def losses(page: Page) -> list[str]:
    """Everything that is lost on the page as it is shown now, with more space, and on a phone with larger letters."""
    found = page.evaluate(MOTION)
    found += page.evaluate(LOSSES)
    page.evaluate(STYLED, SPACED)
    found += [f"with more space: {loss}" for loss in page.evaluate(LOSSES)]
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate(STYLED, TWICE)
    found += [f"with letters twice as large: {loss}" for loss in page.evaluate(LOSSES)]
    page.evaluate(STYLED, "")
    return list(found)


# With real transactions, as all browser tests: a browser brings an event loop, and with it a connection of its own.
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_at_four_times_the_size_nor_wide_at_night(crawled: Crawled, browser: Browser) -> None:
    """1280 x 1024 px at 400 % is 320 x 256 px (WCAG 1.4.10). In Dutch, whose words are the longer ones.

    Every part in its place; then, on the same sheet, what other colours and another width change for axe.
    """
    pages = sheets(crawled("nl").distinct)
    wrong: set[str] = set()
    with shown(pages) as address, browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        for number in range(len(pages)):
            page.emulate_media(color_scheme="light")
            page.set_viewport_size({"width": 320, "height": 256})
            page.goto(f"{address}/{number}/")
            page.evaluate(UNFOLD)
            barred = barriers(page, again=False, without=OF_WHOLE_PAGES)
            wrong |= {f"{rule}: {element}" for rule, elements in barred for element in elements}
            wrong |= set(losses(page))
            page.emulate_media(color_scheme="dark")
            page.set_viewport_size({"width": 1280, "height": 900})
            barred = barriers(page, OF_COLOUR_AND_WIDTH, again=False, there="wide at night")
            wrong |= {f"wide at night: {rule}: {element}" for rule, elements in barred for element in elements}
    assert wrong == set(), "\n".join(sorted(wrong))
    assert len(pages) > 9


@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing_in_what_only_english_pages_show(crawled: Crawled, browser: Browser) -> None:
    """Marks of Dutch words, for example. The contrast of the rest is known: colours have no language."""
    known = frozenset[Part]().union(*(parts(seen.page) for seen in crawled("nl").distinct))
    pages = sheets(crawled("en").distinct, known)
    wrong: set[str] = set()
    with shown(pages) as address, browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        for number in range(len(pages)):
            page.goto(f"{address}/{number}/")
            page.evaluate(UNFOLD)
            barred = barriers(page, again=False, without=OF_WHOLE_PAGES)
            wrong |= {f"{rule}: {element}" for rule, elements in barred for element in elements}
    assert wrong == set(), "\n".join(sorted(wrong))
    assert pages


LONG = "een regel met veel woorden die op een smal scherm niet naast elkaar passen"


@pytest.mark.parametrize(
    ("bad", "loss"),
    [
        (f"<p style='white-space: nowrap'>{LONG}", "scrolls sideways"),
        (f"<p style='position: relative; left: -5em'>{LONG}", "beyond the edge"),
        (f"<p style='width: 9em; overflow: hidden; white-space: nowrap'>{LONG}", "cut off at the side"),
        (f"<p style='height: 1em; overflow: hidden'>{LONG}", "cut off below"),
        (f"<p>{LONG}</p><p style='margin-top: -3em'>{LONG}", "over each other"),
        (f"<div style='overflow-x: auto'><p style='white-space: nowrap'>{LONG}</div>", "not by keyboard"),
        (f"{'<p>x</p>' * 40}<div style='position: sticky; bottom: 0; height: 9em'>{LONG}</div>", "of the screen"),
        (
            "<div style='position: fixed; inset: auto 0 0; height: 4em; background: red'>x</div>"
            "<a href='/' style='position: absolute; bottom: 0; z-index: -1'>x</a>",
            "cannot be seen",
        ),
        ("<p style='min-inline-size: 18rem'>x", "twice as large: the page scrolls sideways"),
        ("<p style='animation: a 9s infinite'>x<style>@keyframes a { to { scale: 2 } }</style>", "runs: a"),
        ("<p style='transition: color .2s'>x", "moves"),
        (f"<p style='color: #bbb; background: #fff'>{LONG}", "color-contrast"),
        ("<button style='width: 9px; height: 9px; padding: 0'></button><button>x</button>", "button-name"),
    ],
)
def test_what_is_bad_on_purpose_is_found(browser: Browser, bad: str, loss: str) -> None:
    with browser.new_context(viewport={"width": 320, "height": 256}, reduced_motion="reduce") as context:
        page = context.new_page()
        page.set_content(f"<!doctype html><html lang=nl><title>x</title><main><h1>x</h1>{bad}")
        barred = [f"{rule}: {nodes}" for rule, nodes in barriers(page, again=False)]
        assert any(loss in found for found in [*barred, *losses(page)])
        page.set_content(f"<!doctype html><html lang=nl><title>x</title><main><h1>x</h1><p>{LONG}<a href='/'>x</a>")
        assert barriers(page) == []
        assert losses(page) == []


def test_a_row_is_shown_whole_and_words_on_each_ground(browser: Browser) -> None:
    """What only six beside each other, or a background three elements up, do wrong is on a sheet."""
    styles = "<style>.chips { display: flex; flex-wrap: nowrap } .panel--tint { background: #777 }</style>"
    chips = "<li><a href='/'>Opleiding</a></li>"
    short, long = (f"<ul class='chips'>{chips * number}</ul>" for number in (2, 6))
    words = f"<div><div>{"<p style='color: #555'>Lees dit</p>" * SMALL}</div></div>"
    pages = [
        Seen(
            path, "", "a visitor", 200, False, "", f"<html lang=nl><title>x</title>{styles}<main id=m><h1>x</h1>{main}"
        )
        for path, main in (
            ("/short/", f"{short}<section class='panel'>{words}</section>"),
            ("/long/", f"{long}<section class='panel panel--tint'>{words}</section>"),
        )
    ]
    found: dict[str, str] = {}
    for name, shown_pages in (("first", pages[:1]), ("both", pages)):
        with shown(sheets(shown_pages)) as address, browser.new_context(reduced_motion="reduce") as context:
            page = context.new_page()
            page.set_viewport_size({"width": 320, "height": 256})
            page.goto(f"{address}/0/")
            found[name] = f"{barriers(page, ['color-contrast'], again=False)} {page.evaluate(LOSSES)}"
    assert found["first"] == "[] []"
    assert "color-contrast" in found["both"]
    assert "scrolls sideways" in found["both"]
