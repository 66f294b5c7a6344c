"""Finding words without asking PostgreSQL to read courses: columns of words (courses.search.postings) and a vocabulary.

A process makes them beside its snapshot of the catalogue, of the same version. Until it has, and for what only
PostgreSQL can tell, nothing is found here and PostgreSQL is asked: the answer is the same.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from courses.search import postings
from courses.search.columns import SMALL, Numbers, Snapshot, rows_by_keys, version
from courses.search.criteria import Criteria
from courses.search.lexicon import Known, other_ways
from courses.search.postings import Earlier, Postings
from courses.search.text import all_short, forms_of, is_written_out, length_of, words_of
from courses.search.tsquery import Several
from courses.search.vocabulary import Vocabulary, query_of
from portal.memory import give_back

log = logging.getLogger("courses.search")
_making = threading.Lock()


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of the courses of one snapshot; ``rows_of`` as it has it."""

    postings: Postings
    vocabulary: Vocabulary
    rows_of: Callable[[bytes], Numbers]

    @classmethod
    def read(cls, snapshot: Snapshot) -> "Words":
        """As the database has them now; what did not change since the snapshot before this one is not read again."""
        before = snapshot.kept_before.get("words")
        earlier = Earlier(before.postings, before.rows_of) if isinstance(before, cls) else None
        rows_of = partial(rows_by_keys, snapshot.keys, snapshot.by_key)
        return cls(postings.read(snapshot, earlier), Vocabulary.read(snapshot), rows_of)

    @property
    def bytes_used(self) -> int:
        """What the columns take."""
        return self.postings.bytes_used

    def find(self, criteria: Criteria, snapshot: Snapshot) -> tuple[Numbers, NDArray[np.float32]] | None:
        """The rows with the words of these criteria, and how well they fit; None for what only PostgreSQL can tell:
        words that look like these, words in quotes, how long a course takes, how near short words are."""
        text, some = criteria.text, criteria.some_words
        if criteria.similar or is_written_out(text) or length_of(text)[0] is not None:
            return None
        words = words_of(text)

        def look_up(pieces: set[str]) -> dict[str, Known]:
            return self.vocabulary.look_up({*pieces, *words})

        query, told = query_of(forms_of(text, other_ways(text, look_up), some_words=some))
        near = isinstance(query, Several) and query.all_of_them and all_short(text) and not some
        if not told or near:
            return None
        fits = np.zeros(snapshot.size, dtype=np.bool_) if query is None else self.postings.having(query)
        fit = np.zeros(snapshot.size, dtype=np.float32) if query is None else self.postings.rank(query)
        fits[self.vocabulary.called(" ".join(words), snapshot)] = True
        rows = np.flatnonzero(fits).astype(np.int32)
        return rows, fit[rows]


def words_in_columns(snapshot: Snapshot) -> Words | None:
    """Those of this snapshot; None while they are being made, or when the catalogue changed meanwhile.

    The words of a few courses are read by who asks first; those of more by a thread, while PostgreSQL is asked.
    """
    found = snapshot.kept.get("words")
    if found is None and snapshot.size <= SMALL:
        found = _make(snapshot)
    elif found is None and _making.acquire(blocking=False):
        threading.Thread(target=_make_apart, args=[snapshot], name="words", daemon=True).start()
    return found if isinstance(found, Words) else None


def _make_apart(snapshot: Snapshot) -> None:
    try:
        with transaction.atomic():
            _make(snapshot)
    except Exception:
        # Nobody waits for it: pages go on asking PostgreSQL, and the next one tries again.
        log.exception("the words of the catalogue could not be read")
    finally:
        connection.close()
        give_back()
        _making.release()


def _make(snapshot: Snapshot) -> Words | None:
    made = Words.read(snapshot)
    # Asked afterwards: a change in between has left its mark by now, and these words are of no version.
    if version() != snapshot.version:
        return None
    snapshot.kept["words"] = made
    snapshot.kept_before.pop("words", None)
    return made
