"""Which feeds staff may see. Portal managers keep all of them; fund administrators read how those are doing whose
courses are given in the regions of this brand. The views have no other way to them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.http import HttpRequest
from django.utils import timezone

from courses.access import brand_regions
from courses.feeds.building import build
from courses.feeds.enums import RunOutcome, Severity
from courses.feeds.models import Feed, FeedIssue, FeedRun
from courses.feeds.queries import FeedQuerySet
from courses.feeds.records import CourseRecord, LeftOut, Refusal
from courses.feeds.story import released_of
from courses.feeds.tables.mapping import Mapping
from courses.feeds.tables.reading import courses
from courses.models import Course, CoursePlace, Session
from portal.access import page_of, person, refuse
from portal.people.enums import Role

#: Records that a preview of a mapping shows.
PREVIEWED = 6


def manages(request: HttpRequest) -> bool:
    """Whether this person keeps the feeds, and does not only read how they are."""
    return person(request).has(Role.PORTAL_MANAGER)


def _visible(request: HttpRequest) -> FeedQuerySet[Feed]:
    found = Feed.objects.select_related("provider")
    if manages(request):
        return found
    here = Course.objects.filter(feed=OuterRef("pk"), gone=None)
    if regions := brand_regions(request):
        sessions = Session.objects.filter(course=OuterRef("pk"), gone=None, municipality__region__in=regions)
        places = CoursePlace.objects.filter(course=OuterRef("pk"), municipality__region__in=regions)
        here = here.filter(Exists(sessions) | Exists(places))
    return found.filter(Exists(here))


def feeds(request: HttpRequest) -> Page[Any]:
    """The feeds that this person may see with how they are, also while a run is busy; those that wait for somebody
    first."""
    latest = FeedRun.objects.filter(feed=OuterRef("pk")).order_by("-started")
    seen = Course.objects.filter(feed=OuterRef("pk"), gone=None).order_by().values("feed")
    rows = (
        _visible(request)
        .with_latest(latest)
        .annotate(listed=Subquery(seen.annotate(number=Count("pk")).values("number")))
        .order_by(F("waits").desc(), F("provider__name").asc(nulls_first=True), "format", "pk")
    )
    return page_of(request, rows)


def feed(request: HttpRequest, pk: int) -> Feed:
    """One feed with its provider, or 404."""
    found = _visible(request).filter(pk=pk).first()
    return found or refuse(request, "feed", pk)


def runs(request: HttpRequest, of: Feed) -> Page[Any]:
    """The runs of a feed with the number of their issues, the latest first."""
    rows = FeedRun.objects.filter(feed=of).annotate(
        errors=Count("issues", filter=Q(issues__severity=Severity.ERROR)),
        warnings=Count("issues", filter=Q(issues__severity=Severity.WARNING)),
    )
    return page_of(request, rows.order_by("-started"), 20)


def released_among(runs: Page[Any]) -> set[UUID]:
    """Which of these runs somebody released after they were held."""
    return released_of(list(runs))


def latest_run(of: Feed) -> FeedRun | None:
    """The latest run of a feed that is over."""
    return FeedRun.objects.over(of).first()


def run(request: HttpRequest, pk: int, run_pk: UUID) -> FeedRun:
    """One run of a feed, or 404."""
    of = feed(request, pk)
    found = FeedRun.objects.select_related("feed__provider").filter(pk=run_pk, feed=of).first()
    return found or refuse(request, "feed_run", run_pk)


def kinds_of_issues(of: FeedRun) -> list[dict[str, Any]]:
    """How often each kind of issue came up in a run, the gravest and most frequent first."""
    rows = FeedIssue.objects.filter(run=of).values("code", "severity").annotate(number=Count("pk"))
    order = [str(one) for one in (Severity.ERROR, Severity.WARNING, Severity.INFO)]
    return sorted(
        (dict(row) for row in rows), key=lambda row: (order.index(row["severity"]), -row["number"], row["code"])
    )


def issues(request: HttpRequest, of: FeedRun, code: str) -> Page[Any]:
    """The issues of a run, all or of one kind: the gravest first, and then in the order of the feed."""
    rows = FeedIssue.objects.filter(run=of, **({"code": code} if code else {}))
    grave = Case(When(severity=Severity.ERROR, then=0), When(severity=Severity.WARNING, then=1), default=2)
    return page_of(request, rows.order_by(grave, "position"))


def held_feeds() -> int:
    """How many feeds wait for somebody to say whether they really lost so much."""
    return _doing().that_wait().count()


def broken_feeds() -> int:
    """How many feeds that should be fetched could not be read the last time."""
    return _doing().that_went(RunOutcome.REFUSED, RunOutcome.FAILED).filter(paused=None).count()


def _doing() -> FeedQuerySet[Feed]:
    """All feeds with how the latest run that is over went."""
    return Feed.objects.with_latest(FeedRun.objects.over(OuterRef("pk")))


@dataclass(frozen=True, slots=True)
class Previewed:
    """What a mapping makes of the first rows: courses, and what is wrong, in the order of the table."""

    record: CourseRecord | Refusal | LeftOut
    title: str

    @property
    def refused(self) -> bool:
        return not isinstance(self.record, CourseRecord)


def preview(of: Feed, mapping: Mapping) -> list[Previewed]:
    """The first courses of the feed's sample by this mapping, made as an import would make them."""
    rows = ((where, cells) for where, cells in (of.sample or {}).get("rows", []))
    kvk = of.provider.kvk if of.provider else ""
    found = []
    for told in courses(rows, mapping, ""):
        found.append(Previewed(build(told, kvk=kvk, today=timezone.localdate()), told.title))
        if len(found) == PREVIEWED:
            break
    return found
