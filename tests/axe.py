"""What axe says of a page in the browser: one place that first waits until there is a page."""

from typing import Any

#: WCAG 2.2 level A and AA, and what axe knows to be good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: Nothing fades in any more: halfway, colours have too little contrast. What never ends is not waited for.
STILL = """() => document.getAnimations().every((animation) =>
    animation.playState !== "running" || animation.effect.getComputedTiming().endTime === Infinity)"""


def barriers(page: Any, rules: list[str] = RULES) -> list[tuple[str, list[str]]]:
    """(rule, the elements that break it) for a Playwright page; empty when nobody is kept out.

    ``rules`` are tags or names of rules of axe.
    """
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_load_state("load")  # a form that answers with another page leaves an empty one for a moment
    page.wait_for_function(STILL)
    found = Axe().run(page, options={"runOnly": rules}).response["violations"]
    return [(violation["id"], [node["html"][:150] for node in violation["nodes"]]) for violation in found]
