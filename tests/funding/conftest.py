"""A day on which the shipped schemes are in force, and the schemes themselves."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine

from courses.models import Course
from funding.schemes.loading import load_schemes
from portal.people.models import Fund, User
from tests.funding.making import get_course, make_course
from tests.keeping import again
from tests.people import make_fund, make_user

TODAY = date(2026, 11, 24)


@pytest.fixture
def today() -> Iterator[date]:
    """24 November 2026, noon, and time goes on from there."""
    with time_machine.travel("2026-11-24T12:00:00+01:00", tick=True):
        yield TODAY


@pytest.fixture(autouse=True)
def documents(settings: Any, tmp_path: Path) -> Path:
    """Where proofs lie in a test."""
    place = tmp_path / "documents"
    kept = settings.STORAGES["documents"]
    settings.STORAGES = settings.STORAGES | {"documents": kept | {"OPTIONS": kept["OPTIONS"] | {"location": place}}}
    return place


@pytest.fixture(scope="session")
def rows_of_schemes() -> dict[str, bytes]:
    """The rows of the schemes, once a test made them."""
    return {}


@pytest.fixture
def schemes(db: None, today: date, rows_of_schemes: dict[str, bytes]) -> None:
    """All schemes that the project ships."""
    again(rows_of_schemes, lambda: load_schemes(demo=True))


@pytest.fixture(scope="session")
def rows_of_course() -> dict[str, bytes]:
    """The rows of the course, once a test made them."""
    return {}


@pytest.fixture
def course(schemes: None, tmp_path: Path, rows_of_course: dict[str, bytes]) -> Course:
    """A course of € 1.400 that starts on 1 March 2027 in Groningen."""
    again(rows_of_course, lambda: make_course(tmp_path / "feed"))
    return get_course()


@pytest.fixture
def fund(db: None) -> Fund:
    """A fund without schemes."""
    return make_fund("lasfonds")


@pytest.fixture
def anna(db: None) -> User:
    return make_user("Anna")


@pytest.fixture
def bram(db: None) -> User:
    return make_user("Bram")
