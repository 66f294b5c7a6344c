"""What axe says of a page in the browser: one place that first waits until there is a page."""

from functools import cache
from importlib.resources import files
from typing import Any

#: WCAG 2.2 level A and AA, and what axe knows to be good practice.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: Nothing fades in any more: halfway, colours have too little contrast. What never ends is not waited for.
STILL = """() => document.getAnimations().every((animation) =>
    animation.playState !== "running" || animation.effect.getComputedTiming().endTime === Infinity)"""

#: Only what is wrong is told in full, and no stylesheet is fetched anew for a rule about turned screens, which we
#: do not have: together that halves the time.
RUN = """([rules, contrast]) => axe.run(document, {
        runOnly: rules, rules: contrast ? {} : { "color-contrast": { enabled: false } },
        resultTypes: ["violations"], preload: false,
    }).then(({ violations }) => violations)"""


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def barriers(page: Any, rules: list[str] = RULES, *, contrast: bool = True) -> list[tuple[str, list[str]]]:
    """(rule, the elements that break it) for a Playwright page; empty when nobody is kept out.

    ``rules`` are tags or names of rules of axe. The contrast of texts takes three quarters of the time: without it
    for pages whose parts were all judged in the same places on others.
    """
    page.wait_for_load_state("load")  # a form that answers with another page leaves an empty one for a moment
    page.wait_for_function(STILL)
    page.evaluate(_axe() + ";0")
    found = page.evaluate(RUN, [rules, contrast])
    return [(violation["id"], [node["html"][:150] for node in violation["nodes"]]) for violation in found]
