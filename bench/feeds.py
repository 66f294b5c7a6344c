"""Importing a large feed: how fast, and how much memory: python -m bench.feeds (COURSES for another size,
ONLY=feeds or ONLY=large)

A Springest file is written course by course, with five sessions each; the real importer takes it, at a tenth
of its size and whole. Memory must not grow with the feed but for its keys. Then files as large as we take and a little
larger, with few courses in them. Also part of python -m bench.catalogue.
"""

import os
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from xml.sax.saxutils import escape

from bench.database import own_database
from bench.measuring import COURSES, resident

SESSIONS = 5
TOWNS = ("Groningen", "Assen", "Emmen", "Leeuwarden", "Zwolle", "Enschede", "Rotterdam", "Utrecht")
WORDS = Path(__file__).with_name("words.txt")


def write(path: Path, courses: int, length: int = 120) -> None:
    """A feed of so many courses with texts of so many words, one at a time: nothing of it stays in memory."""
    words = WORDS.read_text(encoding="utf-8").split()
    start = date(2027, 1, 4)
    with path.open("w", encoding="utf-8") as file:
        file.write("<Products>\n")
        for number in range(courses):
            title = f"{words[number % len(words)]} {words[number * 7 % len(words)]} {number}"
            text = " ".join(words[(number * 13 + step) % len(words)] for step in range(length))
            file.write(
                f"<Product><ID>C{number}</ID><Name>{escape(title)}</Name><Description>{escape(text)}</Description>"
                f"<Price>{100 + number % 3000}</Price><VatIncluded>exempt</VatIncluded><ProductType>open</ProductType>"
                f"<WebAddress>https://opleider.example/{number}</WebAddress><Level>MBO</Level><StartingDatePlaces>"
            )
            for session in range(SESSIONS):
                day = start + timedelta(days=(number * 3 + session * 40) % 600)
                file.write(
                    f"<StartingDatePlace><ID>{number}-{session}</ID><Startdate>{day}</Startdate>"
                    f"<Enddate>{day + timedelta(days=30)}</Enddate>"
                    f"<Place>{TOWNS[(number + session) % len(TOWNS)]}</Place></StartingDatePlace>"
                )
            file.write("</StartingDatePlaces></Product>\n")
        file.write("</Products>\n")


class Peak:
    """The most memory in use while it looked, in megabytes over what was in use at its beginning."""

    megabytes = 0


@contextmanager
def watched() -> Iterator[Peak]:
    """Look at the memory of this process every twentieth of a second."""
    peak, before, over = Peak(), resident(), threading.Event()

    def look() -> None:
        while not over.wait(0.05):
            peak.megabytes = max(peak.megabytes, resident() - before)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def measure_feeds() -> bool:
    """Import at a tenth and whole, then the same again; needs an empty or other catalogue that is migrated."""
    from bench.figures import tell
    from courses.feeds.enums import FeedFormat
    from courses.feeds.fetching import source_of
    from courses.feeds.importing import feed_of, import_feed

    well, peaks = True, []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "springest.xml"
        for number, kvk in ((max(COURSES // 10, 100), "90000001"), (COURSES, "90000002"), (COURSES, "90000002")):
            write(path, number)
            feed = feed_of(FeedFormat.SPRINGEST, str(path), kvk)
            start = perf_counter()
            with watched() as peak:
                report = import_feed(feed, source_of(str(path)))
            seconds = perf_counter() - start
            assert report.imported, report.issues[-1]
            again = report.courses.unchanged == number
            name = f"courses a second, {'the same again' if again else 'new'}, of {number}"
            well &= tell(name, number / seconds, "courses/s", against=1, target=100, n=number, at_least=True)
            peaks.append(peak.megabytes)
            print(f"{path.stat().st_size / 2**20:.0f} MB, {seconds:.0f} s", file=sys.stderr)
    well &= tell("memory added by a tenth of the feed", peaks[0], "MB", against=150, target=1, n=1)
    well &= tell("memory added by the whole feed", peaks[1], "MB", against=300, target=1, n=1)
    return well


#: What a file may be at most (courses.feeds.fetching.Limits), and courses that are mostly text: 2 MB each.
LARGEST, WORDS_EACH = 300, 250_000


def measure_large() -> bool:
    """A file just under what we take comes in with flat memory; one just over it is refused, with a sentence."""
    from bench.figures import tell
    from courses.feeds.enums import FeedFormat, RunOutcome
    from courses.feeds.fetching import source_of
    from courses.feeds.importing import feed_of, import_feed

    well = True
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "springest.xml"
        write(path, 1, WORDS_EACH)
        each = path.stat().st_size
        for number, kvk, taken in (
            (LARGEST * 2**20 // each, "90000003", True),
            (LARGEST * 2**20 // each + 1, "90000004", False),
        ):
            write(path, number, WORDS_EACH)
            megabytes = path.stat().st_size / 2**20
            start = perf_counter()
            with watched() as peak:
                report = import_feed(feed_of(FeedFormat.SPRINGEST, str(path), kvk), source_of(str(path)))
            seconds = perf_counter() - start
            codes = Counter(issue.code for issue in report.issues)
            print(f"{megabytes:.1f} MB: {report.outcome}, {report.courses.new} courses, {dict(codes)}", file=sys.stderr)
            print(report.issues[-1].message if report.issues else "nothing to report", file=sys.stderr)
            right = report.outcome == (RunOutcome.IMPORTED if taken else RunOutcome.REFUSED)
            name = f"a file of {megabytes:.0f} MB, {'taken' if taken else 'refused'}"
            well &= tell(f"{name} as it should", int(right), "yes", against=1, target=1, n=1, at_least=True)
            well &= tell(f"{name}: seconds", seconds, "s", against=600, target=1, n=1)
            well &= tell(f"{name}: memory added", peak.megabytes, "MB", against=150, target=1, n=1)
    return well


def main() -> int:
    only = os.environ.get("ONLY", "")
    with own_database():
        well = measure_feeds() if only in ("", "feeds") else True
        well &= measure_large() if only in ("", "large") else True
        return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
