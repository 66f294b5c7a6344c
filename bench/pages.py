"""What the first pages weigh on their way to a phone, one JSON line per figure: python -m bench.pages

Measured by Chromium on a demo portal that is started for it, without anything in its cache.
"""

import shutil
import sys
from statistics import median

from playwright.sync_api import sync_playwright

from bench.figures import tell
from bench.portal import demo_portal, public_pages
from tests.chromium import QUIET
from tests.weighing import weigh

VISITS = 3
#: Limits: bytes of HTML, styles and scripts; bytes of fonts (Latin and its extension); requests; how much may jump.
PAGE, FONTS, REQUESTS, SHIFT = 60_000, 35_000, 12, 0.1


def main() -> int:
    well = True
    with demo_portal() as portal, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        for name, address in public_pages(portal).items():
            visits = [weigh(browser, address) for _ in range(VISITS)]
            page = median(visit.page for visit in visits)
            fonts = median(visit.fonts for visit in visits)
            requests = median(visit.requests for visit in visits)
            shift = max(visit.shift for visit in visits)
            well &= tell(f"{name}: html, css and js", page, "bytes", against=PAGE, target=1, n=VISITS)
            well &= tell(f"{name}: fonts", fonts, "bytes", against=FONTS, target=1, n=VISITS)
            well &= tell(f"{name}: requests", requests, "requests", against=REQUESTS, target=1, n=VISITS)
            well &= tell(f"{name}: layout shift", shift, "score", against=SHIFT, target=1, n=VISITS)
        browser.close()
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
