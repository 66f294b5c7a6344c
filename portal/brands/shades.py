"""Shades of a brand's colour for what cannot work them out itself, as browsers do with ``oklch(from ...)``."""

from coloraide import Color


def night(primary: str) -> str:
    """The paper of a brand by night: ``--night`` of static/css/tokens.css. Colours are "#rrggbb"."""
    colour = Color(primary).convert("oklch")
    return _hex(colour.set({"lightness": 0.225, "chroma": lambda chroma: chroma * 0.28}))


def lit(primary: str) -> str:
    """The first colour, light enough to stand out on something dark and dark enough for white on it."""
    return _hex(Color(primary).convert("oklch").set("lightness", lambda lightness: max(lightness, 0.52)))


def _hex(colour: Color) -> str:
    """What is beyond a screen's colours is cut off, as browsers do for these."""
    return colour.convert("srgb").clip().to_string(hex=True)
