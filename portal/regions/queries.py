"""Finding places. A place that is not found is unknown; it never quietly becomes "outside"."""

import re
import unicodedata
from collections.abc import Collection
from difflib import get_close_matches
from typing import Self

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Q, Value

#: How alike two names are that differ by a slip: one letter of six, two of twelve.
ALIKE = 0.82
POSTCODE = re.compile(r"([1-9]\d{3})\s?[A-Za-z]{0,2}")


def sort_name(name: str) -> str:
    """Lower case without accents or leading apostrophe: "'s-Hertogenbosch" sorts and searches as "s-hertogenbosch"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", plain.casefold().lstrip("'’‘`").strip())


def postcode_digits(text: str) -> int | None:
    """The four digits of a Dutch postcode as people write it ("9711 ab", " 9711AB", "9711"), else None."""
    match = POSTCODE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return int(match[1]) if match else None


class MunicipalityQuerySet[M: models.Model](models.QuerySet[M]):
    def for_place(self, text: str) -> Self:
        """Municipalities that a visitor may mean by a postcode or a name; empty when unknown, several when unsure.

        A whole name wins; otherwise names that start with, then names that contain, what was typed.
        """
        digits = postcode_digits(text)
        if digits is not None:
            return self.filter(postcodes__first__lte=digits, postcodes__last__gte=digits)
        name = sort_name(text)[:80]
        if len(name) < 2:
            return self.none()
        for match in (Q(sort_name=name), Q(sort_name__startswith=name), Q(sort_name__contains=name)):
            found = self.filter(match)
            if found.exists():
                return found
        return self.none()

    def spelled_like(self, text: str) -> Self:
        """At most three municipalities that somebody with a slip of the finger may mean: "assn" is Assen.

        Strict, for a village that looks like a municipality elsewhere (Haren, Laren) must not lead there. So no
        trigrams: those find Hoogezand in Hoogeveen.
        """
        codes = dict(self.values_list("sort_name", "pk"))
        names = get_close_matches(sort_name(text)[:80], codes, n=3, cutoff=ALIKE)
        return self.filter(pk__in=[codes[name] for name in names])

    def in_areas(self, slugs: Collection[str]) -> dict[str, frozenset[str]]:
        """Every municipality by code, with those of these areas that hold it; one query."""
        held = ArrayAgg("areas", filter=Q(areas__in=slugs), default=Value([]))
        rows = self.order_by().annotate(held=held).values_list("code", "held")
        return {code: frozenset(areas) for code, areas in rows}
