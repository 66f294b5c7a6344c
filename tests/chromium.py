"""Chromium of this machine for the browser tests; without it they are skipped, and say so.

The root conftest brings the fixture, so that every browser test gets it.
"""

import os
import shutil
from typing import Any

import pytest
from playwright.sync_api import expect

# Playwright's event loop runs in the thread of the tests, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

#: Milliseconds that a browser test waits for what must come; only what never comes takes as long.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if not program:
        pytest.skip("Chromium is not installed here, so no browser test runs (Debian: apt-get install chromium).")
    return browser_type_launch_args | {"executable_path": program, "args": QUIET}
