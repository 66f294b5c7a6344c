"""Make docs/home.png: the home page of a demo portal that was started for it, as a phone and a desk see it."""

import pathlib
import shutil
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import os  # noqa: E402

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("PORTAL_MODE", "test")

from playwright.sync_api import sync_playwright  # noqa: E402

from tests.chromium import QUIET  # noqa: E402
from tests.running import Portal  # noqa: E402


def main() -> None:
    folder = pathlib.Path(tempfile.mkdtemp(prefix="doorleren-picture-"))
    folder.chmod(0o755)
    portal = Portal(folder / "data")
    try:
        portal.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
            page = browser.new_page(viewport={"width": 1280, "height": 800}, locale="nl-NL")
            page.goto(portal.address)
            page.screenshot(path=ROOT / "docs" / "home.png")
            browser.close()
    finally:
        portal.end()
        shutil.rmtree(folder, ignore_errors=True)


main()
