"""What a page weighs on its way to a phone, as Chromium counts it: compressed, with the headers of the answers."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser

#: Sums up how much of the page jumps (Cumulative Layout Shift), from its first moment.
WATCH = """
window.shifted = 0;
window.shifts = new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifted += shift.value;
});
window.shifts.observe({ type: "layout-shift", buffered: true });
"""
#: An observer hears of a frame after it was drawn.
SHIFTED = """() => new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(window.shifted)))))"""


@dataclass
class Weight:
    """Bytes over the wire by kind ("Document", "Stylesheet", "Script", "Font", "Image"), requests, and jumps."""

    kinds: dict[str, int] = field(default_factory=dict)
    requests: int = 0
    shift: float = 0.0

    @property
    def page(self) -> int:
        """HTML, styles and scripts."""
        return sum(self.kinds.get(kind, 0) for kind in ("Document", "Stylesheet", "Script"))

    @property
    def fonts(self) -> int:
        return self.kinds.get("Font", 0)


def weigh(browser: Browser, address: str) -> Weight:
    """Visit a page for the first time, on a phone, and scroll it to its end."""
    weight = Weight()
    kinds: dict[str, str] = {}

    def arrived(answer: dict[str, Any]) -> None:
        kinds[answer["requestId"]] = answer["type"]

    def finished(answer: dict[str, Any]) -> None:
        kind = kinds[answer["requestId"]]
        weight.kinds[kind] = weight.kinds.get(kind, 0) + int(answer["encodedDataLength"])
        weight.requests += 1

    with browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL") as context:
        context.add_init_script(WATCH)
        page = context.new_page()
        protocol = context.new_cdp_session(page)
        protocol.on("Network.responseReceived", arrived)
        protocol.on("Network.loadingFinished", finished)
        protocol.send("Network.enable")
        page.goto(address, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
        weight.shift = page.evaluate(SHIFTED)
    return weight
