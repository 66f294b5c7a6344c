"""Records of a run wait here, outside the database, until the whole feed was read: then they are swapped in at once.

A temporary file that only this process sees and that is gone when the process is, however it ends. In memory stay
only the keys, so a feed of a hundred thousand courses takes a few megabytes.
"""

import pickle
from collections.abc import Iterator
from itertools import batched
from tempfile import SpooledTemporaryFile

from courses.feeds.enums import Severity
from courses.feeds.records import CourseRecord, Delivered, Issue, LeftOut, ProviderRecord, Refusal
from courses.feeds.sentences import sentence as _

IN_MEMORY = 8 * 1024 * 1024

type Key = tuple[str, str]


class Staging:
    """What was read so far. Keys are (KvK, provider's course id): ``staged`` wait to be swapped in, ``refused`` keep
    their old version, ``left_out`` are not for the public. ``all_known`` is false once something had no usable id."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by __exit__
        self.staged: set[Key] = set()
        self.refused: set[Key] = set()
        self.left_out: set[Key] = set()
        self.refusals = 0
        self.all_known = True
        self.providers: dict[str, ProviderRecord] = {}
        self.issues: list[Issue] = []

    def __enter__(self) -> "Staging":
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def add(self, item: Delivered) -> None:
        """Take in one record as it comes from the reader."""
        self.issues += item.issues
        match item:
            case ProviderRecord():
                self._provider(item)
            case LeftOut():
                self.left_out.add((item.kvk, item.key))
            case Refusal():
                self.refusals += 1
                if item.key is None:
                    self.all_known = False
                else:
                    self.refused.add((item.kvk, item.key))
            case CourseRecord():
                self._course(item)

    def courses(self, size: int) -> Iterator[tuple[CourseRecord, ...]]:
        """The waiting courses in the order of the feed, so many at a time."""
        self._file.seek(0)
        return batched(self._records(), size, strict=False)

    def _records(self) -> Iterator[CourseRecord]:
        for _number in range(len(self.staged)):
            yield pickle.load(self._file)  # noqa: S301 - written by this process, into a file without a name

    def _provider(self, item: ProviderRecord) -> None:
        known = self.providers.get(item.kvk)
        if known is None or item.name:
            self.providers[item.kvk] = item

    def _course(self, item: CourseRecord) -> None:
        key = (item.kvk, item.key)
        if key in self.staged:
            self.refusals += 1
            text = _("Dit nummer staat al bij een andere opleiding in deze feed. De eerste telt.")
            self.issues.append(Issue(item.key, "course_twice", Severity.ERROR, item.where, text))
            return
        self.staged.add(key)
        self.refused.discard(key)
        pickle.dump(item, self._file, protocol=pickle.HIGHEST_PROTOCOL)
