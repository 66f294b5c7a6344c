"""Reading a JSON document strictly: every field is taken by its type, and every error names the place."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

#: The years that a date of a scheme can lie in: another one is a slip of the keyboard.
YEARS = range(1900, 2200)


class FileProblem(StrEnum):
    """Why a document was refused, in words for who programs; ``%s`` is the detail.

    The portal turns it into a sentence in Dutch (funding.schemes.problem_words).
    """

    NOT_AN_OBJECT = "must be an object"
    MISSING = "is missing"
    NOT_A_TEXT = "must be a text"
    TOO_LONG = "must be a text of at most %s characters"
    NOT_A_CHOICE = "must be one of %s"
    NOT_WHOLE = "must be a whole number from %s"
    NOT_YES_OR_NO = "must be true or false"
    NOT_A_DATE = "must be a date such as 2026-11-23"
    NOT_A_LIST = "must be a list"
    EMPTY = "there is none"
    UNKNOWN_FIELD = "is not a field of this"
    WRONG_RULE = "the rule: %s"
    WRONG_TERMS = "the money: %s"
    WRONG_FACTS = "the facts: %s"
    WRONG_LINES = "the price: %s"
    NO_APPLYING = "tell what a learner does: nobody decides on this scheme in the portal"
    NOT_NUMBERED = "must be numbered 1, 2, 3 and so on"
    ENDS_EARLY = "ends before it begins"
    OVERLAPS = "begins before the version before it has ended"
    CLOSED_REASON = "a closed version, and no other, needs a closed_reason"
    EXAMPLE_NOTE = "an example version, and no other, needs an example_note"
    TITLE_TWICE = "another example has this title"
    PAYS_WITHOUT = "an example pays only when the verdict is yes or to_be_checked"


class FileError(ValueError):
    """A document that is not what it should be. ``place`` is the path of the field ("versions/0/terms").

    What a rule or terms are refused for is its cause (RuleError, TermsError), with the place within them.
    """

    def __init__(self, place: str, problem: FileProblem, detail: object = "") -> None:
        words = problem.value.replace("%s", str(detail))
        super().__init__(f"{place}: {words}")
        self.place, self.problem, self.detail = place, problem, detail


class Fields:
    """The fields of one JSON object, taken one by one; every error names the place."""

    def __init__(self, document: object, path: str) -> None:
        if not isinstance(document, Mapping):
            raise FileError(path or "the file", FileProblem.NOT_AN_OBJECT)
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
            raise FileError(self.place(name), FileProblem.MISSING)
        return self.document[name]

    def text(self, name: str, most: int = 0) -> str:
        """A text that is not empty, of at most so many characters (0: any number)."""
        value = self.take(name)
        if not isinstance(value, str) or not value.strip():
            raise FileError(self.place(name), FileProblem.NOT_A_TEXT)
        if most and len(value) > most:
            raise FileError(self.place(name), FileProblem.TOO_LONG, most)
        return value.strip()

    def optional(self, name: str, most: int = 0) -> str:
        """A text that may be missing: then ""."""
        return self.text(name, most) if self.given(name) else ""

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of these texts."""
        value = self.text(name)
        if value not in choices:
            raise FileError(self.place(name), FileProblem.NOT_A_CHOICE, ", ".join(choices))
        return value

    def whole(self, name: str, least: int, most: int | None = None) -> int:
        """A whole number, not below ``least`` nor above ``most``."""
        value = self.take(name)
        if type(value) is not int or value < least or (most is not None and value > most):
            raise FileError(
                self.place(name), FileProblem.NOT_WHOLE, f"{least} on" if most is None else f"{least} to {most}"
            )
        return value

    def yes_no(self, name: str) -> bool:
        """True or false."""
        value = self.take(name)
        if not isinstance(value, bool):
            raise FileError(self.place(name), FileProblem.NOT_YES_OR_NO)
        return value

    def day(self, name: str) -> date:
        """A date from 1900 to 2199 as ISO 8601 writes it with dashes: 2026-11-23."""
        text = self.text(name)
        try:
            found = date.fromisoformat(text)
        except ValueError as error:
            raise FileError(self.place(name), FileProblem.NOT_A_DATE) from error
        if found.isoformat() != text or found.year not in YEARS:
            raise FileError(self.place(name), FileProblem.NOT_A_DATE)
        return found

    def object(self, name: str) -> "Fields":
        """An object."""
        return Fields(self.take(name), self.place(name))

    def objects(self, name: str) -> "list[Fields]":
        """A list of objects."""
        value = self.take(name)
        if not isinstance(value, list):
            raise FileError(self.place(name), FileProblem.NOT_A_LIST)
        return [Fields(part, f"{self.place(name)}/{number}") for number, part in enumerate(value)]

    def nothing_else(self) -> None:
        """Raise FileError when a field was not taken: nothing that is written may be overlooked."""
        for name in sorted(self.left):
            raise FileError(self.place(name), FileProblem.UNKNOWN_FIELD)
