"""What `make bench-pages` measures with is right: it sees what is there."""

import pytest
from playwright.sync_api import Browser

from tests.weighing import weigh

pytestmark = pytest.mark.browser


def test_a_page_that_jumps_is_seen_to_jump(browser: Browser) -> None:
    late = "<script>new PerformanceObserver(() => document.body.prepend(Object.assign("
    late += "document.createElement('h1'), { style: 'height: 300px' }))).observe({ type: 'paint' })</script>"
    jumping = weigh(browser, f"data:text/html,<p>{'een zin ' * 200}{late}")
    assert jumping.shift > 0.1
    assert jumping.page > 1600
    assert weigh(browser, "data:text/html,<p>een zin").shift == 0
