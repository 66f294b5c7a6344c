"""What every course of the catalogue costs one visitor, worked out for all of them at once, to sort and filter by.

Who looks at a page in another order does not wait for it: a thread of this process works it out meanwhile.
"""

import hashlib
import json
import logging
from concurrent.futures import Future, ThreadPoolExecutor
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
#: Visitors whose amounts wait in this process; more than these are worked out when they ask for them.
MOST_WAITING = 20

log = logging.getLogger("funding.check")
#: One at a time: it takes a whole core, and pages go before it.
_worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="own-cents")
_waiting: dict[str, Future[None]] = {}


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
    amounts = _kept(key, catalogue)
    if amounts is None:
        amounts = _work_out(key, facts, schemes, catalogue)
    return _per_row(amounts, catalogue, snapshot)


def own_cents_soon(facts: Facts, schemes: Schemes, snapshot: Snapshot) -> NDArray[np.int64] | None:
    """The same when it is known; else None, and it is being worked out for the next time."""
    catalogue = Catalogue.of(snapshot)
    key = _key(facts, schemes, snapshot.version)
    amounts = _kept(key, catalogue)
    if amounts is not None:
        return _per_row(amounts, catalogue, snapshot)
    if key not in _waiting and len(_waiting) < MOST_WAITING:
        # Nothing in it asks the database: everything it needs is in these arguments.
        _waiting[key] = _worker.submit(_work_out_apart, key, facts, schemes, catalogue)
    return None


def _work_out_apart(key: str, facts: Facts, schemes: Schemes, catalogue: Catalogue) -> None:
    try:
        _work_out(key, facts, schemes, catalogue)
    except Exception:
        # Nobody waits for the answer, so nobody else would hear of it; who asks for the order sees the error itself.
        log.exception("own contributions failed")
    finally:
        _waiting.pop(key, None)


def _work_out(key: str, facts: Facts, schemes: Schemes, catalogue: Catalogue) -> NDArray[np.int64]:
    """Cents per course of the catalogue, and keep them."""
    found = own_contributions(facts, catalogue.courses, catalogue.prices, schemes.all, schemes.areas)
    amounts = np.where(found.sure == found.possible, found.plan, -1).astype(np.int64)
    cache.set(key, amounts.tobytes(), SECONDS)
    return amounts


def _kept(key: str, catalogue: Catalogue) -> NDArray[np.int64] | None:
    kept = cache.get(key)
    if kept is None or len(kept) != 8 * len(catalogue.rows):
        return None
    return np.frombuffer(kept, dtype=np.int64)


def _per_row(amounts: NDArray[np.int64], catalogue: Catalogue, snapshot: Snapshot) -> NDArray[np.int64]:
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
