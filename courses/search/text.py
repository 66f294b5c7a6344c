"""Words: what of a course can be found, and what somebody means who types some.

Dutch stems without accents (text search configuration ``dutch_plain``, made by the first migration): "verpleegkundige"
finds "verpleegkundigen", "cafe" finds "café". Weights: A title, B search words and sector, C summary, provider and
places, D description.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Case, CharField, F, Func, OuterRef, StringAgg, Subquery, TextField, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils.translation import override

from courses.enums import DurationUnit, Level, Outcome, Sector
from courses.models import Course, CoursePlace, Session
from courses.occupations.linking import link

CONFIG = "dutch_plain"
LONGEST_QUERY = 200
#: What people call a field of work when the provider does not. No occupations: they would find its whole field.
SECTOR_WORDS = {
    Sector.CARE: "zorg welzijn",
    Sector.CHILDCARE: "kinderopvang kinderen",
    Sector.EDUCATION: "onderwijs school",
    Sector.INSTALLATION: "installatie energie techniek",
    Sector.METAL: "metaal techniek",
    Sector.CONSTRUCTION: "bouw infra",
    Sector.TECHNOLOGY: "techniek",
    Sector.TRANSPORT: "transport vervoer",
    Sector.LOGISTICS: "logistiek",
    Sector.ICT: "ict it computer",
    Sector.GREEN: "groen natuur",
    Sector.HOSPITALITY: "horeca",
    Sector.LANGUAGE: "taal",
    Sector.BUSINESS: "kantoor",
    Sector.OTHER: "",
}
_UNITS = {
    DurationUnit.HOUR: ("uur", "uren"),
    DurationUnit.DAY: ("dag", "dagen", "daags", "daagse"),
    DurationUnit.WEEK: ("week", "weken"),
    DurationUnit.MONTH: ("maand", "maanden"),
    DurationUnit.YEAR: ("jaar", "jaren", "jarig", "jarige"),
}
_UNIT_WORDS = "|".join(word for words in _UNITS.values() for word in words)
_LENGTH = re.compile(
    rf"\b(?P<amount>[0-9]{{1,4}}|een|één)[ -]?(?P<unit>{_UNIT_WORDS})\b",
    re.IGNORECASE,
)
#: What the compounds in title and search words are made of (courses.search.lexicon).
PARTS = """(
    SELECT string_agg(parts, ' ') FROM courses_word WHERE parts <> '' AND word = ANY(regexp_split_to_array(
        lower(unaccent("courses_course"."title" || ' ' || "courses_course"."keywords")), '[^a-z0-9]+'))
)"""
#: What people type who look for a course that costs them nothing: so may every course, by who pays along.
FREE = {"gratis", "kosteloos", "kosteloze", "subsidie", "gesubsidieerd", "gesubsidieerde"}
#: Words that fit every course say nothing about which one.
EVERYWHERE = FREE | {
    "cursus",
    "cursussen",
    "opleiding",
    "opleidingen",
    "training",
    "trainingen",
    "scholing",
    "leren",
    "worden",
    "buurt",
    "omgeving",
}


def refresh(pks: Sequence[UUID], **also: Any) -> None:
    """Make the words of these courses findable as they are stored now; called by the importer in its transaction.

    ``also`` are other fields to set: each change of a course writes it whole, with its place in every index.
    """
    if not pks:
        return
    places = Subquery(
        CoursePlace.objects.filter(course=OuterRef("pk"))
        .order_by()
        .values("course")
        .annotate(words=StringAgg("text", Value(" ")))
        .values("words")
    )
    sessions = Subquery(
        Session.objects.filter(course=OuterRef("pk"), gone=None)
        .order_by()
        .values("course")
        .annotate(words=StringAgg("place", Value(" "), distinct=True))
        .values("words")
    )
    provider = Subquery(Course.objects.filter(pk=OuterRef("pk")).values("provider__name"))
    Course.objects.filter(pk__in=pks).update(
        search=_vector("A", F("title"))
        + _vector("B", F("keywords"), _sector_words(), _labels("outcome", Outcome))
        + _vector("C", F("summary"), provider, places, sessions, _labels("level", Level), RawSQL(PARTS, []))  # noqa: S611
        + _vector("D", Func(F("description"), Value("<[^>]*>"), Value(" "), Value("g"), function="regexp_replace")),
        **also,
    )
    link(pks)


def query_of(
    text: str, other_ways: Mapping[str, Sequence[str]] | None = None, *, some_words: bool = False
) -> SearchQuery | None:
    """What somebody looks for: all the words, in any form, or words that begin with them; None when they say nothing.

    ``other_ways``: what else fits a word, as parts of a tsquery (courses.search.lexicon); ``some_words``: a part of
    the words will do.

    "Quotes" keep words together and -word leaves one out, as on other search pages.
    """
    if not _telling(text):
        return None
    if is_written_out(text):
        return SearchQuery(_plain(text), config=CONFIG, search_type="websearch")
    return SearchQuery(forms_of(text, other_ways, some_words=some_words), config=CONFIG, search_type="raw")


def forms_of(text: str, other_ways: Mapping[str, Sequence[str]] | None = None, *, some_words: bool = False) -> str:
    """The same for ``to_tsquery``, of a text that nobody wrote out; "" when its words say nothing."""
    together = " | " if some_words else " & "
    return together.join(_forms(word, (other_ways or {}).get(word, ())) for word in _telling(text))


def ranking_of(text: str, query: SearchQuery, *, some_words: bool = False) -> Any:
    """The same query, to rank by: whole words count for more than words that begin so.

    Not to find by: it finds nothing more, but PostgreSQL counts both halves, takes every common word for one that half
    of the courses have, and then reads all of them instead of the index.
    """
    if some_words or is_written_out(text) or all_short(text):
        return query
    return SearchQuery(" ".join(_telling(text)), config=CONFIG, search_type="websearch") | query


def all_short(text: str) -> bool:
    """Whether nothing in it is long enough to be the begin of a word."""
    return all(len(word) < 3 for word in _telling(text))


def can_be_fewer(text: str) -> bool:
    """Whether a part of the words may do: there are several, and nobody wrote out which belong together."""
    return len(_telling(text)) > 1 and not is_written_out(text)


def _telling(text: str) -> list[str]:
    return [word for word in words_of(text) if word not in EVERYWHERE]


def is_written_out(text: str) -> bool:
    """Whether somebody wrote with signs what they want: words together, or without a word."""
    return re.search(r'"|(^|\s)-', text) is not None


def _forms(word: str, others: Sequence[str]) -> str:
    begins = f"{word}:*" if len(word) > 2 else word
    return f"({' | '.join([begins, *others])})" if others else begins


def length_of(text: str) -> tuple[tuple[int, DurationUnit] | None, str]:
    """How long a course may take, when the text says so ("excel in 1 dag"), and the text without it."""
    match = _LENGTH.search(text)
    if not match:
        return None, text
    amount = int(match["amount"]) if match["amount"].isdecimal() else 1
    unit = next(unit for unit, words in _UNITS.items() if match["unit"].lower() in words)
    return (amount, unit), f"{text[: match.start()]} {text[match.end() :]}"


def fits_all(text: str) -> bool:
    """True for words that any course fits: "cursus"."""
    words = words_of(text)
    return bool(words) and all(word in EVERYWHERE for word in words)


def wants_free(text: str) -> bool:
    """Whether somebody types that it must cost them nothing: "gratis cursus lassen"."""
    return not FREE.isdisjoint(words_of(text))


def words_of(text: str) -> list[str]:
    """The words and numbers in what was typed, in lower case."""
    return re.findall(r"[^\W_]+", text.lower())


def _plain(text: str) -> str:
    """ "MIG/MAG" is two words, not the path of a file, which PostgreSQL takes it for."""
    return text.replace("/", " ")


def _vector(weight: str, *parts: object) -> SearchVector:
    return SearchVector(
        *(
            Func(
                Coalesce(part, Value(""), output_field=TextField()),
                Value("/"),
                Value(" "),
                function="translate",
                output_field=TextField(),
            )
            for part in parts
        ),
        weight=weight,
        config=CONFIG,
    )


def _sector_words() -> Case:
    return Case(
        *(When(sector=sector, then=Value(words)) for sector, words in SECTOR_WORDS.items()),
        default=Value(""),
        output_field=CharField(),
    )


def _labels(field: str, words: type[Level] | type[Outcome]) -> Case:
    """Our own words for a value, in Dutch: that is the language of the catalogue."""
    with override("nl"):
        labels = {value: str(label) for value, label in words.choices}
    return Case(
        *(When(**{field: value}, then=Value(label)) for value, label in labels.items()),
        default=Value(""),
        output_field=CharField(),
    )
