"""What a program can see of plain Dutch (B1): no long sentences, no words of an office, and "je" instead of "u".

It says nothing about whether a text is understood: only people who read it can.
"""

import json
import re
from collections.abc import Iterator

from babel.messages.pofile import read_po
from django.conf import settings

from funding.schemes.loading import DATA

#: Words in a sentence, at most; what stands in a place-holder or a tag is one or none.
LONGEST = 20
OFFICE = re.compile(
    r"\b(?:u|uw|uzelf|dient|dienen|middels|indien|conform|betreffende|derhalve|alsmede|reeds|tevens|thans|aangaande"
    r"|inzake|teneinde|omtrent|desgewenst|hierbij|bovengenoemde?|onderhavige?|voornoemde?|geschieden|geschiedt"
    r"|ingevolge|krachtens|ter zake|ten behoeve|dientengevolge|mitsdien|niettegenstaande|verzoeken wij)\b",
    re.IGNORECASE,
)
#: Where a sentence ends; in a letter also a cell, a line, a heading and a choice.
END = re.compile(
    r"(?<=[.!?:])[”’\"]?\s+|\n\s*\n|;\s|</?(?:li|p|h[1-6]|td|th|tr|dd|dt|br|div|ul|strong)[^>]*>|{%\s*(?:if|el|endif)[^%]*%}"
)
COMMENT = re.compile(r"{% comment %}.*?{% endcomment %}", re.DOTALL)
MARKUP = re.compile(r"{%.*?%}|<[^>]*>", re.DOTALL)


def on_screen() -> Iterator[str]:
    """Every text of pages, forms and mails: Dutch is the language that they are written in."""
    with (settings.BASE_DIR / "locale/en/LC_MESSAGES/django.po").open("rb") as file:
        for message in read_po(file, locale="en"):
            yield from [message.id] if isinstance(message.id, str) else message.id
    with (settings.BASE_DIR / "locale/nl/LC_MESSAGES/django.po").open("rb") as file:
        for message in read_po(file, locale="nl"):
            yield from [message.string] if isinstance(message.string, str) else message.string


def in_letters() -> Iterator[str]:
    for file in (settings.BASE_DIR / "templates/funding/letters").glob("*.html"):
        yield file.read_text()
    yield (settings.BASE_DIR / "templates/funding/letter_body.html").read_text()


def of_schemes() -> Iterator[str]:
    """What learners read of a scheme: its three texts, and the sentences of its conditions."""
    for path in sorted(DATA.glob("*.json")):
        document = json.loads(path.read_text())
        yield from (document["summary"], document["for_whom"], document.get("how_to_apply", ""))
        yield from re.findall(r'"label": "([^"]+)"', path.read_text())


def hard(texts: Iterator[str]) -> list[str]:
    """The sentences that are too long, and those with a word of an office in them."""
    found = []
    for text in texts:
        for sentence in END.split(COMMENT.sub("", text)):
            plain = " ".join(MARKUP.sub(" ", sentence).split())
            words = [word for word in plain.split() if re.search(r"\w", word)]
            if len(words) > LONGEST or OFFICE.search(plain):
                found.append(f"{len(words)}: {plain}")
    return found


def test_the_measure_sees_what_it_is_for() -> None:
    long = " ".join(["woord"] * (LONGEST + 1))
    assert len(hard(iter([long, "Indien je niet komt, bel dan.", "Vul uw naam in."]))) == 3
    assert hard(iter(["Kom je niet? Bel dan.", f"{long[:30]}. {long[:30]}."])) == []


def test_texts_on_screen_and_in_mails_are_short_and_plain() -> None:
    assert hard(on_screen()) == []


def test_letters_are_short_and_plain() -> None:
    assert hard(in_letters()) == []


def test_texts_of_schemes_are_short_and_plain() -> None:
    assert hard(of_schemes()) == []
