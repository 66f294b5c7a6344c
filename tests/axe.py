"""What axe says of a page in the browser: one place that first waits until there is a page."""

from collections.abc import Sequence
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
RUN = """([rules, left]) => axe.run(document, {
        runOnly: rules, rules: Object.fromEntries(left.map((rule) => [rule, { enabled: false }])),
        resultTypes: ["violations"], preload: false,
    }).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html, target }) => {
        // Of a sheet of cuttings (tests/journeys/cutting.py) also the page from which it was cut.
        const page = document.querySelector(target.flat().at(-1))?.closest("[data-from]")?.dataset.from;
        return html.slice(0, 150) + (page ? ` from ${page}` : "");
    })]))"""

#: Of texts that can be seen, the contrast of those that no earlier page of this window showed like that: an element and
#: what holds it, with their classes and types, and the colour, the size and the ground of its letters. The key is where
#: they were shown.
ONLY_NEW = """(there) => {
    const look = (one) => `${one?.localName} ${one?.getAttribute("class")} ${one?.getAttribute("type")}`;
    const grounds = new Map([[null, ""]]);
    const ground = (one) => {
        if (!grounds.has(one)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(one);
            const own = `${backgroundColor} ${backgroundImage} ${opacity}`;
            const nothing = own === "rgba(0, 0, 0, 0) none 1";
            const covers = /^rgb\\(.* none 1$/.test(own);
            grounds.set(one, nothing ? ground(one.parentElement) : covers ? own : own + ground(one.parentElement));
        }
        return grounds.get(one);
    };
    let known = [];
    try { known = JSON.parse(sessionStorage.getItem(there) ?? "[]"); } catch { /* a page without an address */ }
    known = new Set(known);
    for (const element of document.body.querySelectorAll("*")) {
        element.removeAttribute("data-new");
        if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        const { color, fontSize, fontWeight } = getComputedStyle(element);
        const letters = [color, fontSize, fontWeight, ground(element)];
        const part = [look(element), look(element.parentElement), ...letters].join();
        if (known.has(part)) continue;
        known.add(part);
        element.setAttribute("data-new", "");
    }
    try { sessionStorage.setItem(there, JSON.stringify([...known])); } catch { /* likewise */ }
    axe.configure({ rules: [{ id: "color-contrast", selector: "[data-new]" }] });
}"""


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def barriers(
    page: Any,
    rules: list[str] = RULES,
    *,
    contrast: bool = True,
    again: bool = True,
    there: str = "here",
    without: Sequence[str] = (),
) -> list[tuple[str, list[str]]]:
    """(rule, the elements that break it) for a Playwright page; empty when nobody is kept out.

    ``rules`` are tags or names of rules of axe. The contrast of texts takes three quarters of the time: without it
    for pages whose parts were all judged in the same places on others, and with ``again=False`` only of the parts that
    the pages judged before in this window did not show ``there`` (in those colours, on a screen of that width).
    ``without`` these rules.
    """
    page.wait_for_load_state("load")  # a form that answers with another page leaves an empty one for a moment
    page.wait_for_function(STILL)
    if not page.evaluate("() => 'axe' in window"):  # it stays while parts of a page are swapped
        page.evaluate(_axe() + ";0")
    if not again:
        page.evaluate(ONLY_NEW, there)
    left = [*without, *([] if contrast else ["color-contrast"])]
    return [(rule, elements) for rule, elements in page.evaluate(RUN, [rules, left])]
