"""An adviser and a learner prepare one application on one screen; the learner says yes twice, and finds all of it."""

import pytest

from funding.applications.models import Application
from intake.models import Adviser, Mandate
from portal.record.models import AuditEvent
from tests.journeys.conftest import Open
from tests.journeys.test_adviser import begun_talk
from tests.journeys.test_learner import log_in, staff_log_in, to_the_outcome

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ACTING = "Je handelt voor Henk Visser"


def test_together_from_the_caseload_to_a_sent_application(opened: Open) -> None:
    sanne = Adviser.objects.select_related("team").get(user__email="adviseur@doorleren.example")
    begun_talk(sanne)
    desk = opened(1280).go("/medewerkers/")
    staff_log_in(desk, "adviseur@doorleren.example")
    desk.go("/medewerkers/gesprekken/").press("Begin samen").sees("Versturen kan alleen Henk Visser")
    desk.press("Mail de code").fill_code("De code uit de e-mail", "henk@voorbeeld.example").press("Ik vind dit goed")
    desk.sees(ACTING).click("Zoek een opleiding").sees(ACTING)
    desk.page.get_by_role("searchbox").fill("werkvoorbereider")
    desk.page.keyboard.press("Enter")
    desk.click("Werkvoorbereider").sees(ACTING).click("Bekijk wat jij betaalt")
    to_the_outcome(desk)
    desk.sees(ACTING).press("Dit vraag ik aan").sees(ACTING)
    desk.fill("Je voor- en achternaam", "Henk Visser").press("Verder").sees("Henk Visser").sees(ACTING)
    draft = Application.objects.get(profile__user__email="henk@voorbeeld.example")

    # Henk finds the same file at home, changes it, and asks his sister to look along.
    henk = opened(390).go("/account/inloggen/")
    log_in(henk, "henk@voorbeeld.example")
    henk.go("/mijn/").sees("Werkvoorbereider")
    henk.go(f"/aanvragen/{draft.pk}/gegevens/").fill("Je voor- en achternaam", "Henk de Visser").press("Verder")
    henk.go("/mijn/samen/").sees("Sanne de Wit").fill("Het e-mailadres van wie je helpt", "zus@voorbeeld.example")
    henk.pick("Meekijken en opmerkingen maken").press("Vraag om hulp").sees("Die persoon moet nog ja zeggen.")
    asked = Mandate.objects.get(email="zus@voorbeeld.example")
    sister = opened(390).go(f"/samen/{asked.pk}/helpen/")
    log_in(sister, "zus@voorbeeld.example")
    sister.go(f"/samen/{asked.pk}/helpen/").press("Ja, ik help").press("Ga verder").sees(ACTING).sees(
        "Werkvoorbereider"
    )
    sister.fill("Je opmerking", "Denk aan je rooster.").press("Zeg dit").sees("Denk aan je rooster.")
    assert not sister.page.get_by_role("button", name="Laat bevestigen").count()
    henk.go(f"/mijn/samen/{asked.pk}/opmerkingen/").sees("Denk aan je rooster.")

    # On the adviser's screen Henk's own code sends it, with what he changed.
    desk.go("/samen/nu/").sees("Werkvoorbereider").go(f"/aanvragen/{draft.pk}/controleren/").sees("Henk de Visser")
    desk.click("Laat bevestigen").sees("Henk Visser bevestigt zelf").press("Mail de code")
    desk.page.locator("label").get_by_text("Ik ga ermee akkoord dat ").first.click()
    desk.fill_code("De code uit de e-mail", "henk@voorbeeld.example").press("Verstuur mijn aanvraag").sees(ACTING)
    sent = Application.objects.get(state="submitted")
    assert (sent.pk, sent.learner_name) == (draft.pk, "Henk de Visser")
    henk.go(f"/mijn/aanvragen/{sent.pk}/").sees(sent.number)
    assert {one.change["page"] for one in AuditEvent.objects.filter(verb="act_for")} >= {"funding:send_together"}

    # He ends it; the next page that the adviser opens says so.
    henk.go("/mijn/samen/").page.get_by_role("button", name="adviseur@doorleren.example").click()
    henk.arrive().sees("Het is gestopt.")
    desk.go("/opleidingen/").sees("Je handelt niet meer voor een ander")
