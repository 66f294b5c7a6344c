"""The words of the catalogue: which there are, what long ones are made of, and what somebody meant who slipped.

Dutch writes compounds as one word: "zonnepaneelmonteur" must find "zonnepanelen monteren", and "monteur" must find a
"zonnepaneelmonteur". A compound is only taken apart into words that the catalogue knows by themselves. What compounds
of titles are made of goes into the index (courses.search.text); what was typed is taken apart when it is asked.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_

from django.db import connection, transaction
from django.db.models import Q

from courses.models import Word
from courses.search.text import EVERYWHERE, refresh, words_of

#: As many words of a search are looked up; a sentence finds by its words as they are.
MOST_WORDS = 8
LEAST_COMPOUND, LEAST_HEAD, LEAST_TAIL = 7, 3, 4
#: What Dutch puts between the parts of a compound.
LINKS = ("en", "s", "n", "e")
#: From who does it, or what it is called, to doing it: "monteur" is somebody who "monteert".
DERIVED = (
    (re.compile(r"ateurs?$"), ("eren", "atie")),
    (re.compile(r"eurs?$"), ("eren",)),
    (re.compile(r"aars?$"), ("en",)),
    (re.compile(r"sters?$"), ("en",)),
    (re.compile(r"ers?$"), ("en", "eren")),
    (re.compile(r"atie$"), ("eren",)),
    (re.compile(r"ing$"), ("en",)),
    (re.compile(r"ende$"), ("en",)),
)
#: Words that fit every course, but are the end of many others too: "isoleren" is not "leren" about "iso".
VERBS = {"leren", "worden"}
CHUNK = 2_000
COLLECT = """
INSERT INTO courses_word (word, stem, courses, parts, taken_apart)
SELECT word, (ts_lexize('dutch_stem', word))[1], count(DISTINCT id), '', false
FROM (
    SELECT id, regexp_split_to_table(lower(unaccent(title || ' ' || keywords || ' ' || summary)), '[^a-z0-9]+') AS word
    FROM courses_course WHERE gone IS NULL
) words
WHERE length(word) BETWEEN 2 AND 60 AND word ~ '[a-z]' AND cardinality(ts_lexize('dutch_stem', word)) > 0
GROUP BY word
ON CONFLICT (word) DO UPDATE SET courses = excluded.courses WHERE courses_word.courses <> excluded.courses
"""
KNOWN = """
SELECT piece, stem, EXISTS (SELECT FROM courses_word w WHERE w.word = piece),
    EXISTS (SELECT FROM courses_word w WHERE w.stem = s.stem)
FROM unnest(%s::text[]) piece, LATERAL (SELECT (ts_lexize('dutch_stem', piece))[1] AS stem) s
"""
NEAREST = """
SELECT typed, near.word, near.courses FROM unnest(%s::text[]) typed, LATERAL (
    SELECT word, courses FROM courses_word ORDER BY word <-> typed LIMIT 20
) near
"""


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue has of a piece of text: the very word, or a word with its stem."""

    whole: bool
    stem: bool


# --- Keeping it ---------------------------------------------------------------------------------------------


@transaction.atomic
def collect() -> int:
    """Make the list of words right after a change of the catalogue, and the index of courses with new compounds.

    Returns how many words are new. Words of courses that are gone stay: they find nothing, and may come back.
    """
    with connection.cursor() as cursor:
        cursor.execute(COLLECT)
    fresh = list(Word.objects.filter(taken_apart=False).values_list("word", flat=True))
    if fresh:
        # Other words make another catalogue (courses.search.vocabulary): this leaves the mark of a change.
        with connection.cursor() as cursor:
            cursor.execute("UPDATE courses_course SET search = search WHERE false")
    made_of: dict[str, str] = {}
    for start in range(0, len(fresh), CHUNK):
        made_of |= {word: " ".join(parts) for word, parts in _taken_apart(fresh[start : start + CHUNK]).items()}
    Word.objects.filter(taken_apart=False).update(taken_apart=True)
    words = [Word(word=word, parts=parts) for word, parts in made_of.items()]
    Word.objects.bulk_update(words, ["parts"], batch_size=CHUNK)
    for start in range(0, len(words), CHUNK):
        _refresh_courses_with([word.word for word in words[start : start + CHUNK]])
    return len(fresh)


def _refresh_courses_with(words: Sequence[str]) -> None:
    query = " | ".join(f"'{word}'" for word in words)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM courses_course WHERE search @@ to_tsquery('dutch_plain', %s)", [query])
        pks = [pk for (pk,) in cursor.fetchall()]
    for start in range(0, len(pks), CHUNK):
        refresh(pks[start : start + CHUNK])


def _taken_apart(words: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The compounds among these words with their two parts, as the catalogue knows them."""
    ways = {word: list(_ways_to_split(word)) for word in words}
    known = look_up({piece for each in ways.values() for parts in each for piece in parts})
    found = {}
    for word, each in ways.items():
        good = [parts for parts in each if all(known[part].stem for part in parts)]
        if good:
            found[word] = max(good, key=lambda parts: min(map(len, parts)))
    return found


# --- Asking it ----------------------------------------------------------------------------------------------


def look_up(pieces: Iterable[str]) -> dict[str, Known]:
    """What the catalogue has of each of these pieces, in one question."""
    asked = sorted(set(pieces))
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [asked])
        return {piece: Known(whole, bool(stem and by_stem)) for piece, stem, whole, by_stem in cursor}


def other_ways(text: str, look_up: Callable[[set[str]], dict[str, Known]] = look_up) -> dict[str, list[str]]:
    """Per word of a search what else fits it, as parts of a tsquery: the parts of a compound, words written together.

    ``look_up`` tells what the catalogue has of pieces, as the function of that name does.

    "zonnepaneelmonteur": "zonnepaneel & (monteur | monteren)"; "keuken", "hulp": "keukenhulp".
    """
    words = [word for word in words_of(text) if word not in EVERYWHERE and word.isascii()][:MOST_WORDS]
    splits = {word: list(_ways_to_split(word)) for word in words}
    joined = {first: first + second for first, second in pairwise(words)}
    parts = {part for each in splits.values() for pair in each for part in pair}
    known = look_up({*joined.values(), *(form for part in parts for form in (part, *derived(part)))})
    found: dict[str, list[str]] = {}
    for word, each in splits.items():
        for pair in each:
            # "lasopleiding": what fits every course may be the other half, and says nothing.
            said = [part for part in pair if part not in EVERYWHERE or part in VERBS]
            forms = [[form for form in (part, *derived(part)) if known[form].stem] for part in said]
            if said and all(forms):
                found.setdefault(word, []).append(f"({' & '.join(map(_any, forms))})")
    for first, whole in joined.items():
        if known[whole].whole:
            found.setdefault(first, []).append(whole)
            found.setdefault(words[words.index(first) + 1], []).append(whole)
    return found


def corrected(text: str, names: Container[str] = ()) -> str | None:
    """The same words with slips of the finger mended, or None when there are none that we know how to mend.

    ``names`` are words that are right although no course has them: "Assen" is not "lassen".
    """
    words = [word for word in words_of(text)[:MOST_WORDS] if len(word) > 3 and word.isascii()]
    known = look_up(words)
    right = [word for word in words if known[word].stem or word in EVERYWHERE or word in names]
    unknown = [word for word in dict.fromkeys(words) if word not in right]
    mended = text
    for word, better in _nearest(_that_begin_nothing(unknown)).items():
        mended = re.sub(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", better, mended, flags=re.IGNORECASE)
    return mended if mended != text else None


def _that_begin_nothing(words: Sequence[str]) -> list[str]:
    """Those that are not the begin of a word of the catalogue, in one question."""
    if not words:
        return []
    begins = reduce(or_, (Q(word__startswith=word) for word in words))
    begun = list(Word.objects.filter(begins).values_list("word", flat=True))
    return [word for word in words if not any(other.startswith(word) for other in begun)]


def _nearest(words: Sequence[str]) -> dict[str, str]:
    """Per word what was meant, of those that look like a word of the catalogue; in one question."""
    if not words:
        return {}
    candidates: dict[str, list[tuple[int, int, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, [list(words)])
        for word, other, courses in cursor:
            candidates.setdefault(word, []).append((slips(word, other), -courses, other))
    found = {}
    for word, others in candidates.items():
        # Who makes two slips seldom makes one of them in the first letter: "engels" is not "tegels".
        near = [one for one in others if one[0] <= 1 or (one[0] == 2 and len(word) > 5 and one[2][0] == word[0])]
        if near:
            found[word] = min(near)[2]
    return found


def slips(word: str, other: str) -> int:
    """How many letters to add, leave out, change, or swap with the next one (Damerau and Levenshtein)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            steps = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == wanted:
                steps = min(steps, earlier[j - 2] + 1)
            row.append(steps)
    return row[-1]


def derived(word: str) -> list[str]:
    """What somebody does who is called so: "monteur" gives "monteren"."""
    for ending, others in DERIVED:
        if ending.search(word):
            return [ending.sub(other, word) for other in others]
    return []


def _ways_to_split(word: str) -> Iterator[tuple[str, str]]:
    """Every way to take a word apart in two, with or without what Dutch puts between."""
    if not LEAST_COMPOUND <= len(word) <= 40 or not word.isascii() or not word.isalpha():
        return
    for at in range(LEAST_HEAD, len(word) - LEAST_TAIL + 1):
        head, tail = word[:at], word[at:]
        yield head, tail
        for link in LINKS:
            if head.endswith(link) and len(head) - len(link) >= LEAST_HEAD:
                yield head.removesuffix(link), tail


def _any(forms: Iterable[str]) -> str:
    each = list(forms)
    return each[0] if len(each) == 1 else f"({' | '.join(each)})"
