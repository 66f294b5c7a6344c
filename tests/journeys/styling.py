"""What classes do in the stylesheet, as far as it decides which parts of pages a browser has to see."""

import re
from functools import cache

from django.conf import settings

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
#: What a class is not, or what holds another: its styles are not those of the class in it.
WITHIN = re.compile(r":(?:not|has|where|is)\([^)]*\)")
ROW = re.compile(r"display:\s*(?:inline-)?flex|grid-template|grid-auto-flow:\s*column")
COLUMN = re.compile(r"flex-direction:\s*column")
GROUND = re.compile(r"(?<![\w-])background(?:-color|-image)?:(?!\s*(?:none|transparent))")


@cache
def _rules() -> list[tuple[frozenset[str], str]]:
    """(the classes that a rule is about, its declarations) of the stylesheet of all pages."""
    found = RULE.findall((settings.BASE_DIR / "static" / "dist" / "app.css").read_text())
    return [
        (
            frozenset(
                name
                for selector in WITHIN.sub("", selectors).split(",")
                for name in re.findall(r"\.([\w-]+)", re.split(r"[\s>+~]+", selector.strip())[-1])
            ),
            declarations,
        )
        for selectors, declarations in found
    ]


@cache
def rows() -> frozenset[str]:
    """Classes whose elements lay out what they hold beside each other, on some screen."""
    flat = [names for names, declarations in _rules() if ROW.search(declarations) and not COLUMN.search(declarations)]
    return frozenset[str]().union(*flat)


@cache
def grounds() -> frozenset[str]:
    """Classes that put another background behind the words in their elements, in some state."""
    return frozenset[str]().union(*(names for names, declarations in _rules() if GROUND.search(declarations)))
