"""What every course of the catalogue costs one visitor, worked out for all of them at once, to sort and filter by."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from django.core.cache import cache
from django.utils import timezone
from numpy.typing import NDArray

from courses.models import Session
from courses.search.columns import Snapshot
from funding.check.assessing import Schemes
from funding.check.course_columns import columns_of
from funding.engine.catalogue import PriceColumns, own_contributions
from funding.engine.columns import CourseColumns
from funding.engine.facts import Facts

#: How long a visitor's amounts are kept; budgets that run out meanwhile give amounts of their own.
SECONDS = 300


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The courses with a price as columns, each with its next session: made once per snapshot and day.

    ``rows`` are their rows in the snapshot.
    """

    day: date
    rows: NDArray[np.int64]
    courses: CourseColumns
    prices: PriceColumns

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Catalogue":
        """From the snapshot when it has them for today, else from the database; the snapshot keeps them."""
        today = timezone.localdate()
        known = snapshot.kept.get("funding")
        if isinstance(known, cls) and known.day == today:
            return known
        rows = np.flatnonzero(snapshot.cents >= 0)
        found = cls(today, rows, *columns_of(snapshot, rows, today))
        snapshot.kept["funding"] = found
        return found


def next_sessions(courses: list[UUID], today: date) -> dict[UUID, Session]:
    """The first session that can still be joined of each of these courses, by the key of the course."""
    open_now = Session.objects.still_open(today).filter(course__in=courses).prefetch_related("price_lines")
    first = open_now.order_by("course", "starts", "key").distinct("course")
    return {session.course_id: session for session in first}


def own_cents(facts: Facts, schemes: Schemes, snapshot: Snapshot) -> NDArray[np.int64]:
    """The own contribution in cents per row of the snapshot; -1 where an open question can still change it.

    Kept per answers, scheme versions with their money, and version of the catalogue.
    """
    catalogue = Catalogue.of(snapshot)
    key = _key(facts, schemes, snapshot.version)
    kept = cache.get(key)
    if kept is None or len(kept) != 8 * len(catalogue.rows):
        found = own_contributions(facts, catalogue.courses, catalogue.prices, schemes.all, schemes.areas)
        amounts = np.where(found.sure == found.possible, found.plan, -1)
        cache.set(key, amounts.astype(np.int64).tobytes(), SECONDS)
    else:
        amounts = np.frombuffer(kept, dtype=np.int64)
    own = np.full(snapshot.size, -1, dtype=np.int64)
    own[catalogue.rows] = amounts
    return own


def _key(facts: Facts, schemes: Schemes, version: str) -> str:
    money = [
        [s.version, s.state(facts.today), s.budget_left, s.received_this_year, s.received_ever, s.received_by_family]
        for s in schemes.all
    ]
    lists = schemes.areas.shortages.to_document()
    known = json.dumps([facts.to_document(), money, lists, version], sort_keys=True, default=str)
    return f"own-cents:{hashlib.sha256(known.encode()).hexdigest()}"
