"""What every course of the catalogue costs one visitor, worked out for all of them at once, to sort and filter by.

Who looks at a page in another order does not wait for it: a thread of this process works it out once that page has
gone out. What one course costs is kept too, for the cards of the next page.
"""

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from numpy.typing import NDArray

from courses.estimates import Estimate
from courses.models import Session
from courses.search import columns
from courses.search.columns import Snapshot
from funding.check.assessing import Schemes
from funding.check.course_columns import columns_of
from funding.engine.catalogue import PriceColumns, own_contributions
from funding.engine.columns import CourseColumns
from funding.engine.facts import Facts
from portal.memory import give_back
from portal.pages.afterwards import afterwards

#: How long a visitor's amounts are kept; budgets that run out meanwhile give amounts of their own.
SECONDS = 300
NOBODY, NOBODYS_SECONDS = "own-cents:nobody", 3_600
#: Visitors whose amounts wait in this process; more than these are worked out when they ask for them.
MOST_WAITING = 20

log = logging.getLogger("funding.check")
#: One at a time: it takes a whole core, and pages go before it.
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="own-cents")
_waiting: set[str] = set()


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
        if snapshot.size > columns.SMALL:
            give_back()
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
    key = person_key(facts, schemes, snapshot.version)
    amounts = _kept(key, snapshot)
    if amounts is None:
        amounts = _work_out(key, facts, schemes, Catalogue.of(snapshot))
    return _per_row(amounts, snapshot)


def own_cents_soon(facts: Facts, schemes: Schemes, snapshot: Snapshot) -> NDArray[np.int64] | None:
    """The same when it is known; else None, and it is worked out for the next time, after this page."""
    key = person_key(facts, schemes, snapshot.version)
    amounts = _kept(key, snapshot)
    if amounts is not None:
        return _per_row(amounts, snapshot)
    afterwards(lambda: _begin(key, facts, schemes, snapshot))
    return None


def _begin(key: str, facts: Facts, schemes: Schemes, snapshot: Snapshot) -> None:
    if key not in _waiting and len(_waiting) < MOST_WAITING:
        _waiting.add(key)
        _worker.submit(_work_out_apart, key, facts, schemes, snapshot)


def settle() -> None:
    """Return when this process has worked out what waited: for who measures."""
    _worker.submit(lambda: None).result()


def _work_out_apart(key: str, facts: Facts, schemes: Schemes, snapshot: Snapshot) -> None:
    try:
        # Only what the snapshot is of: a catalogue that changed meanwhile is worked out by the next page.
        if columns.version() == snapshot.version:
            _work_out(key, facts, schemes, Catalogue.of(snapshot))
    except Exception:
        # Nobody waits for the answer, so nobody else would hear of it; who asks for the order sees the error itself.
        log.exception("own contributions failed")
    finally:
        _waiting.discard(key)
        connection.close()


def _work_out(key: str, facts: Facts, schemes: Schemes, catalogue: Catalogue) -> NDArray[np.int64]:
    """Cents per course of the catalogue, and keep them."""
    found = own_contributions(facts, catalogue.courses, catalogue.prices, schemes.all, schemes.areas)
    amounts = np.where(found.sure == found.possible, found.plan, -1).astype(np.int64)
    cache.set(key, amounts.tobytes(), SECONDS)
    return amounts


def _kept(key: str, snapshot: Snapshot) -> NDArray[np.int64] | None:
    kept = cache.get(key)
    if kept is None or len(kept) != 8 * int(np.count_nonzero(snapshot.cents >= 0)):
        return None
    return np.frombuffer(kept, dtype=np.int64)


def _per_row(amounts: NDArray[np.int64], snapshot: Snapshot) -> NDArray[np.int64]:
    own = np.full(snapshot.size, -1, dtype=np.int64)
    own[snapshot.cents >= 0] = amounts
    return own


def kept_estimates(person: str, courses: Sequence[str]) -> dict[str, Estimate]:
    """What these courses (keys of them, or of kinds) cost whom this key is of (``person_key``, ``nobody_key``), as far
    as it was worked out lately."""
    keys = {f"{person}:{course}": course for course in courses}
    return {keys[key]: found for key, found in cache.get_many(keys).items()}


def keep_estimates(person: str, found: Mapping[str, Estimate]) -> None:
    """For the next page with one of these courses on it."""
    seconds = NOBODYS_SECONDS if person.startswith(NOBODY) else SECONDS
    cache.set_many({f"{person}:{course}": estimate for course, estimate in found.items()}, seconds)


def nobody_key(today: date) -> str:
    """The key of all who told nothing: how many questions there are may be as it was an hour ago."""
    return f"{NOBODY}:{today}"


def person_key(facts: Facts, schemes: Schemes, version: str) -> str:
    """One key for all who told the same, while schemes, their money and what ``version`` is of stay as they are."""
    money = [
        [s.version, s.state(facts.today), s.budget_left, s.received_this_year, s.received_ever, s.received_by_family]
        for s in schemes.all
    ]
    lists = schemes.areas.shortages.to_document()
    known = json.dumps([facts.to_document(), money, lists, version], sort_keys=True, default=str)
    return f"own-cents:{hashlib.sha256(known.encode()).hexdigest()}"
