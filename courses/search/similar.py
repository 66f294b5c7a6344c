"""For who mistypes: courses with words that look like what was typed, asked when the words as typed find nothing."""

import re

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, FloatField, QuerySet, TextField, Value
from django.db.models.functions import Concat, Least

from courses.models import Course
from courses.search.text import EVERYWHERE, words_of

#: As many words count; a sentence is not a slip.
MOST_WORDS = 5
#: The share of a word's trigrams that a course must have: "chaufeur" has two thirds of those of "chauffeur". With less
#: "engels" looks like "kabels", and "gratis" like "graven".
ALIKE = 0.6
#: A course that looks less like it than this share of the best one is left out.
NEAR_BEST = 0.75


def similar(courses: QuerySet[Course], text: str) -> QuerySet[Course]:
    """The courses whose title or search words look like these words, each with ``alike`` (0 to 1)."""
    words = [word for word in map(_stem, words_of(text)[:MOST_WORDS]) if len(word) > 2]
    if not words:
        return courses.annotate(alike=Value(0.0)).none()
    where = Concat(F("title"), Value(" "), F("keywords"), output_field=TextField())
    each = [TrigramWordSimilarity(word, where) for word in words]
    found = courses.annotate(alike=Least(*each) if len(each) > 1 else each[0])
    best = found.order_by("-alike").values_list("alike", flat=True).first() or 0.0
    return found.filter(alike__gte=Value(max(ALIKE, best * NEAR_BEST), output_field=FloatField()))


def _stem(word: str) -> str:
    """ "lasopleiding" looks for what "las" looks for."""
    return re.sub(rf"({'|'.join(sorted(EVERYWHERE, key=len, reverse=True))})$", "", word)
