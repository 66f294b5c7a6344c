"""The readers by the name of their format: the one place that knows them all."""

from dataclasses import dataclass
from functools import partial

from courses.feeds.edudex import read_edudex
from courses.feeds.enums import FeedFormat
from courses.feeds.marketplaces.bloomville import read_bloomville
from courses.feeds.marketplaces.edubookers import read_edubookers
from courses.feeds.marketplaces.springest import read_springest
from courses.feeds.marketplaces.studytube import read_studytube
from courses.feeds.marketplaces.xcri import read_xcri
from courses.feeds.models import Feed
from courses.feeds.ooapi import read_ooapi_5, read_ooapi_6
from courses.feeds.records import Reader
from courses.feeds.schema_org import read_schema_org
from courses.feeds.tables.reading import Table, read_csv, read_json, read_xlsx


@dataclass(frozen=True, slots=True)
class Format:
    """A reader and what must be known of its format.

    ``one_file``: the feed is one file, so a server may say that it did not change.
    """

    reader: Reader
    one_file: bool = True


FORMATS: dict[FeedFormat, Format] = {
    FeedFormat.EDUDEX: Format(read_edudex, one_file=False),
    FeedFormat.SPRINGEST: Format(read_springest),
    FeedFormat.STUDYTUBE: Format(read_studytube),
    FeedFormat.EDUBOOKERS: Format(read_edubookers),
    FeedFormat.BLOOMVILLE: Format(read_bloomville),
    FeedFormat.XCRI: Format(read_xcri),
    FeedFormat.OOAPI_5: Format(read_ooapi_5, one_file=False),
    FeedFormat.OOAPI_6: Format(read_ooapi_6, one_file=False),
    FeedFormat.SCHEMA_ORG: Format(read_schema_org, one_file=False),
    FeedFormat.CSV: Format(read_csv),
    FeedFormat.XLSX: Format(read_xlsx),
    FeedFormat.JSON: Format(read_json),
}


def reader_of(feed: Feed) -> Reader:
    """The reader of a feed, that of a table with the feed's mapping."""
    reader = FORMATS[FeedFormat(feed.format)].reader
    return partial(reader, mapping=feed.mapping) if isinstance(reader, Table) else reader


def has_mapping(feed_format: str) -> bool:
    """Whether somebody must say which column is what."""
    return isinstance(FORMATS[FeedFormat(feed_format)].reader, Table)
