"""What waits for an adviser stands in the morning digest, as numbers without names."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from intake.advice.models import Record
from intake.models import Appointment
from tests.intake.teams import confirm, make_adviser
from tests.people import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_an_adviser_reads_who_to_come_back_to_and_nobody_else_does() -> None:
    sanne, other = make_adviser(), make_adviser("Bo")
    confirm(Client(), sanne)
    Record.objects.create(appointment=Appointment.objects.get(), follow_up=date(2026, 11, 20), follow_up_text="Bel.")
    page = log_in(Client(), sanne.user).get(reverse("portal:today"))
    assert "Op 1 mens zou je terugkomen." in page.text
    assert "Lena" not in page.text
    assert "terugkomen" not in log_in(Client(), other.user).get(reverse("portal:today")).text
