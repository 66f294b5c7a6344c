"""What every course of the catalogue costs one visitor, worked out for all of them at once, to sort by."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import numpy as np
from django.core.cache import cache
from django.db.models import Count, Max, QuerySet

from courses.models import Course
from funding.check.assessing import Schemes, cost_lines, course_facts
from funding.engine.catalogue import PriceColumns, own_contributions
from funding.engine.columns import CourseColumns
from funding.engine.facts import Facts

#: How long a visitor's amounts are kept; budgets that run out meanwhile give amounts of their own.
SECONDS = 300

type Version = tuple[int, datetime | None]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All courses with a price as columns: one copy per process, made anew when a feed said something else."""

    version: Version
    ids: tuple[UUID, ...]
    courses: CourseColumns
    prices: PriceColumns

    @classmethod
    def read(cls, version: Version) -> "Catalogue":
        """As it stands in the database; a session that is chosen later may change a price."""
        found = list(_priced().select_related("provider").prefetch_related("price_lines"))
        return cls(
            version,
            tuple(course.pk for course in found),
            CourseColumns.of([course_facts(course, None) for course in found]),
            PriceColumns.of([cost_lines(course.lines_for(None)) for course in found]),
        )


_latest: Catalogue | None = None


def own_cents(facts: Facts, schemes: Schemes) -> Mapping[UUID, int]:
    """The own contribution in cents per course, of the courses for which no open question can change it any more.

    Kept per answers, scheme versions with their money, and version of the catalogue.
    """
    catalogue = _catalogue()
    key = _key(facts, schemes, catalogue.version)
    kept = cache.get(key)
    if kept is None:
        found = own_contributions(facts, catalogue.courses, catalogue.prices, schemes.all, schemes.areas)
        amounts = np.where(found.sure == found.possible, found.plan, -1)
        cache.set(key, amounts.tobytes(), SECONDS)
    else:
        amounts = np.frombuffer(kept, dtype=np.int64)
    return {pk: int(cents) for pk, cents in zip(catalogue.ids, amounts, strict=True) if cents >= 0}


def _catalogue() -> Catalogue:
    global _latest
    told = _priced().aggregate(number=Count("pk"), last=Max("changed"))
    version = (told["number"], told["last"])
    if _latest is None or _latest.version != version:
        _latest = Catalogue.read(version)
    return _latest


def _priced() -> QuerySet[Course]:
    return Course.objects.filter(gone__isnull=True, total_cents__isnull=False).order_by("pk")


def _key(facts: Facts, schemes: Schemes, version: Version) -> str:
    money = [
        [s.version, s.state(facts.today), s.budget_left, s.received_this_year, s.received_ever, s.received_by_family]
        for s in schemes.all
    ]
    known = json.dumps([facts.to_document(), money, [version[0], _iso(version[1])]], sort_keys=True, default=str)
    return f"own-cents:{hashlib.sha256(known.encode()).hexdigest()}"


def _iso(moment: date | None) -> str:
    return moment.isoformat() if moment else ""
