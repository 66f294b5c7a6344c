"""Where the files of a feed come from, as readers see it; ``courses.feeds.fetching`` has the real ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Protocol


class Source(Protocol):
    """The files of one feed. ``start`` is where reading begins."""

    start: str

    def files(self, address: str) -> list[str]:
        """The addresses of the files of a folder, in order; [] when this is no folder (on the web it never is)."""
        ...

    def resolve(self, base: str, reference: str) -> str:
        """The address of a file that another file names. Raises Unusable when it leads where it may not."""
        ...

    @contextmanager
    def open(self, address: str) -> Iterator[IO[bytes]]:
        """The bytes of one file, whole. Raises Unusable when it is not there, FeedBroken when the supply is down."""
        ...

    def name(self, address: str) -> str:
        """How a report calls this file: short, for people."""
        ...
