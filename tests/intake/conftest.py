"""What the tests of intake share: a Monday morning on which nothing is booked yet."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.intake.teams import NOW


@pytest.fixture
def monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield
