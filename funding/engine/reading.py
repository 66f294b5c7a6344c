"""Reading a JSON document strictly: every field is taken by its type, and every error names the place."""

from collections.abc import Mapping
from datetime import date


class FileError(ValueError):
    """A document that is not what it should be. ``place`` is the path of the field ("versions/0/terms")."""

    def __init__(self, place: str, words: str) -> None:
        super().__init__(f"{place}: {words}")
        self.place, self.words = place, words


class Fields:
    """The fields of one JSON object, taken one by one; every error names the place."""

    def __init__(self, document: object, path: str) -> None:
        if not isinstance(document, Mapping):
            raise FileError(path or "the file", "must be an object")
        self.document, self.path = document, path
        self.left = set(document)

    def place(self, name: str) -> str:
        """The path of a field."""
        return f"{self.path}/{name}".lstrip("/")

    def given(self, name: str) -> bool:
        """Whether an optional field has a value (null and the empty text are none)."""
        self.left.discard(name)
        return self.document.get(name) not in (None, "")

    def take(self, name: str) -> object:
        """The value of a field, whatever it is. Raises FileError when it is missing."""
        self.left.discard(name)
        if name not in self.document:
            raise FileError(self.place(name), "is missing")
        return self.document[name]

    def text(self, name: str) -> str:
        """A text that is not empty."""
        value = self.take(name)
        if not isinstance(value, str) or not value.strip():
            raise FileError(self.place(name), "must be a text")
        return value.strip()

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of these texts."""
        value = self.text(name)
        if value not in choices:
            raise FileError(self.place(name), f"must be one of {', '.join(choices)}")
        return value

    def whole(self, name: str, least: int) -> int:
        """A whole number, not below ``least``."""
        value = self.take(name)
        if type(value) is not int or value < least:
            raise FileError(self.place(name), f"must be a whole number of at least {least}")
        return value

    def yes_no(self, name: str) -> bool:
        """True or false."""
        value = self.take(name)
        if not isinstance(value, bool):
            raise FileError(self.place(name), "must be true or false")
        return value

    def day(self, name: str) -> date:
        """An ISO date."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError as error:
            raise FileError(self.place(name), "must be a date such as 2026-11-23") from error

    def object(self, name: str) -> "Fields":
        """An object."""
        return Fields(self.take(name), self.place(name))

    def objects(self, name: str) -> "list[Fields]":
        """A list of objects."""
        value = self.take(name)
        if not isinstance(value, list):
            raise FileError(self.place(name), "must be a list")
        return [Fields(part, f"{self.place(name)}/{number}") for number, part in enumerate(value)]

    def nothing_else(self) -> None:
        """Raise FileError when a field was not taken: nothing that is written may be overlooked."""
        for name in sorted(self.left):
            raise FileError(self.place(name), "is not a field of this")
