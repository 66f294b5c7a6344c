"""A fund administrator who does not program writes a scheme, a colleague publishes it, and a learner meets it."""

import re
from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from playwright.sync_api import expect

from funding.budgets.models import Budget
from funding.demo import ADMINISTRATOR, COLLEAGUE
from funding.schemes.actions import begin_version, save_example
from funding.schemes.models import Scheme, SchemeExample, SchemeVersion
from portal.people.models import User
from tests.journeys.conftest import Open, Visitor
from tests.journeys.test_learner import find_the_course, staff_log_in, to_the_outcome

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "Assens Opleidingspotje"


def at_work(visitor: Visitor, email: str) -> Visitor:
    """Logged in, at the list of schemes."""
    staff_log_in(visitor.go("/medewerkers/"), email)
    return visitor.go("/medewerkers/regelingen/")


def test_a_scheme_from_nothing_to_a_learner(opened: Open) -> None:
    farid = at_work(opened(1280), ADMINISTRATOR[0])
    page = farid.page
    farid.click("Nieuwe regeling")
    page.get_by_label("Fonds").select_option(label="Het Noorden Leert Door (demo)")
    farid.fill("Naam", NAME).fill("Wat doet deze regeling?", "Betaalt een deel van je opleiding.")
    farid.fill("Voor wie?", "Voor mensen die in Assen wonen.").press("Maak de regeling").sees("Er zijn nog")

    farid.click("Wanneer de regeling geldt").fill("Geldt vanaf", "2026-11-24").press("Bewaar")
    farid.click("Voor wie: de voorwaarden").click("Voorwaarde erbij").click("Je woonplaats")
    # While one types, the page tells how the condition reads; nothing is saved yet.
    farid.fill("Of in deze gemeenten", "Assen")
    farid.fill("Waar staat dit?", "Voorbeeld: reglement, artikel 2")
    expect(page.locator("#leest-als")).to_contain_text("Je woont in Assen.")
    farid.press("Bewaar").sees("Je woont in Assen.")
    farid.click("Voorwaarde erbij").click("Je leeftijd").fill("Waarde", "18")
    farid.fill("Waar staat dit?", "Voorbeeld: reglement, artikel 3").press("Bewaar")
    farid.sees("Je bent 18 jaar of ouder.")
    page.get_by_role("button", name=re.compile("Omhoog: Je bent 18 jaar")).click()
    expect(page.locator(".node:not(.node--group)").first).to_contain_text("Je bent 18 jaar")
    farid.click("Versie 1 van")

    farid.click("Wat de regeling betaalt").pick("Geld van de overheid voor één doel of groep")
    farid.fill("Lesgeld: zoveel procent", "100").fill("Hoogstens per opleiding", "500").press("Bewaar")
    farid.click("Bronnen").fill("Bron 1", "Voorbeeld: reglement")
    farid.fill("Vergeleken met de bron op", "2026-11-24").press("Bewaar")
    farid.click("Voorbeelden").click("Nieuw voorbeeld").fill("Wie of wat is dit?", "Iemand uit Assen")
    farid.fill("Je woonplaats", "Assen").fill("Je geboortedatum", "1990-05-17").fill("Lesgeld in euro", "1450")
    farid.pick("ja, krijgt geld").fill("Hoeveel betaalt de regeling", "500").press("Bewaar").sees("klopt")
    version = SchemeVersion.objects.select_related("scheme").get(scheme__name=NAME)
    for title, facts, verdict in (
        ("Iemand uit Emmen", {"residence": "GM0114", "birth_date": "1990-05-17"}, "no"),
        ("Zonder woonplaats", {"birth_date": "1990-05-17"}, "unknown"),
    ):
        example = SchemeExample(title=title, today=date(2026, 11, 24), facts=facts, verdict=verdict)
        save_example(version, example, User.objects.get(email=ADMINISTRATOR[0]), version.revision)
        version = SchemeVersion.objects.select_related("scheme").get(pk=version.pk)
    page.reload()
    expect(page.locator(".status--problem")).to_have_count(0)
    farid.click("Versie 1 van").press("Klaarzetten voor publicatie").sees("Een collega van het fonds publiceert hem.")

    samira = at_work(opened(1280), COLLEAGUE[0])
    samira.sees("wacht op jou: publiceren").click(NAME).click("Versie 1").press("Publiceren").sees("gepubliceerd")
    version = SchemeVersion.objects.get(pk=version.pk)
    assert (version.stage, version.rule["all"][0]["fact"]) == ("published", "age")
    Budget.objects.create(scheme_id=version.scheme_id, period=DateRange(date(2026, 11, 24), None), ceiling=10_000_000)

    lena = opened(390)
    find_the_course(lena)
    lena.click("Bekijk wat jij betaalt")
    to_the_outcome(lena)
    lena.sees(NAME).sees("€\u00a0500")


def test_the_rule_is_changed_on_a_phone_without_javascript(opened: Open) -> None:
    farid = opened(390, java_script_enabled=False)
    farid.judge = lambda: farid  # type: ignore[method-assign] # axe itself needs JavaScript
    draft = begin_version(
        Scheme.objects.select_related("fund").get(pk="het-noorden-leert-door"),
        User.objects.get(email=ADMINISTRATOR[0]),
    )
    at_work(farid, ADMINISTRATOR[0]).go(f"/medewerkers/regelingen/versies/{draft.pk}/voorwaarden/")
    farid.press("Haal weg: Het niveau van de cursus").sees("Je bent 18 jaar of ouder.")
    farid.click("Groep erbij").pick("Ten minste één ding in deze groep").press("Bewaar").sees("nog leeg")
    farid.click("Je bent 18 jaar of ouder.").fill("Waarde", "21").press("Bekijk hoe het leest")
    farid.sees("Je bent 21 jaar of ouder.").press("Bewaar").click("Je bent 21 jaar of ouder.")
    farid.page.get_by_label("Naar deze groep").select_option(index=0)
    farid.press("Verplaats")
    rule = SchemeVersion.objects.get(pk=draft.pk).rule["all"]
    assert "course.level" not in [part.get("fact") for part in rule]
    assert [(part["fact"], part["value"]) for part in rule[-1]["any"]] == [("age", 21)]
