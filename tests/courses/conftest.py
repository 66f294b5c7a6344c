"""A catalogue to look at: the demo's brands and courses, on a day on which they are to come."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

import pytest
import time_machine
from django.http import HttpRequest

from courses import estimates
from courses.demo import load_courses
from courses.estimates import Estimate, OwnCents, Payer
from courses.models import Course, Session
from courses.search.columns import Snapshot
from portal.demo import load_brands
from tests.keeping import again


@pytest.fixture
def today() -> Iterator[None]:
    """24 November 2026, noon, and time goes on from there."""
    with time_machine.travel("2026-11-24T12:00:00+01:00", tick=True):
        yield


@pytest.fixture(scope="session")
def rows_of_catalogue() -> dict[str, bytes]:
    """The rows of the catalogue, once a test made them."""
    return {}


@pytest.fixture
def catalogue(db: None, today: None, rows_of_catalogue: dict[str, bytes]) -> None:
    """The three demo brands and the thirty demo courses."""

    def make() -> None:
        load_brands()
        load_courses()

    again(rows_of_catalogue, make)


@pytest.fixture
def no_estimator(monkeypatch: pytest.MonkeyPatch) -> None:
    """A portal in which nobody tells what courses cost."""
    monkeypatch.setattr(estimates, "_estimator", None)


class Teller:
    """Somebody who knows what courses cost: the first is free, of the second questions are open, others unknown."""

    def check_url(self, course: Course, session: Session | None) -> str:
        return f"/kosten/{course.pk}/{session.pk if session else ''}"

    def for_courses(self, request: HttpRequest, courses: Sequence[Course]) -> Mapping[UUID, Estimate]:
        assert all(course.lines_for(None) for course in courses)  # whoever counts needs the prices of all of them
        known = [Estimate(0, ("Fonds A", "je werkgever")), Estimate(questions_left=3)]
        return dict(zip([course.pk for course in courses], known, strict=False))

    def for_course(self, request: HttpRequest, course: Course) -> Estimate | None:
        return self.for_courses(request, [course])[course.pk]

    def who_can(self, request: HttpRequest, course: Course, session: Session | None) -> Sequence[Payer]:
        return [Payer("Fonds A", "/regelingen/a/")]

    def own_contributions(self, request: HttpRequest, snapshot: Snapshot, *, wait: bool) -> OwnCents | None:
        return None


@pytest.fixture
def teller(no_estimator: None) -> None:
    estimates.register(Teller())
