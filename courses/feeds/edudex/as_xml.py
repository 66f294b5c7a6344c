"""EDU-DEX as JSON: the same elements as in XML, so a program becomes an element and is read as such.

Texts by language ({"nl": ..., "en": ...}) repeat with xml:lang; a date with isFinal gets that as an attribute.
"""

import re

from lxml import etree

from courses.feeds.json import Json, words
from courses.feeds.texts import printable
from courses.feeds.xml import LANGUAGE, PATH, Element

_LANGUAGES = re.compile(r"[a-z]{2}(-[A-Za-z]{2})?")
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
#: Objects whose names look like languages and are none.
_NEVER_BY_LANGUAGE = {"programDuration", "studyLoad"}


def element_of(name: str, value: Json, path: str) -> Element:
    """The element with this name that says what the JSON says; ``path`` is for reports."""
    element = etree.Element(name)
    element.set(PATH, path or name)
    _fill(element, value, path)
    return element


def _fill(element: Element, value: Json, path: str) -> None:
    if not isinstance(value, dict):
        element.text = _text(value)
        return
    if set(value) <= {"date", "isFinal"} and "date" in value:
        element.text = _text(value["date"])
        if value.get("isFinal") is not None:
            element.set("isFinal", _text(value["isFinal"]))
        return
    for name, inner in value.items():
        if not _NAME.fullmatch(name):
            continue
        for number, one in enumerate(inner if isinstance(inner, list) else [inner]):
            if one is None:
                continue
            at = f"{path}.{name}" + (f"[{number}]" if isinstance(inner, list) else "")
            _add(element, name, one, at.lstrip("."))


def _add(parent: Element, name: str, value: Json, path: str) -> None:
    by_language = (
        isinstance(value, dict)
        and bool(value)
        and name not in _NEVER_BY_LANGUAGE
        and all(_LANGUAGES.fullmatch(key) for key in value)
    )
    if not by_language:
        child = etree.SubElement(parent, name)
        child.set(PATH, path)
        _fill(child, value, path)
        return
    for language, told in value.items():
        if told is not None:
            child = etree.SubElement(parent, name)
            child.set(LANGUAGE, language)
            child.set(PATH, path)
            child.text = _text(told)


def _text(value: Json) -> str:
    return printable(words(value))
