"""A demo portal in this process, and visitors with a real browser who complain about everything."""

import fcntl
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.axe import barriers
from tests.database import shared
from tests.journeys.crawling import Crawl, crawl
from tests.journeys.entrances import entrances
from tests.journeys.staging import load_demo
from tests.keeping import once
from tests.outbox import work_off


@pytest.fixture
def demo(transactional_db: None, settings: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The whole demo region, on 24 November 2026. It is loaded once; after that its rows are put back."""
    with time_machine.travel("2026-11-24T12:00:00+01:00", tick=True):
        settings.DEMO = True
        once(shared(tmp_path_factory.getbasetemp()), "demo", load_demo)
        yield


type Crawled = Callable[[str], Crawl]
#: What this process read of the crawls, so that it is not read again for each test.
KNOWN: dict[str, Crawl] = {}


@pytest.fixture
def crawled(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest, settings: Any) -> Crawled:
    """Gives every page that links lead to, in a language; the first test that asks crawls, in whatever process."""
    folder = shared(tmp_path_factory.getbasetemp())

    def look(language: str, *, wait: bool) -> Crawl | None:
        """None when another process looks in this language now, and one does not wait."""
        if known := KNOWN.get(language):
            return known
        with (folder / f"crawl-{language}.json").open("a+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                return None
            file.seek(0)
            if kept := file.read():
                KNOWN[language] = Crawl.from_json(json.loads(kept))
                return KNOWN[language]
            request.getfixturevalue("db")
            settings.DEMO = True
            with transaction.atomic():
                names, pages = crawl(language, folder)
                pages += entrances(language)
                transaction.set_rollback(True)
            found = Crawl.of(language, names, pages)
            json.dump(found.as_json(), file)
            KNOWN[language] = found
            return found

    def give(language: str) -> Crawl:
        if found := look(language, wait=False):
            return found
        look("en" if language == "nl" else "nl", wait=False)  # better than to wait for who looks in this one
        found = look(language, wait=True)
        assert found
        return found

    return give


def first_look(judged: Path, page: str) -> bool:
    """Whether nobody in this run looked at such a page before; from now on somebody did."""
    with judged.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        if page in file.read().splitlines():
            return False
        file.write(f"{page}\n")
        return True


@dataclass
class Visitor:
    """One browser window. axe judges every page that is passed, once a run: by address, title and mistakes.

    ``judged`` is the file in which they stand. Every shape of page is judged at other widths in test_enlarged.py, and
    there the contrast of every part too.
    """

    page: Page
    base: str
    judged: Path
    script: bool = True

    def go(self, path: str) -> "Visitor":
        self.page.goto(self.base + path)
        return self.judge()

    def judge(self) -> "Visitor":
        """No barrier for anybody on this page, nothing that scrolls sideways, one first heading, a title."""
        page = self.page
        width = page.viewport_size["width"] if page.viewport_size else 0
        page.wait_for_load_state("load")
        kind = re.sub(r"[0-9a-f-]{36}", "*", self.path.split("?")[0])
        # Axe itself needs JavaScript.
        if self.script and first_look(self.judged, f"{kind} {page.title()} {page.locator('.error-summary').count()}"):
            assert barriers(page, contrast=False) == [], page.url
        assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        expect(page.locator("h1")).to_have_count(1)
        assert page.title()
        return self

    def click(self, name: str, role: Any = "link") -> "Visitor":
        """Follow a link or press a button by (a part of) its name; then judge where one comes."""
        self.page.get_by_role(role, name=re.compile(re.escape(name))).first.click()
        return self.arrive()

    def arrive(self) -> "Visitor":
        """Wait for a page that is brought by a swap, and judge it."""
        expect(self.page.locator(".htmx-request")).to_have_count(0)
        return self.judge()

    def press(self, name: str) -> "Visitor":
        return self.click(name, role="button")

    def pick(self, answer: str) -> "Visitor":
        """Choose an answer by its words: its whole row is the target."""
        self.page.locator("label").get_by_text(answer, exact=True).first.click()
        return self

    def fill(self, label: str, text: str) -> "Visitor":
        self.page.get_by_label(re.compile(f"^{re.escape(label)}")).first.fill(text)
        return self

    def fill_code(self, label: str, email: str) -> "Visitor":
        """Fill in the code that this person was mailed, once the page asks for it."""
        expect(self.page.get_by_label(re.compile(f"^{re.escape(label)}")).first).to_be_visible()
        return self.fill(label, mailed_code(email))

    def sees(self, text: str) -> "Visitor":
        expect(self.page.locator("main")).to_contain_text(text)
        return self

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.base)


type Open = Callable[..., Visitor]


@pytest.fixture
def opened(browser: Browser, live_server: Any, demo: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Opens windows, and closes them afterwards."""
    contexts: list[BrowserContext] = []
    judged = shared(tmp_path_factory.getbasetemp()) / "judged"

    def open_window(width: int = 390, **options: Any) -> Visitor:
        size = {"width": width, "height": 844 if width < 600 else 900}
        context = browser.new_context(viewport=size, locale="nl-NL", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        return Visitor(page, live_server.url, judged, options.get("java_script_enabled", True))

    yield open_window
    for context in contexts:
        context.close()


def mailed_code(email: str) -> str:
    """The code that was mailed last to this person; what was promised to others may be mailed in between."""
    work_off()
    bodies = (one.body for one in mail.outbox if email in one.to)
    return [found[0] for body in bodies if (found := re.search(r"(?<!-)\b[2-9B-Z]{4}-[2-9B-Z]{4}\b", body))][-1]


def focus_by_tab(page: Page, target: Locator, most: int = 80) -> None:
    """Press Tab until the target has the focus, as somebody without a mouse does."""
    for _ in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached by keyboard: {target}")
