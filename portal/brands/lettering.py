"""Fits a text of any length into a box of the image of a link: as large as it goes, and then on more lines.

How wide letters are is not measured but kept on the safe side: what draws them tells nobody.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: At most this many ems wide is each of these letters in Figtree Bold; the last goes for all other ones.
WIDTHS = (
    (" .,:;'’!|ijlI()[]", 0.39),
    ('abcdefghknopqrstuvxyzJ-–"“”?/*', 0.63),
    ("ABCDEFGHKLNOPQRSTUVXYZ0123456789&w+=", 0.84),
)
WIDEST = 1.12
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    baseline: float


@dataclass(frozen=True, slots=True)
class Lettering:
    """Lines with the height at which each stands, in pixels from the top, and the size of their letters in pixels."""

    size: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """Room for a text. ``steps`` are sizes of letters and how many lines of those fit, the nicest first.

    The text begins at the top, or stands around the middle when ``centred``. All in pixels.
    """

    top: int
    width: int
    height: int
    steps: tuple[tuple[int, int], ...]
    centred: bool = False

    def fit(self, text: str) -> Lettering:
        """The text as large as it goes; each sentence begins a line where there are lines for it."""
        sentences = re.split(r"(?<=[.?!])\s+", text)
        for size, most in self.steps:
            for parts in (sentences, [text]):
                lines = [line for part in parts for line in wrapped(part, self.width / size)]
                if len(lines) <= most:
                    return self._set(size, lines)
        last = lines[most - 1]
        while width(f"{last} {ELLIPSIS}") > self.width / size:
            last = last[:-1]
        return self._set(size, [*lines[: most - 1], f"{last.rstrip()} {ELLIPSIS}"])

    def _set(self, size: int, lines: Sequence[str]) -> Lettering:
        pitch = 1.16 * size
        free = self.height - 0.72 * size - pitch * (len(lines) - 1)
        first = self.top + 0.72 * size + (free / 2 if self.centred else 0)
        return Lettering(size, tuple(Line(line, round(first + at * pitch, 1)) for at, line in enumerate(lines)))


def wrapped(text: str, ems: float) -> list[str]:
    """A text in lines of at most so many ems wide. Breaks after a hyphen; within a word that fits on no line."""
    lines = [""]
    for piece in _pieces(text, ems):
        if lines[-1] and width(lines[-1] + piece.rstrip()) > ems:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def width(text: str) -> float:
    """At most this many ems wide is a text."""
    return sum(next((ems for letters, ems in WIDTHS if letter in letters), WIDEST) for letter in text)


def _pieces(text: str, ems: float) -> Iterable[str]:
    for piece in re.findall(r"[^\s-]+-+|[^\s-]+\s*|-+\s*", text):
        rest = piece
        while width(rest.rstrip()) > ems:
            most = max(n for n in range(1, len(rest) + 1) if n == 1 or width(rest[:n]) <= ems)
            yield rest[:most]
            rest = rest[most:]
        yield rest
