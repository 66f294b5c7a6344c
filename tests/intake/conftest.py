"""What the tests of intake share: a Monday morning on which nothing is booked yet, and Sanne, who advises."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from intake.agenda.models import Adviser, Appointment
from tests.intake.teams import NOW, confirm, make_adviser
from tests.people import log_in


@pytest.fixture
def monday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sanne() -> Adviser:
    return make_adviser()


@pytest.fixture
def desk(sanne: Adviser) -> Client:
    """Where Sanne is logged in."""
    return log_in(Client(), sanne.user)


@pytest.fixture
def talk(sanne: Adviser) -> Appointment:
    """One that somebody booked with her."""
    confirm(Client(), sanne)
    return Appointment.objects.get()
