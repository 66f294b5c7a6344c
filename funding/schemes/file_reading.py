"""A file that somebody sent, read as a scheme; every mistake is told with its line and its place."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from funding.engine.reading import FileError
from funding.engine.scheme_file import SchemeFile, parse
from funding.schemes.errors import WrongFile
from funding.schemes.problem_words import file_error_words

#: A scheme of 200 conditions with examples is a tenth of this.
MOST_BYTES = 1_000_000
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


def read_scheme(content: bytes) -> SchemeFile:
    """The scheme of a file. Raises WrongFile."""
    if len(content) > MOST_BYTES:
        raise WrongFile(_("Dit bestand is groter dan 1 MB. Een regeling is veel kleiner: kies een ander bestand."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise WrongFile(_("Dit bestand is geen tekst (UTF-8). Kies een JSON-bestand.")) from error
    try:
        document = _document(text)
        _check_texts(document)
        return parse(document)
    except json.JSONDecodeError as error:
        words = _("Dit is geen JSON. Kijk naar het teken op plaats %(column)s.") % {"column": error.colno}
        raise WrongFile(words, error.lineno) from error
    except FileError as error:
        words, place = file_error_words(error)
        raise WrongFile(words, line_of(text, place), place) from error
    except RecursionError as error:
        raise WrongFile(_("De haken in dit bestand zitten te diep in elkaar.")) from error


def _document(text: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _value in pairs]
            double = next(name for name in names if names.count(name) > 1)
            raise WrongFile(_("Het veld “%(name)s” staat er twee keer. Haal er een weg.") % {"name": double})
        return found

    def no_number(name: str) -> Any:
        raise WrongFile(_("“%(name)s” is geen getal.") % {"name": name})

    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=no_number)
    except json.JSONDecodeError:
        raise
    except ValueError as error:  # a number of thousands of digits
        raise WrongFile(_("Er staat een veel te groot getal in dit bestand.")) from error


def _check_texts(document: Any) -> None:
    """Raise WrongFile for texts that no database keeps: with a zero byte, or half of a character."""
    for text in _texts(document):
        if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            raise WrongFile(_("Er staat een onleesbaar teken in: “%(text)s”.") % {"text": ascii(text)[:40]})


def _texts(document: Any) -> Iterator[str]:
    if isinstance(document, str):
        yield document
    elif isinstance(document, Mapping):
        for name, part in document.items():
            yield name
            yield from _texts(part)
    elif isinstance(document, list):
        for part in document:
            yield from _texts(part)


def line_of(text: str, place: str) -> int:
    """The line (from 1) of the value at a path of a JSON text, or of the nearest value around it."""
    wanted = [int(step) if re.fullmatch("[0-9]{1,6}", step) else step for step in place.split("/")] if place else []
    best, depth = 0, -1
    for path, at in _values(text):
        if len(path) > depth and path == wanted[: len(path)]:
            best, depth = at, len(path)
    return text.count("\n", 0, best) + 1


def _values(text: str) -> Iterator[tuple[list[str | int], int]]:
    """Every value of a JSON text: its path, and where it begins."""
    steps: list[str | int] = []
    waits_for_name = [False]
    for token in _TOKEN.finditer(text):
        word, at = token.group(), token.start()
        if word in "}]":
            steps.pop()
            waits_for_name.pop()
        elif word == ",":
            if isinstance(steps[-1], int):
                steps[-1] += 1
            else:
                waits_for_name[-1] = True
        elif word == ":":
            waits_for_name[-1] = False
        elif waits_for_name[-1] and word.startswith('"'):
            steps[-1] = json.loads(word)
        else:
            yield list(steps), at
            if word in "{[":
                steps.append("" if word == "{" else 0)
                waits_for_name.append(word == "{")
