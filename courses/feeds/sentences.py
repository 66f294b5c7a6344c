"""What a feed's report says in sentences: written in Dutch, told in the language of who reads.

A provider gets its report in Dutch; staff read the pages of the portal in their own language. So a sentence is kept as
what it is made of. Readers write ``from courses.feeds.sentences import sentence as _``, so that the collector of texts
finds the sentences like all others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext, override

from courses.feeds.texts import printable

#: So much of what a stranger wrote stands in a sentence.
LONGEST_VALUE = 300


@dataclass(frozen=True, slots=True)
class Sentence:
    """A Dutch text with places for values ("%(amount)s"); as a text it is the whole in Dutch."""

    text: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        with override("nl"):
            return self.told()

    def told(self) -> str:
        """The whole in the language of now."""
        return gettext(self.text) % self.values


def sentence(text: str, /, **values: str | int) -> Sentence:
    """The sentence of this text and these values; those may be of strangers, as long and odd as they are."""
    told = {
        name: printable(value)[:LONGEST_VALUE] if isinstance(value, str) else value for name, value in values.items()
    }
    return Sentence(text, told)
