"""Every pair of colours that a page uses can be read, in each brand, by day and by night.

The browser works the tokens out, as it does for visitors: derived shades (color-mix, relative colours) are
measured, not computed a second time here. Limits: WCAG 2.2, 4.5:1 for text (1.4.3), 3:1 for borders (1.4.11).
"""

import pytest
from playwright.sync_api import Browser

from portal.brands.models import validate_tokens
from portal.brands.palettes import PALETTES
from tests.axe import barriers
from tests.portal.gallery import gallery, serve

TEXT = {
    "ink": "paper surface tint accent-soft info-fill success-fill warning-fill error-fill",
    "muted": "paper surface tint",
    "link": "paper surface tint info-fill success-fill warning-fill error-fill",
    "primary": "paper surface tint",
    "on-primary": "primary primary-strong",
    "on-block": "block",
    "on-accent": "accent",
    "error": "paper surface tint error-fill",
    "success": "paper surface tint success-fill",
    "warning": "paper surface tint warning-fill",
    "info": "surface info-fill",
    "paper": "ink",
}
BORDERS = {
    "line": "paper surface",
    "primary": "paper surface tint",
    "error": "paper surface",
    "ink": "paper surface tint",
}
#: Gives the sRGB bytes of each token, whatever colour space it was written in.
MEASURE = """names => {
    const probe = document.body.appendChild(document.createElement("i"));
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    return names.map(name => {
        probe.style.color = `var(--${name})`;
        pen.fillStyle = getComputedStyle(probe).color;
        pen.fillRect(0, 0, 1, 1);
        return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
    });
}"""

type Colour = list[int]


def luminance(colour: Colour) -> float:
    """Relative luminance of sRGB bytes (WCAG 2.2)."""
    parts = [c / 255 for c in colour]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast([0, 0, 0], [255, 255, 255]) == pytest.approx(21)
    assert contrast([0x77, 0x77, 0x77], [255, 255, 255]) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", PALETTES.values(), ids=PALETTES)
def test_demo_palettes_set_only_what_a_brand_may_set(tokens: dict[str, str]) -> None:
    validate_tokens(tokens)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("slug", ["none", *PALETTES])
def test_every_text_of_every_component_can_be_read_in_every_state(browser: Browser, slug: str, scheme: str) -> None:
    """The page of components shows hover, focus, errors, what is off and what is busy standing still."""
    with browser.new_context(color_scheme=scheme, reduced_motion="reduce") as context:  # type: ignore[arg-type]
        page = context.new_page()
        serve(page, slug, gallery(slug))
        assert barriers(page, ["color-contrast"]) == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("slug", ["none", *PALETTES])
def test_every_pair_of_colours_can_be_told_apart(browser: Browser, slug: str, scheme: str) -> None:
    names = sorted({*TEXT, *BORDERS, *" ".join([*TEXT.values(), *BORDERS.values()]).split()})
    html = '<!doctype html><link rel="stylesheet" href="/static/app.css"><link rel="stylesheet" href="/merk.css">'
    with browser.new_context(color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        serve(page, slug, html)
        colours: dict[str, Colour] = dict(zip(names, page.evaluate(MEASURE, names), strict=True))

    is_dark = luminance(colours["paper"]) < 0.1
    assert is_dark == (scheme == "dark")
    weak = [
        f"{front} on {back}: {ratio:.2f}, wants {least}"
        for pairs, least in ((TEXT, 4.5), (BORDERS, 3.0))
        for front, backs in pairs.items()
        for back in backs.split()
        if (ratio := contrast(colours[front], colours[back])) < least
    ]
    assert weak == []
