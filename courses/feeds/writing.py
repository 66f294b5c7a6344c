"""Writing the records of one run into the catalogue, inside the transaction of the swap."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Now

from courses.feeds.models import Feed
from courses.feeds.places import Municipalities
from courses.feeds.records import CourseRecord, PriceRecord, ProviderRecord, SessionRecord
from courses.feeds.report import Report
from courses.feeds.staging import Key
from courses.feeds.values import weeks
from courses.models import Course, CoursePlace, PriceLine, Provider, Session
from courses.search.text import refresh

#: Copied one to one from record to row.
COURSE_FIELDS = (
    "title",
    "summary",
    "description",
    "keywords",
    "link",
    "contact_email",
    "language",
    "sector",
    "level",
    "level_word",
    "nlqf",
    "outcome",
    "crebo",
    "minimum_age",
    "entry_requirements",
    "start_kind",
    "online",
    "hours_total",
    "hours_per_week",
    "expires",
)
SESSION_FIELDS = (
    "starts",
    "starts_certain",
    "ends",
    "opens",
    "deadline",
    "online",
    "seats_total",
    "seats_left",
    "status",
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalogue has of one course: enough to see whether it changed."""

    pk: UUID
    digest: bytes
    gone: bool
    missing: bool
    feed: int


class Writer:
    """Writes what changed and counts it in the report. ``known`` are the courses that were there before."""

    def __init__(self, feed: Feed, report: Report, known: dict[Key, Known]) -> None:
        self.feed, self.report, self.known = feed, report, known
        self.municipalities = Municipalities.load()
        self.provider_of: dict[str, UUID] = {}

    def providers(self, records: Iterable[ProviderRecord]) -> None:
        """Make or refresh the providers of this run. A provider without a name in the feed keeps what it has."""
        for record in records:
            recognitions = record.recognitions
            told = {
                "name": record.name,
                "org_unit_id": record.org_unit_id,
                "website": record.website,
                "recognitions": None if recognitions is None else [str(word) for word in recognitions],
            }
            facts = {name: value for name, value in told.items() if value is not None}
            provider, made = Provider.objects.get_or_create(
                kvk=record.kvk, defaults=facts | {"name": record.name or f"KvK {record.kvk}"}
            )
            self.provider_of[record.kvk] = provider.pk
            if made or not record.name or all(getattr(provider, name) == value for name, value in facts.items()):
                continue
            Provider.objects.filter(pk=provider.pk).update(**facts)
            # Courses are found by the name of their provider too.
            refresh(list(Course.objects.filter(provider=provider).values_list("pk", flat=True)))

    def courses(self, records: Sequence[CourseRecord]) -> None:
        """Write a batch of courses with their sessions; what is equal to what was there is only marked as seen."""
        written: list[tuple[CourseRecord, Course]] = []
        pks: dict[Key, UUID] = {}
        for record in records:
            key = (record.kvk, record.key)
            row = self._course(record)
            before = self.known.get(key)
            if before is not None:
                pks[key] = before.pk
            if before is not None and before.digest == row.digest and not before.gone:
                self.report.courses.unchanged += 1
                continue
            written.append((record, row))
            if before is None:
                self.report.courses.new += 1
            else:
                self.report.courses.changed += 1
        rows = [row for _record, row in written]
        names = (*COURSE_FIELDS, "parts_of_day", "duration_amount", "duration_unit", "duration_weeks", "total_cents")
        Course.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["provider", "provider_key"],
            update_fields=[*names, "digest", "feed", "gone"],
        )
        pks |= {(record.kvk, record.key): row.pk for record, row in written}
        self._course_parts(written)
        changed = {row.pk for row in rows} | self._sessions(records, pks)
        seen: dict[str, Any] = {"last_seen": Now(), "feed": self.feed, "missing": None}
        Course.objects.filter(pk__in=set(pks.values()) - changed).update(**seen)
        refresh(list(changed), changed=Now(), **seen)

    def missing(self, pks: set[UUID]) -> None:
        """Courses that their feed no longer has, and had until now: in sight as long as their grace lasts."""
        self.report.sessions.gone += Session.objects.filter(course__in=pks, gone=None).count()
        self.report.courses.gone += Course.objects.filter(pk__in=pks).update(missing=Now())

    def withdrawn(self, pks: set[UUID]) -> None:
        """Courses that the feed itself says are not for the public: out of sight at once."""
        courses, sessions = out_of_sight(Course.objects.filter(pk__in=pks))
        self.report.courses.gone += courses
        self.report.sessions.gone += sessions

    def still_there(self, keys: Iterable[Key]) -> None:
        """Courses that are in the feed but could not be used: not missing."""
        pks = [self.known[key].pk for key in keys if key in self.known and self.known[key].missing]
        Course.objects.filter(pk__in=pks).update(missing=None)

    def _course(self, record: CourseRecord) -> Course:
        values: dict[str, Any] = {name: getattr(record, name) for name in COURSE_FIELDS}
        values["parts_of_day"] = [str(part) for part in record.parts_of_day]
        values["total_cents"] = lowest_total(record)
        if record.duration is not None:
            values["duration_amount"] = record.duration.amount
            values["duration_unit"] = record.duration.unit
            values["duration_weeks"] = weeks(record.duration)
        places = [(place.text, self.municipalities.code_of(place)) for place in record.places]
        digest = _digest(values, places, [_price(line) for line in record.prices])
        return Course(
            provider_id=self.provider_of[record.kvk],
            provider_key=record.key,
            feed=self.feed,
            digest=digest,
            gone=None,
            **values,
        )

    def _course_parts(self, written: list[tuple[CourseRecord, Course]]) -> None:
        """Prices and places are replaced as a whole: nothing points at them."""
        before = [row for record, row in written if (record.kvk, record.key) in self.known]
        if before:
            PriceLine.objects.filter(course__in=before).delete()
            CoursePlace.objects.filter(course__in=before).delete()
        PriceLine.objects.bulk_create(
            PriceLine(course=row, position=position, **_price(line))
            for record, row in written
            for position, line in enumerate(record.prices)
        )
        CoursePlace.objects.bulk_create(
            CoursePlace(
                course=row, position=position, text=place.text, municipality_id=self.municipalities.code_of(place)
            )
            for record, row in written
            for position, place in enumerate(record.places)
        )

    def _sessions(self, records: Sequence[CourseRecord], pks: dict[Key, UUID]) -> set[UUID]:
        """Write the sessions of these courses; returns the courses of which a session changed."""
        rows = Session.objects.filter(course__in=pks.values()).values_list("course_id", "key", "pk", "digest", "gone")
        before = {(course, key): (pk, bytes(digest), gone) for course, key, pk, digest, gone in rows}
        written: list[tuple[SessionRecord, Session]] = []
        known: list[UUID] = []
        counts = self.report.sessions
        for record in records:
            course = pks[record.kvk, record.key]
            counts.refused += len(record.refused_sessions)
            for item in record.sessions:
                row = self._session(item, course)
                old = before.pop((course, item.key), None)
                if old is not None and old[1] == row.digest and old[2] is None:
                    counts.unchanged += 1
                    continue
                written.append((item, row))
                if old is None:
                    counts.new += 1
                else:
                    counts.changed += 1
                    known.append(old[0])
            for key in record.refused_sessions:
                before.pop((course, key), None)  # the old one stays
        sessions = [row for _item, row in written]
        Session.objects.bulk_create(
            sessions,
            update_conflicts=True,
            unique_fields=["course", "key"],
            update_fields=[*SESSION_FIELDS, "place", "municipality", "total_cents", "digest", "gone"],
        )
        if known:
            PriceLine.objects.filter(session__in=known).delete()
        PriceLine.objects.bulk_create(
            PriceLine(session=row, position=position, **_price(line))
            for item, row in written
            for position, line in enumerate(item.prices)
        )
        lost = {course: pk for (course, _key), (pk, _digest, gone) in before.items() if gone is None}
        lost_pks = [pk for (_course, _key), (pk, _digest, gone) in before.items() if gone is None]
        counts.gone += Session.objects.filter(pk__in=lost_pks).update(gone=Now())
        return {row.course_id for row in sessions} | set(lost)

    def _session(self, item: SessionRecord, course: UUID) -> Session:
        values: dict[str, Any] = {name: getattr(item, name) for name in SESSION_FIELDS}
        values["place"] = item.place.text if item.place else ""
        values["municipality_id"] = self.municipalities.code_of(item.place)
        values["total_cents"] = total(item.prices)
        digest = _digest(values, [_price(line) for line in item.prices])
        return Session(course_id=course, key=item.key, digest=digest, gone=None, **values)


def grace_is_over(feed: Feed) -> None:
    """Courses of this feed that were missing for longer than its grace: out of sight until they come back."""
    until = Now() - timedelta(days=feed.grace_days)
    out_of_sight(Course.objects.filter(feed=feed, gone=None, missing__lte=until))


def out_of_sight(courses: QuerySet[Course]) -> tuple[int, int]:
    """These courses and their sessions are gone from now on; gives how many of both."""
    pks = list(courses.values_list("pk", flat=True))
    sessions = Session.objects.filter(course__in=pks, gone=None).update(gone=Now())
    return Course.objects.filter(pk__in=pks).update(gone=Now()), sessions


def total(lines: Sequence[PriceRecord]) -> int | None:
    """What one learner must pay in cents, VAT included; None when no required line says."""
    required = [line.net_cents + line.vat_cents for line in lines if line.required]
    return sum(required) if required else None


def lowest_total(record: CourseRecord) -> int | None:
    """What one learner must pay in cents: of the course, else the lowest of its sessions; None is not told."""
    own = total(record.prices)
    if own is not None:
        return own
    return min((cents for item in record.sessions if (cents := total(item.prices)) is not None), default=None)


def _price(line: PriceRecord) -> dict[str, Any]:
    return {
        "kind": str(line.kind),
        "label": line.label,
        "net_cents": line.net_cents,
        "vat_cents": line.vat_cents,
        "vat_percent": line.vat_percent,
        "required": line.required,
    }


def _digest(*content: object) -> bytes:
    """SHA-256 of what is stored: equal means that writing again would change nothing."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).digest()
