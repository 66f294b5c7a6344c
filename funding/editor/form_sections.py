"""The fields of a long form in sections: with a heading, or folded away until somebody needs them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms


@dataclass(frozen=True, slots=True)
class Section:
    """Some fields. ``folded`` ones are closed while they say nothing and have no mistake."""

    fields: tuple[forms.BoundField, ...]
    title: str = ""
    intro: str = ""
    folded: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a folded section has something to show."""
        return any(field.errors or _says_something(field) for field in self.fields)


@dataclass(frozen=True, slots=True)
class Part:
    """A section by the names of its fields."""

    names: Sequence[str]
    title: Any = ""
    intro: Any = ""
    folded: bool = False


class SectionedForm(forms.Form):
    """A form that a page shows by its ``sections``. What may stay empty says so in its section or its hint."""

    says_optional = False

    def layout(self) -> Sequence[Part]:
        """Which fields stand together, in order."""
        return [Part(list(self.fields))]

    @property
    def sections(self) -> list[Section]:
        return [
            Section(tuple(self[name] for name in part.names), str(part.title), str(part.intro), part.folded)
            for part in self.layout()
        ]


def _says_something(field: forms.BoundField) -> bool:
    """Whether a field has another value than the one it has when nobody touches it."""
    value = field.value()
    if value in (None, "", [], 0, "0", False):
        return False
    choices = getattr(field.field, "choices", None)
    return isinstance(value, list) or not choices or value != choices[0][0]
