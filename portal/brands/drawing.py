"""A brand's pictures outside its pages: the mark in a browser's tab and on a phone's screen, and the image of a link.

Drawn from the brand's tokens and the portal's own artwork, so that a new brand has them without anybody drawing.
"""

import hashlib
import json
import re
import struct
from functools import cache, lru_cache
from pathlib import Path

import resvg_py
from django.conf import settings
from django.core.cache import cache as cache_of_all
from django.template.loader import render_to_string

from portal.brands.lettering import Box
from portal.brands.models import Brand
from portal.brands.palettes import PLAIN
from portal.brands.shades import lit

#: Sizes of the mark in pixels: a tab, an iPhone's screen, an Android's screen and its splash.
SIZES = (32, 180, 192, 512)
#: The image of a link, as Open Graph and its readers want it.
SOCIAL = (1200, 630)
CSS = settings.BASE_DIR / "static" / "css" / "components" / "art.css"
FONT = settings.BASE_DIR / "static" / "dist" / "fonts" / "figtree-bold.ttf"
#: Where the words of that image stand: beside the mark, and below it as far as the heads of the people.
NAME = Box(top=56, width=952, height=88, steps=((40, 2), (34, 2), (28, 3), (22, 4)), centred=True)
GREETING = Box(top=190, width=1056, height=140, steps=((64, 2), (52, 2), (40, 3), (32, 4)))
TEMPLATES = settings.BASE_DIR / "templates"
DRAWN_BY = (
    *(TEMPLATES / name for name in ("brand/mark.svg", "brand/social.svg", "components/art/work.html")),
    *(Path(__file__).with_name(name) for name in ("drawing.py", "lettering.py", "shades.py")),
    CSS,
)
#: Seconds; a brand that nobody asks for any more makes room.
KEPT = 30 * 24 * 3600


def mark(brand: Brand, *, full: bool = False) -> str:
    """The brand's mark as SVG. ``full``: to the edges, with room around it, for systems that cut their own shape.

    On something dark, such as a browser's tabs by night, its ground is a little lighter.
    """
    known = colours(brand)
    return render_to_string("brand/mark.svg", {"colours": known, "full": full, "lit": lit(known["primary"])})


def mark_picture(brand: Brand, size: int, *, full: bool = False) -> bytes:
    """The mark as PNG of ``size`` by ``size`` pixels."""
    return _png(mark(brand, full=full), size, size)


def mark_icon(brand: Brand) -> bytes:
    """The mark as ICO, 32 by 32 pixels: one PNG behind a header, as Windows Vista and everything later reads it."""
    picture = mark_picture(brand, 32)
    return struct.pack("<HHHBBBBHHII", 0, 1, 1, 32, 32, 0, 0, 1, 32, len(picture), 22) + picture


def social_picture(brand: Brand) -> bytes:
    """The image that goes with a link to this brand, in the language of the moment, as PNG of SOCIAL pixels."""
    context = {
        "colours": colours(brand),
        "name": NAME.fit(brand.name),
        "greeting": GREETING.fit(brand.text("greeting")),
    }
    return _png(render_to_string("brand/social.svg", context), *SOCIAL, _art(tuple(sorted(colours(brand).items()))))


def colours(brand: Brand) -> dict[str, str]:
    """Every colour token of a brand by its name, with an underscore for a dash; as on its pages by day."""
    tokens = PLAIN | brand.tokens
    return {name.replace("-", "_"): value for name, value in tokens.items() if name != "radius"}


@cache
def manner() -> str:
    """Changes when we draw otherwise: addresses that may be kept for good carry it."""
    return hashlib.sha256(b"".join(file.read_bytes() for file in DRAWN_BY)).hexdigest()


@cache
def _rules() -> str:
    return CSS.read_text()


@lru_cache(maxsize=64)
def _art(palette: tuple[tuple[str, str], ...]) -> str:
    """The styles of the artwork with every custom property filled in; on paper, with a ground in the first colour."""
    known = dict(palette)
    values = {name: value.strip() for name, value in re.findall(r"(--art-[\w-]+):([^;]+);", _rules())}
    for name in ("primary", "on-primary", "accent", "tint"):
        values[f"--art-{name}"] = known[name.replace("-", "_")]
    values |= {"--art-hill": known["primary"], "--art-back": known["accent"]}
    rules = "\n".join(re.findall(r"^\.art-[\w-]+ \{[^}]*\}", _rules(), re.MULTILINE))
    return re.sub(r"var\((--art-[\w-]+)\)", lambda found: values[found[1]], rules)


def _png(svg: str, width: int, height: int, styles: str = "") -> bytes:
    """Draw, or take what was drawn before, so that visitors cannot keep us drawing."""
    asked = json.dumps([svg, width, height, styles, manner()])
    key = f"picture:{hashlib.sha256(asked.encode()).hexdigest()}"
    picture: bytes | None = cache_of_all.get(key)
    if picture is None:
        picture = _drawn(svg, width, height, styles)
        cache_of_all.set(key, picture, KEPT)
    return picture


def _drawn(svg: str, width: int, height: int, styles: str) -> bytes:
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            style_sheet=styles or None,
            width=width,
            height=height,
            skip_system_fonts=True,
            font_files=[str(FONT)],
        )
    )
