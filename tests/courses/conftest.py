"""A catalogue to look at: the demo's brands and courses, on a day on which they are to come."""

from collections.abc import Iterator

import pytest
import time_machine

from courses import estimates
from courses.demo import load_courses
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
