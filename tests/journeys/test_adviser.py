"""An adviser's day: who comes, the record, an advice with a course, a plan, a message, and what waits afterwards."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from intake.agenda.links import new_token
from intake.agenda.slots import midnight
from intake.care.models import TalkMessage
from intake.models import Advice, Adviser, Appointment, PlanStep, Record
from intake.profile.actions import give_consent
from intake.profile.enums import Purpose
from tests.journeys.conftest import Open, focus_by_tab
from tests.journeys.test_learner import staff_log_in
from tests.outbox import work_off

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def begun_talk(adviser: Adviser) -> Appointment:
    """A talk of today that began ten minutes ago, or at midnight when that was later."""
    now = timezone.now()
    start: datetime = max(now - timedelta(minutes=10), midnight(timezone.localdate(now)))
    period = (start, start + timedelta(minutes=45))
    return Appointment.objects.create(
        adviser=adviser,
        kind=adviser.team.kinds.all()[0],
        period=period,
        occupied=period,
        mode="video",
        contact_name="Henk Visser",
        contact_email="henk@voorbeeld.example",
        hope="Ik ben lasser en wil iets anders.",
        told=[{"question": "Vindt leuk", "answer": "Uitzoeken waarom iets het niet doet"}],
        origin="http://testserver",
        consent=give_consent(Purpose.APPOINTMENT, scope=[], text_version="x", user=None),
        token=new_token(),
        request_key="vandaag",
    )


def test_the_advisers_day(opened: Open) -> None:
    sanne = Adviser.objects.select_related("team").get(user__email="adviseur@doorleren.example")
    talk = begun_talk(sanne)
    desk = opened(1280).go("/medewerkers/")
    staff_log_in(desk, "adviseur@doorleren.example")
    desk.click("Vandaag").sees("Ik ben lasser en wil iets anders.")
    page = desk.page
    page.locator("summary", has_text="Ontdekte over zichzelf").click()
    desk.sees("Uitzoeken waarom iets het niet doet")
    # One key press to the record, and written without a mouse.
    focus_by_tab(page, page.get_by_role("link", name="Schrijf het verslag"))
    page.keyboard.press("Enter")
    desk.arrive().sees("Wie komt er")
    desk.press("Is gekomen")
    focus_by_tab(page, page.get_by_role("link", name="Eerste gesprek"))
    page.keyboard.press("Enter")
    desk.arrive()
    notes = page.get_by_label("Je aantekeningen")
    assert "Waarom nu:" in notes.input_value()
    focus_by_tab(page, notes)
    page.keyboard.press("Control+End")
    page.keyboard.type(" Wil van het lassen af.")
    desk.fill("Wanneer kom je erop terug?", timezone.localdate().isoformat()).fill("Wat doe je dan?", "Nabellen")
    desk.press("Bewaar aantekeningen").sees("Bewaard.")
    assert Record.objects.get().notes.endswith("Wil van het lassen af.")

    desk.fill("Zoek een opleiding", "zorg")
    page.locator("#opleidingen").get_by_role("button", name="Zoek").click()
    desk.arrive()
    page.get_by_label("Waarom deze?").first.fill("Kan in de avond.")
    page.get_by_role("button", name="Raad aan").first.click()
    desk.arrive().sees("Kan in de avond.")
    desk.pick("Loopbaanadvies").fill("Wat schrijf je aan deze persoon?", "Kijk eens rond in de zorg.")
    desk.press("Geef dit advies").sees("Gegeven op")
    assert Advice.objects.get().kind == "career"

    desk.click("Plan, berichten en overdragen")
    for kind, text in (("Doel", "Werk zonder zwaar tillen"), ("Jij doet dit, als adviseur", "Meeloopdag regelen")):
        desk.pick(kind).fill("Wat spreken jullie af?", text).press("Zet in het plan").sees(text)
    desk.fill("Je bericht", "Fijn dat je er was.").press("Verstuur je bericht").sees("Je bericht is verstuurd.")
    assert (PlanStep.objects.count(), TalkMessage.objects.count()) == (2, 1)
    work_off()
    told = " ".join(one.body for one in mail.outbox if one.to == ["henk@voorbeeld.example"])
    assert "lassen" not in told
    assert "Fijn dat" not in told

    # What Henk writes waits on the day, and so does what was to be done.
    henk = opened(390).go(f"/orienteren/afspraak/{talk.token}/vervolg/").sees("Werk zonder zwaar tillen")
    henk.fill("Je bericht", "Mag ik dinsdag komen kijken?").press("Verstuur je bericht")
    desk.go("/medewerkers/agenda/dag/").sees("Bericht beantwoorden").sees("Nabellen")
    desk.press("Gedaan")
    assert Record.objects.get().follow_up is None
    desk.click("Week").sees("Henk Visser").click("Lijst").go("/medewerkers/gesprekken/").sees("Henk Visser")
