import json
import re
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from courses.feeds.enums import FeedFormat
from courses.feeds.fetching import source_of
from courses.feeds.formats import has_mapping
from courses.feeds.importing import feed_of, import_feed
from courses.feeds.tables.mapping import Mapping
from courses.kvk import kvk_of

#: What people call our formats too.
ALSO = {
    "edudex-xml": "edudex",
    "edudex-json": "edudex",
    "edu-dex": "edudex",
    "springest-2-1": "springest",
    "xcri-cap": "xcri",
    "xcri-cap-1-2": "xcri",
    "ooapi": "ooapi-v5",
    "ooapi5": "ooapi-v5",
    "ooapi-5": "ooapi-v5",
    "ooapi6": "ooapi-v6",
    "ooapi-6": "ooapi-v6",
    "oeapi-v6": "ooapi-v6",
    "schemaorg": "schema-org",
    "json-ld": "schema-org",
    "jsonld": "schema-org",
    "excel": "xlsx",
}


def _kvk(text: str) -> str:
    if not kvk_of(text):
        raise ArgumentTypeError("a KvK number has eight digits")
    return text


def _format(text: str) -> FeedFormat | str:
    name = re.sub(r"[\s_.]+", "-", text.strip().lower())
    name = ALSO.get(name, name)
    return FeedFormat(name) if name in FeedFormat.values else text


def _mapping(path: str, feed_format: str) -> dict[str, Any]:
    if not has_mapping(feed_format):
        raise CommandError("--mapping is for csv, xlsx and json.")
    try:
        mapping = Mapping.of(json.loads(Path(path).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} is no JSON that can be read.") from error
    if not mapping.complete:
        raise CommandError("The mapping must at least tell the columns of key and title.")
    return mapping.to_document()


class Command(BaseCommand):
    help = (
        "Import a feed of courses and print what happened as JSON. Exit code 0: imported; 1: refused or held, and "
        "then the old catalogue stays."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--format",
            required=True,
            type=_format,
            choices=list(FeedFormat),
            metavar=f"{{{','.join(FeedFormat.values)}}}",
        )
        parser.add_argument(
            "--provider",
            type=_kvk,
            metavar="KVK",
            help="whose feed this is; without it the feed itself must tell the KvK number of every provider in it",
        )
        parser.add_argument(
            "--allow-loopback", action="store_true", help="let http addresses of this machine in (development only)"
        )
        parser.add_argument(
            "--mapping", metavar="FILE", help="JSON that says which column is what, for csv, xlsx and json; it is kept"
        )
        parser.add_argument("address", metavar="PATH|URL")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["allow_loopback"] and settings.PRODUCTION:
            raise CommandError("--allow-loopback is for development; this portal runs in production mode.")
        if "@" in urlsplit(options["address"]).netloc:
            raise CommandError("The address holds a log-in name; it would be stored and printed. Leave it out.")
        source = source_of(options["address"], allow_loopback=options["allow_loopback"])
        feed = feed_of(FeedFormat(options["format"]), options["address"], options["provider"])
        if options["mapping"]:
            feed.mapping = _mapping(options["mapping"], feed.format)
            feed.save(update_fields=["mapping"])
        report = import_feed(feed, source)
        self.stdout.write(json.dumps(report.to_document(), ensure_ascii=False, indent=2))
        if not report.imported:
            raise SystemExit(1)
