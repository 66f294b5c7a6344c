"""What leaves the portal for partners: every course that anybody may see, of all brands, with what is still to come."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone

from courses.enums import Outcome, StartKind
from courses.loading import whole
from courses.models import Course, Provider, Session
from courses.search.text import query_of

#: So many courses are in memory at a time while a file is made.
CHUNK = 500
#: What a program of OOAPI leads to; all other courses are courses only.
PROGRAM_OUTCOMES = (Outcome.DIPLOMA, Outcome.MBO_CERTIFICATE)
#: How one gets into a course that begins whenever one likes.
AT_WILL = (StartKind.AGREED, StartKind.DIRECT)


def by_provider(kvk: str = "") -> Iterator[tuple[Provider, Iterator[Course]]]:
    """Every provider with something to show, by KvK number, and its courses as ``whole`` gives them, a few at a time.

    ``kvk``: this provider only. Each chunk is read by itself, so a slow reader holds no transaction open.
    """
    today = timezone.localdate()
    providers = Provider.objects.filter(Exists(Course.objects.listed(today).filter(provider=OuterRef("pk"))))
    for provider in list((providers.filter(kvk=kvk) if kvk else providers).order_by("kvk")):
        yield provider, _of(provider, today)


def _of(provider: Provider, today: date) -> Iterator[Course]:
    last: UUID | None = None
    courses = Course.objects.listed(today).filter(provider=provider).order_by("pk")
    while True:
        some = list(whole(courses.filter(pk__gt=last) if last else courses, today)[:CHUNK])
        yield from some
        if len(some) < CHUNK:
            return
        last = some[-1].pk


def listed(*, programs: bool = False, text: str = "", language: str = "", key: str = "") -> QuerySet[Course]:
    """Courses for a page of the API, in the order of their keys; ``programs``: only what leads to a diploma."""
    found = Course.objects.listed(timezone.localdate()).order_by("pk")
    if programs:
        found = found.filter(outcome__in=PROGRAM_OUTCOMES)
    if text:
        query = query_of(text)
        found = found.none() if query is None else found.filter(search=query)
    if language:
        found = found.filter(language=language)
    return found.filter(provider_key=key) if key else found


def one(pk: UUID, *, programs: bool = False) -> Course:
    """A course of ``listed``, whole; Http404 when it is not there."""
    today = timezone.localdate()
    found = whole(listed(programs=programs), today).filter(pk=pk).first()
    if found is None:
        raise Http404("course")
    return found


def offered(course: Course) -> QuerySet[Session]:
    """The sessions of a course that are to come, first start first."""
    return Session.objects.to_come(timezone.localdate()).filter(course=course).order_by("starts", "pk")


def session(pk: UUID) -> Session | None:
    """A session to come of a course that may be seen, with its place and prices; None when there is none."""
    today = timezone.localdate()
    coming = Session.objects.to_come(today).filter(course__in=Course.objects.listed(today))
    return coming.select_related("municipality").prefetch_related("price_lines").filter(pk=pk).first()


def providers() -> QuerySet[Provider]:
    """Providers with at least one course that may be seen, in the order of their keys."""
    some = Course.objects.listed(timezone.localdate()).filter(provider=OuterRef("pk"))
    return Provider.objects.filter(Exists(some)).order_by("pk")


def provider(pk: UUID) -> Provider:
    """One of ``providers``; Http404 when it is not there."""
    found = providers().filter(pk=pk).first()
    if found is None:
        raise Http404("provider")
    return found


def amounts() -> dict[str, Any]:
    """How much there is, for the page for partners."""
    today = timezone.localdate()
    return {"courses": Course.objects.listed(today).count(), "providers": providers().count()}
