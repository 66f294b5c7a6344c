"""Finds difficult words in a piece of a page and makes a button of the first of each, which opens its explanation.

The piece is read tag by tag and comes back letter for letter, but for those buttons: nothing is parsed and written
anew, so that no page changes by being explained.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from django.utils.html import escape

from portal.words.catalogue import DifficultWord, difficult_words

#: A comment, or a tag with its name and attributes; what stands in quotes may have a ">" in it.
TAG = re.compile(r"""<!--.*?-->|<(/?)([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.DOTALL)
#: A button has no place in these: they do something when pressed, name something, or are no text at all.
CLOSED_NAMES = (
    "a button h1 h2 h3 h4 h5 h6 label legend summary caption th dt figcaption script style svg textarea select "
    "datalist option code title dialog"
)
CLOSED = frozenset(CLOSED_NAMES.split())
VOID_NAMES = "area base br col embed hr img input link meta source track wbr"
VOID = frozenset(VOID_NAMES.split())
#: Nobody sees these, or something else says them; ``data-plain-words`` is for templates that want no buttons.
UNSEEN = re.compile(r"visually-hidden|aria-hidden=\"true\"|\shidden\b|\sdata-plain-words\b|\spopover\b")
LANGUAGE = re.compile(r"\slang=\"([a-z]+)")


def explain(piece: str, language: str) -> tuple[str, dict[DifficultWord, bool]]:
    """The piece with a button on the first of each difficult word, and the words that got one, in order.

    With each word: whether it only stands where something has to be unfolded first.

    ``language`` is the page's own; parts that say they are in another get the words of that one. What folds open
    counts apart: a word that is explained in there is explained outside as well.
    """
    found: dict[DifficultWord, bool] = {}
    marked: set[tuple[str, bool]] = set()

    def button(match: re.Match[str], tongue: str, folded: bool) -> str:
        word = _by_form(tongue)[_plain(match[0])]
        if (word.slug, folded) in marked:
            return match[0]
        marked.add((word.slug, folded))
        found[word] = found.get(word, True) and folded
        return f'<button type="button" class="word" popovertarget="word-{word.slug}">{match[0]}</button>'

    parts = []
    for text, tongue, folded in _texts(piece, language):
        if tongue is None:
            parts.append(text)
        else:
            parts.append(_pattern(tongue).sub(lambda match, t=tongue, f=folded: button(match, t, f), text))  # type: ignore[misc]
    return "".join(parts), found


def _texts(piece: str, language: str) -> Iterator[tuple[str, str | None, bool]]:
    """The piece in parts: each with its language, None where no button may stand, and whether it is folded away."""
    around: list[tuple[str, bool, str]] = []  # open elements: name, closed to buttons, language
    end = 0
    for tag in TAG.finditer(piece):
        yield _part(piece[end : tag.start()], around, language)
        yield tag[0], None, False
        end = tag.end()
        closing, name, attributes = tag[1], (tag[2] or "").lower(), tag[3] or ""
        if closing:
            # Takes along what was never closed; a stray end tag closes nothing.
            depth = next((n for n in range(len(around) - 1, -1, -1) if around[n][0] == name), len(around))
            del around[depth:]
        elif name and name not in VOID and not attributes.endswith("/"):
            closed, tongue = around[-1][1:] if around else (False, language)
            told = LANGUAGE.search(attributes)
            closed = closed or name in CLOSED or bool(UNSEEN.search(attributes))
            around.append((name, closed, told[1] if told else tongue))
    yield _part(piece[end:], around, language)


def _part(text: str, around: list[tuple[str, bool, str]], language: str) -> tuple[str, str | None, bool]:
    closed, tongue = around[-1][1:] if around else (False, language)
    folded = any(name == "details" for name, *_rest in around)
    return text, None if closed or not text.strip() else ("en" if tongue == "en" else "nl"), folded


@cache
def _by_form(language: str) -> dict[str, DifficultWord]:
    return {_plain(escape(form)): word for word in difficult_words() for form in word.wording(language).forms}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    forms: Iterable[str] = (form for word in difficult_words() for form in word.wording(language).forms)
    longest_first = sorted(forms, key=len, reverse=True)
    return re.compile(r"(?<![\w&-])(?:" + "|".join(_either(form) for form in longest_first) + r")(?![\w-])")


def _either(form: str) -> str:
    """A pattern for a form as it stands in HTML. "STAP" is not "stap"; other words may begin with a capital."""
    pattern = re.escape(escape(form)).replace(re.escape("&#x27;"), "(?:&#x27;|['’])").replace(r"\ ", r"\s+")
    if form[0].islower():
        pattern = f"[{form[0]}{form[0].upper()}]{pattern[1:]}"
    return pattern


def _plain(text: str) -> str:
    """What is the same for every way a form may be written in HTML."""
    return " ".join(text.replace("&#x27;", "'").replace("’", "'").split()).lower()
