"""The readers by the name of their format: the one place that knows them all."""

from dataclasses import dataclass

from courses.feeds.edudex import read_edudex
from courses.feeds.enums import FeedFormat
from courses.feeds.marketplaces.bloomville import read_bloomville
from courses.feeds.marketplaces.edubookers import read_edubookers
from courses.feeds.marketplaces.springest import read_springest
from courses.feeds.marketplaces.studytube import read_studytube
from courses.feeds.marketplaces.xcri import read_xcri
from courses.feeds.records import Reader


@dataclass(frozen=True, slots=True)
class Format:
    """A reader and what must be known of its format.

    ``one_file``: the feed is one file, so a server may say that it did not change. ``tells_provider``: it may be a
    collective feed, because it names the KvK number of every provider itself.
    """

    reader: Reader
    one_file: bool = True
    tells_provider: bool = False


FORMATS: dict[FeedFormat, Format] = {
    FeedFormat.EDUDEX: Format(read_edudex, one_file=False, tells_provider=True),
    FeedFormat.SPRINGEST: Format(read_springest),
    FeedFormat.STUDYTUBE: Format(read_studytube),
    FeedFormat.EDUBOOKERS: Format(read_edubookers),
    FeedFormat.BLOOMVILLE: Format(read_bloomville),
    FeedFormat.XCRI: Format(read_xcri),
}
