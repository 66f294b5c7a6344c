"""What the catalogue calls things, in the memory of a process: its words, their stems, and names of occupations.

Stems are those of PostgreSQL: it is asked once in a process about each piece of a word.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from django.db import connection

from courses.search.columns import Numbers, Snapshot
from courses.search.lexicon import Known
from courses.search.tsquery import Query, Word, parsed, stemmed, words_in

#: Of so many pieces of words a process remembers what PostgreSQL made of them; some 200 bytes each.
MOST_REMEMBERED = 50_000
#: A word of plain letters is one lexeme, or a word that says nothing; of others ("3d", "één") a query tells.
MEANT = """
SELECT word, (ts_lexize('dutch_stem', word))[1],
    CASE WHEN word ~ '^[a-z]+$' THEN NULL ELSE to_tsquery('dutch_plain', word)::text END
FROM unnest(%s::text[]) word
"""
WORDS = "SELECT coalesce(array_agg(word), '{}'), coalesce(array_agg(DISTINCT stem), '{}') FROM courses_word"
NAMES = """
SELECT key, upper(label), synonyms FROM courses_occupation
WHERE EXISTS (SELECT FROM courses_courseoccupation c WHERE c.occupation_id = key)
"""


@dataclass(frozen=True, slots=True)
class Meaning:
    """``stem`` of a word; ``query`` what to look for, None when it says nothing; ``together`` when its parts must stand
    next to each other, which only PostgreSQL can tell."""

    stem: str | None
    query: Query | None
    together: bool = False


_remembered: dict[str, Meaning] = {}


def meanings(words: Iterable[str]) -> dict[str, Meaning]:
    """What PostgreSQL makes of each of these words; it is asked about those that this process does not remember."""
    asked = set(words)
    known = {word: meaning for word in asked if (meaning := _remembered.get(word))}
    if new := sorted(asked - known.keys()):
        with connection.cursor() as cursor:
            cursor.execute(MEANT, [new])
            learned = {word: _meaning(stem or None, query) for word, stem, query in cursor}
        if len(_remembered) > MOST_REMEMBERED:
            _remembered.clear()
        _remembered.update(learned)
        known |= learned
    return known


def forget() -> None:
    """As a process that just started: for who measures."""
    _remembered.clear()


def _meaning(stem: str | None, query: str | None) -> Meaning:
    if query is None:
        return Meaning(stem, Word(stem.encode()) if stem else None)
    found = parsed(query) if query else None
    return Meaning(stem, found, together=bool(query) and found is None)


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """``whole`` words and their ``stems`` (courses_word), and the numbers in a snapshot (``about``) of occupations and
    skills by what they are called: labels in capitals, synonyms as they are."""

    whole: frozenset[str]
    stems: frozenset[str]
    labels: Mapping[str, list[int]]
    synonyms: Mapping[str, list[int]]

    @classmethod
    def read(cls, snapshot: Snapshot) -> "Vocabulary":
        """As the database has it now, for the subjects of this snapshot."""
        numbers = {key: number for number, key in enumerate(snapshot.subjects)}
        labels: dict[str, list[int]] = {}
        synonyms: dict[str, list[int]] = {}
        with connection.cursor() as cursor:
            cursor.execute(WORDS)
            words, stems = cursor.fetchone()
            cursor.execute(NAMES)
            for key, label, others in cursor:
                if key in numbers:
                    labels.setdefault(label, []).append(numbers[key])
                    for other in others:
                        synonyms.setdefault(other, []).append(numbers[key])
        return cls(frozenset(words), frozenset(stems), labels, synonyms)

    def look_up(self, pieces: Iterable[str]) -> dict[str, Known]:
        """As ``lexicon.look_up`` does."""
        found = meanings(pieces)
        return {piece: Known(piece in self.whole, meaning.stem in self.stems) for piece, meaning in found.items()}

    def called(self, name: str, snapshot: Snapshot) -> Numbers:
        """The rows of courses about the occupation or skill that is called exactly so."""
        numbers = [*self.labels.get(name.upper(), ()), *self.synonyms.get(name, ())]
        return snapshot.about_row[np.isin(snapshot.about, numbers)]


def query_of(forms: str) -> tuple[Query | None, bool]:
    """What PostgreSQL makes of a query, None when it says nothing; and whether it can be told without PostgreSQL."""
    query = parsed(forms) if forms else None
    if query is None:
        return None, not forms
    found = meanings(word.lexeme.decode() for word in words_in(query))
    if any(meaning.together for meaning in found.values()):
        return None, False
    return stemmed(query, {word.encode(): meaning.query for word, meaning in found.items()}), True
