"""From "I don't know yet" to an appointment that the adviser sees."""

import re
from urllib.parse import urlsplit

import icalendar
import pytest
from django.core import mail

from intake.agenda.models import Appointment
from tests.intake.teams import mailed_code
from tests.journeys.conftest import Open
from tests.journeys.test_learner import staff_log_in
from tests.outbox import work_off

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_no_idea_to_an_appointment(opened: Open) -> None:
    """On a phone; wide, and without JavaScript, in tests/intake/test_orientation_browser.py."""
    lena = opened(390).go("/").click("Ik wil me eerst oriënteren")
    lena.fill("Waar woon je?", "9712 AB").press("Zoek een adviseur")
    lena.page.locator("main a.slot").first.click()
    lena.judge().fill("Je naam", "Lena de Vries").fill("Je e-mailadres", "lena@voorbeeld.example")
    lena.pick("Op kantoor").press("Verder").sees("Klopt alles?").press("Maak de afspraak")
    lena.fill("De code uit de e-mail", mailed_code(urlsplit(lena.page.url).path)).press("Zet mijn afspraak vast")
    lena.sees("Nederlandse tijd")
    made = Appointment.objects.select_related("adviser__user").get()
    lena.sees(made.adviser.name)

    work_off()
    message = [one for one in mail.outbox if one.to == ["lena@voorbeeld.example"]][-1]
    text = next(part[1] for part in message.attachments if part[2].startswith("text/calendar"))
    event = icalendar.Calendar.from_ical(text).walk("VEVENT")[0]
    assert event.start == made.start

    adviser = opened(1280).go("/medewerkers/")
    staff_log_in(adviser, made.adviser.user.email)
    week = f"{made.start:%Y-%m-%d}"
    adviser.go(f"/medewerkers/agenda/?week={week}").sees("Lena de Vries")
    assert re.search(r"\d{1,2}:\d{2}", adviser.page.locator("main").inner_text())
