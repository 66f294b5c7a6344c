"""Chromium of this machine for the browser tests; without it they are skipped, and say so.

The root conftest brings the fixture, so that every browser test gets it.
"""

import os
import shutil
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import expect

# Playwright's event loop runs in the thread of the tests, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

#: Milliseconds that a browser test waits for what must come; only what never comes takes as long.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(autouse=True, scope="session")
def _a_browser_keeps_its_connections() -> None:
    """The server of a browser test keeps a connection to the database as long as the browser keeps one to it."""
    connections.settings["default"] |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}


#: What is found first is used. The shell is the same engine without windows: a page takes it a fifth less.
PROGRAMS = ("chromium-headless-shell", "chromium", "google-chrome")
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
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if not program:
        pytest.skip("Chromium is not installed here, so no browser test runs (Debian: apt-get install chromium).")
    return browser_type_launch_args | {"executable_path": program, "args": QUIET}
