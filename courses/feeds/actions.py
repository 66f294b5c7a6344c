"""What staff do with feeds: adding, changing, holding, releasing and saying which column is what."""

from typing import IO, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.feeds.archives import unpacked
from courses.feeds.enums import FeedFormat
from courses.feeds.fetching import Limits, WebSource
from courses.feeds.formats import FORMATS
from courses.feeds.models import Feed, FeedRun
from courses.feeds.records import Unusable
from courses.feeds.sentences import sentence as _
from courses.feeds.story import RELEASE
from courses.feeds.tables.mapping import Mapping
from courses.feeds.tables.reading import Table, columns_of, sample_of
from courses.models import Provider
from portal.people.models import User
from portal.record import audit

#: Somebody waits for the first rows, so they come soon or not.
SAMPLE_LIMITS = Limits(file_bytes=20 * 1024 * 1024, file_seconds=10, feed_seconds=10)
LONGEST_SAMPLE_CELL = 300


class AlreadyThere(Exception):
    """This provider has a feed in this format already."""

    def __init__(self, feed: Feed) -> None:
        super().__init__(str(feed.pk))
        self.feed = feed


@transaction.atomic
def add(feed_format: str, kvk: str, name: str, address: str, report_to: str, *, by: User) -> Feed:
    """A new feed of a provider, who may be new too. Raises AlreadyThere."""
    provider, _made = Provider.objects.get_or_create(kvk=kvk, defaults={"name": name or f"KvK {kvk}"})
    known = Feed.objects.filter(format=feed_format, provider=provider).first()
    if known is not None:
        raise AlreadyThere(known)
    try:
        with transaction.atomic():
            feed = Feed.objects.create(format=feed_format, provider=provider, address=address, report_to=report_to)
    except IntegrityError as error:
        raise AlreadyThere(Feed.objects.get(format=feed_format, provider=provider)) from error
    audit.record(by, "add_feed", feed, format=feed_format, kvk=kvk)
    return feed


@transaction.atomic
def change(feed: Feed, values: dict[str, Any], *, by: User) -> None:
    """Another address, mail address, share or grace; another address is read as if nothing were known of it.

    ``questions_to`` is where visitors' questions to the provider go, whatever its feeds say.
    """
    questions_to = values.get("questions_to")
    if questions_to is not None and feed.provider is not None and questions_to != feed.provider.contact_email:
        Provider.objects.filter(pk=feed.provider.pk).update(contact_email=questions_to)
        audit.record(by, "change_provider_contact", feed.provider)
    values = {name: value for name, value in values.items() if name != "questions_to"}
    if values.get("address", feed.address) != feed.address:
        values = values | {"etag": "", "last_modified": "", "fetched": None}
    Feed.objects.filter(pk=feed.pk).update(**values)
    audit.record(by, "change_feed", feed, changed=sorted(values))


@transaction.atomic
def pause(feed: Feed, *, by: User) -> None:
    """Not fetched from now on; what is in the catalogue stays."""
    if Feed.objects.filter(pk=feed.pk, paused=None).update(paused=timezone.now()):
        audit.record(by, "pause_feed", feed)


@transaction.atomic
def resume(feed: Feed, *, by: User) -> None:
    """Fetched again, as soon as it is its turn."""
    if Feed.objects.filter(pk=feed.pk).exclude(paused=None).update(paused=None):
        audit.record(by, "resume_feed", feed)


@transaction.atomic
def ask(feed: Feed, *, by: User) -> None:
    """Its turn is now."""
    Feed.objects.filter(pk=feed.pk).update(fetched=None, etag="", last_modified="")
    audit.record(by, "ask_feed", feed)


@transaction.atomic
def release(run: FeedRun, *, by: User) -> bool:
    """The feed may lose as many courses, once, as this held run lost; whether that was still to be decided.

    Only the latest run of a feed can be released: what was missing before says nothing of now.
    """
    feed = Feed.objects.select_for_update().get(pk=run.feed_id)
    latest = FeedRun.objects.over(feed).first()
    if latest is None or latest.pk != run.pk or not feed.waits_on(latest):
        return False
    Feed.objects.filter(pk=feed.pk).update(released=latest.missing, fetched=None)
    audit.record(by, RELEASE, run, missing=latest.missing)
    return True


def first_rows(feed: Feed, upload: IO[bytes] | None = None, *, allow_loopback: bool = False) -> None:
    """Keep the first rows of the feed's table, from its address or a file. Raises Unusable and FeedBroken."""
    reader = FORMATS[FeedFormat(feed.format)].reader
    if not isinstance(reader, Table):
        raise Unusable("no_table", _("Dit formaat heeft geen koppeling nodig."))
    if upload is not None:
        with unpacked(upload, SAMPLE_LIMITS.file_bytes) as file:
            rows = sample_of(reader.rows(file))
    else:
        source = WebSource(feed.address, SAMPLE_LIMITS, allow_loopback=allow_loopback)
        with source.open(source.start) as file:
            rows = sample_of(reader.rows(file))
    if not rows:
        raise Unusable("empty_file", _("In dit bestand staan geen rijen."))
    kept = [[where, {name: text[:LONGEST_SAMPLE_CELL] for name, text in cells.items()}] for where, cells in rows]
    Feed.objects.filter(pk=feed.pk).update(sample={"columns": columns_of(rows), "rows": kept})


@transaction.atomic
def set_mapping(feed: Feed, mapping: Mapping, *, by: User) -> None:
    """Read the feed by this mapping from now on; its turn is now, for what was read before was read otherwise."""
    Feed.objects.filter(pk=feed.pk).update(mapping=mapping.to_document(), etag="", last_modified="", fetched=None)
    audit.record(by, "map_feed", feed, columns=mapping.columns)
