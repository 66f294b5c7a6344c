"""The one list of difficult words: what fund people say, and what it means in plain Dutch and plain English."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data" / "words.json"
LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Wording:
    """A word in one language: how it is called in the list, how it stands in texts, what it means."""

    word: str
    forms: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class DifficultWord:
    """One word of the trade; ``slug`` is its place on the page of words, the same in every language."""

    slug: str
    nl: Wording
    en: Wording

    def wording(self, language: str) -> Wording:
        """In English where asked for, else in Dutch."""
        return self.en if language == "en" else self.nl

    def row(self, language: str) -> dict[str, str]:
        """For a page in that language: "slug", "word", "text", and "dutch": how funds call it, unless told already."""
        own = self.wording(language)
        dutch = "" if self.nl.word.lower() in own.word.lower() else self.nl.word
        return {"slug": self.slug, "word": own.word, "text": own.text, "dutch": dutch}


@cache
def difficult_words() -> tuple[DifficultWord, ...]:
    """All words, as the data file has them."""
    rows = json.loads(DATA.read_text(encoding="utf-8"))
    return tuple(DifficultWord(row["slug"], *(_wording(row[language]) for language in LANGUAGES)) for row in rows)


def word_list(language: str) -> list[dict[str, str]]:
    """The rows of all words, in the order of that language's alphabet."""
    return sorted((word.row(language) for word in difficult_words()), key=lambda row: row["word"].lower())


def _wording(row: dict[str, object]) -> Wording:
    forms = row["forms"]
    if not isinstance(forms, list):
        raise TypeError(f"the forms of {row['word']} are no list")
    return Wording(str(row["word"]), tuple(str(form) for form in forms), str(row["text"]))
