"""Merge fields: what a fund may write between square brackets in its own words, and what it becomes in a letter."""

import re
from collections.abc import Iterable, Mapping

from funding.letters.enums import Occasion

#: In every letter: the learner, the application, the scheme, the course, its provider and the fund.
EVERYWHERE = ("naam", "nummer", "regeling", "cursus", "opleider", "fonds")
#: What a letter tells besides; amounts and days come written out.
BESIDES: Mapping[Occasion, tuple[str, ...]] = {
    Occasion.GRANTED: ("bedrag",),
    Occasion.PARTLY_GRANTED: ("bedrag", "gevraagd"),
    Occasion.REFUSED: ("gevraagd",),
    Occasion.SET_ASIDE: ("gevraagd",),
    Occasion.EXTENSION: ("datum",),
    Occasion.OBJECTION_RECEIVED: ("datum",),
    Occasion.SETTLEMENT: ("bedrag", "eerder"),
    Occasion.RECOVERY: ("bedrag",),
    Occasion.FORWARDED: ("nieuw fonds",),
}
#: What a summary of a fund's own must not leave out: who reads nothing else has to read this.
NEEDED: Mapping[Occasion, tuple[str, ...]] = {
    Occasion.GRANTED: ("bedrag",),
    Occasion.PARTLY_GRANTED: ("bedrag", "gevraagd"),
    Occasion.EXTENSION: ("datum",),
    Occasion.OBJECTION_RECEIVED: ("datum",),
    Occasion.SETTLEMENT: ("bedrag",),
    Occasion.RECOVERY: ("bedrag",),
    Occasion.FORWARDED: ("nieuw fonds",),
}
_FIELD = re.compile(r"\[([^\[\]]*)\]")


def fields_for(occasion: Occasion) -> tuple[str, ...]:
    """The names of the merge fields of a letter."""
    return EVERYWHERE + BESIDES[occasion]


def unknown_in(text: str, occasion: Occasion) -> list[str]:
    """What stands between brackets and is no field of this letter, each once, in order."""
    return list(dict.fromkeys(name for name in _FIELD.findall(text) if name not in fields_for(occasion)))


def missing_in(summary: str, occasion: Occasion) -> list[str]:
    """What a summary has to say and does not; nothing when it is empty (then the standard one is used)."""
    return [name for name in NEEDED.get(occasion, ()) if summary and f"[{name}]" not in summary]


def merged(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled in; plain text, to be escaped where it is shown.

    A value is never looked through for fields again: a learner called "[bedrag]" stays that.
    """
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)


def in_brackets(names: Iterable[str]) -> str:
    """Names as one writes them: "[naam] [bedrag]"."""
    return " ".join(f"[{name}]" for name in names)
