"""The demo region's courses: thirty invented ones, in files of the real format, read by the real importer."""

from pathlib import Path

from courses.feeds.enums import FeedFormat
from courses.feeds.fetching import source_of
from courses.feeds.importing import feed_of, import_feed
from courses.feeds.report import Report
from courses.occupations.loading import load_demo
from courses.occupations.models import Occupation

#: Fourteen directories under one: a collective feed, in which every institute tells its own KvK number.
DIRECTORY = Path(__file__).parent / "feeds" / "demo" / "directory.xml"
#: The feed's name in the portal, the same wherever the portal is installed.
ADDRESS = "courses/feeds/demo/directory.xml"


def load_courses() -> Report:
    """Import the demo feed; again changes nothing. Needs the reference data, to know where places are."""
    if not Occupation.objects.exists():
        load_demo()
    return import_feed(feed_of(FeedFormat.EDUDEX, ADDRESS, None), source_of(str(DIRECTORY)))
