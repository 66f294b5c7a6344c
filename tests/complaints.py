"""What a browser complains about: errors in the console, scripts that broke, what the content security policy refused.

The root conftest brings the fixture, so that whatever a browser test opens, a complaint fails that test.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.chromium import PATIENCE

#: Answers that tell of a mistake; and htmx says so when a newer search replaces one under way.
EXPECTED = r"status of (404|409|410|422)|htmx:(sendAbort|afterRequest)|Service Worker registration blocked"


@contextmanager
def nobody_complains(browser: Browser, *expected: str) -> Iterator[None]:
    """AssertionError when a page that is opened meanwhile complains of what no pattern of ``expected`` is found in."""
    complaints: list[str] = []

    def note(text: str) -> None:
        if not any(re.search(pattern, text) for pattern in (EXPECTED, *expected)):
            complaints.append(text)

    def watched(make: Callable[..., BrowserContext]) -> Callable[..., BrowserContext]:
        def new_context(**options: Any) -> BrowserContext:
            # What is kept for when there is no network has a test of its own (tests/portal/test_offline.py).
            context = make(**({"service_workers": "block"} | options))
            # Chromium tells of every violation of the policy in the console, also without JavaScript.
            context.set_default_timeout(PATIENCE)
            context.on("console", lambda said: note(said.text) if said.type in {"error", "warning"} else None)
            context.on("weberror", lambda error: note(str(error.error)))
            return context

        return new_context

    with patch.object(browser, "new_context", watched(browser.new_context)):
        yield
    assert not complaints, "the browser complains: " + "\n".join(complaints)


@pytest.fixture(autouse=True)
def _nobody_complains(request: pytest.FixtureRequest) -> Iterator[None]:
    """``@pytest.mark.complaints("pattern")`` on a test that is about something that browsers complain of."""
    if "browser" not in request.fixturenames:
        yield
        return
    marker = request.node.get_closest_marker("complaints")
    with nobody_complains(request.getfixturevalue("browser"), *(marker.args if marker else ())):
        yield
