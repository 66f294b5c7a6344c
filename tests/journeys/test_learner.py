"""From a question to a decided application, on a phone and on a desk, by finger, by keyboard and without JavaScript."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from funding.applications.models import Application, PlanLine
from tests.journeys.conftest import Open, Visitor, focus_by_tab, mailed_code
from tests.outbox import work_off

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

COURSE = "Werkvoorbereider voor carrièreswitchers"
#: What somebody from Assen answers, by a part of the question.
ANSWERS = {
    "Wanneer wil je beginnen": ("pick-first", ""),
    "Waar woon je": ("fill", "9401 ab"),
    "Waar werk je": ("fill", "Assen"),
    "Heb je nu werk": ("pick", "Ja, in loondienst"),
    "geboortedatum": ("date", "17 5 1984"),
    "uitkering": ("pick", "Nee"),
    "cao": ("pick", "Een andere cao"),
    "hoogste diploma": ("pick", "Mbo niveau 2"),
    "Moet je deze cursus": ("pick", "Nee"),
    "Krijg je een baan": ("pick", "Nee"),
    "werkgever mee": ("fill", "0"),
    "ingeschreven": ("pick", "Nee"),
    "loopbaanadviseur": ("pick", "Nee"),
}


def answer(visitor: Visitor) -> None:
    """Answer the question on the screen and go on."""
    kind, value = next(given for part, given in ANSWERS.items() if part.lower() in visitor.heading.lower())
    page = visitor.page
    if kind == "pick":
        visitor.pick(value)
    elif kind == "pick-first":
        page.locator("main label").first.click()
    elif kind == "fill":
        page.locator("main form input:not([type=hidden]):not([type=checkbox])").first.fill(value)
    else:
        for label, text in zip(("Dag", "Maand", "Jaar"), value.split(), strict=True):
            page.get_by_label(label, exact=True).fill(text)
    visitor.press("Verder")


def to_the_outcome(visitor: Visitor) -> None:
    """Answer everything that is asked."""
    for _ in range(20):
        if "/uitkomst/" in visitor.path:
            return
        answer(visitor)
    raise AssertionError("the questions did not end")


def find_the_course(visitor: Visitor) -> None:
    """From the home page by tile 1 to the page of the course."""
    visitor.go("/").click("Ik weet welke kant ik op wil")
    visitor.page.get_by_role("searchbox").fill("werkvoorbereider")
    visitor.page.keyboard.press("Enter")
    visitor.click("Werkvoorbereider")


def log_in(visitor: Visitor, email: str) -> None:
    visitor.fill("Je e-mailadres", email).press("Stuur mij een code")
    visitor.fill_code("Code", email).press("Inloggen")


def to_a_sent_application(lena: Visitor) -> Application:
    """From the home page to an application of Lena de Vries, which she finds and is mailed about."""
    find_the_course(lena)
    lena.click("Bekijk wat jij betaalt")
    to_the_outcome(lena)
    lena.sees("Het Noorden Leert Door").sees("€\u00a02.500").press("Dit vraag ik aan")
    log_in(lena, "lena@voorbeeld.example")
    lena.fill("Je voor- en achternaam", "Lena de Vries").press("Verder")
    lena.sees("Lena de Vries").sees("17 mei 1984")
    lena.page.locator("label").get_by_text("Ik ga ermee akkoord dat ").first.click()
    lena.press("Verstuur je aanvraag")
    sent = Application.objects.get(state="submitted")
    lena.sees(sent.number)
    work_off()
    assert any(sent.number in one.subject for one in mail.outbox)
    return sent


def test_from_question_to_sent_application_without_javascript(opened: Open) -> None:
    to_a_sent_application(opened(390, java_script_enabled=False))


def test_from_question_to_decided_application(opened: Open) -> None:
    lena = opened(390)
    sent = to_a_sent_application(lena)

    # Above the fund's limit: one prepares, another approves.
    farid = opened(1280).go("/medewerkers/")
    staff_log_in(farid, "fondsbeheerder@doorleren.example")
    farid.go("/medewerkers/fonds/")
    farid.page.locator("summary", has_text="Sneltoetsen").click()
    farid.page.get_by_label("Gebruik sneltoetsen").check()
    farid.click("Lena de Vries").sees("Je woont in Groningen, Friesland of Drenthe.")
    for key, part in (("d", "#deel-deelnemer"), ("v", "#deel-voorwaarden"), ("p", "#deel-plan"), ("b", "#besluit")):
        farid.page.keyboard.press(key)
        expect(farid.page.locator(part)).to_be_focused()
    farid.pick("Toekennen").fill("Waarom?", "Je voldoet aan alle voorwaarden.").press("Bewaar het voorstel")
    farid.sees("wacht op tweede beoordelaar")
    ingrid = opened(1280).go("/medewerkers/")
    staff_log_in(ingrid, "beoordelaar@doorleren.example")
    ingrid.go("/medewerkers/fonds/").click("Lena de Vries").press("Bekijk de brief").press(
        "Keur goed en verstuur de brief"
    )
    work_off()
    assert any("heeft een besluit genomen over je aanvraag" in one.subject for one in mail.outbox)
    line = PlanLine.objects.get(application=sent, fund="het-noorden-leert-door")
    assert line.state == "granted"

    lena.go(f"/mijn/aanvragen/{sent.pk}/").sees("Toegekend").click("Lees de brief")
    lena.sees("Je voldoet aan alle voorwaarden.").sees("bezwaar")


def staff_log_in(visitor: Visitor, email: str) -> None:
    visitor.fill("E-mailadres van je werk", email).fill("Wachtwoord", "doorleren-demo").press("Verder")


def test_the_whole_way_with_a_keyboard_only(opened: Open) -> None:
    lena = opened(1280).go("/")
    page = lena.page

    def enter(name: str, role: str = "link") -> None:
        target = page.get_by_role(role, name=re.compile(re.escape(name))).first  # type: ignore[arg-type]
        focus_by_tab(page, target)
        left = page.url
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: url != left)
        lena.arrive()

    enter("Ik weet welke kant ik op wil")
    focus_by_tab(page, page.get_by_role("searchbox"))
    page.keyboard.type("werkvoorbereider")
    page.keyboard.press("Enter")
    enter("Werkvoorbereider")
    enter("Bekijk wat jij betaalt")
    for _ in range(20):
        if "/uitkomst/" in lena.path:
            break
        kind, value = next(given for part, given in ANSWERS.items() if part.lower() in lena.heading.lower())
        if kind.startswith("pick"):
            first = page.locator("main input[type=radio]").first
            focus_by_tab(page, first)
            page.keyboard.press("Space")
            for _ in range(40 if kind == "pick" else 0):
                if _chosen(lena) == value:
                    break
                page.keyboard.press("ArrowDown")
            assert kind != "pick" or _chosen(lena) == value
        elif kind == "fill":
            focus_by_tab(page, page.locator("main form input:not([type=hidden]):not([type=checkbox])").first)
            page.keyboard.type(value)
        else:
            focus_by_tab(page, page.get_by_label("Dag", exact=True))
            for text in value.split():
                page.keyboard.type(text)
                page.keyboard.press("Tab")
        enter("Verder", "button")
    enter("Dit vraag ik aan", "button")
    focus_by_tab(page, page.get_by_label("Je e-mailadres"))
    page.keyboard.type("lena@voorbeeld.example")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code")).to_be_visible()
    focus_by_tab(page, page.get_by_label("Code"))
    page.keyboard.type(mailed_code("lena@voorbeeld.example"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Wie ben je")
    focus_by_tab(page, page.get_by_label("Je voor- en achternaam"))
    page.keyboard.type("Lena de Vries")
    page.keyboard.press("Enter")
    focus_by_tab(page, page.get_by_role("checkbox"))
    page.keyboard.press("Space")
    enter("Verstuur je aanvraag", "button")
    lena.sees(Application.objects.get(state="submitted").number)


def _chosen(visitor: Visitor) -> str:
    """The words of the radio that is chosen."""
    return visitor.page.evaluate(
        "() => { const on = document.querySelector('main input[type=radio]:checked');"
        " return on ? document.querySelector(`label[for='${on.id}']`).innerText.trim() : ''; }"
    )


def test_both_tiles_are_in_sight_on_a_phone_and_nothing_is_in_their_way(opened: Open) -> None:
    page = opened(390).go("/").page
    for title in ("Ik weet welke kant ik op wil", "Ik wil me eerst oriënteren"):
        box = page.get_by_role("link", name=title).bounding_box()
        assert box
        assert box["y"] + box["height"] <= 844
    assert page.locator("main a, main button").first.inner_text().startswith("Ik weet")


def test_an_expired_session_loses_no_answer(opened: Open) -> None:
    lena = opened(390)
    find_the_course(lena)
    lena.click("Bekijk wat jij betaalt")
    answer(lena)
    residence = lena.path
    answer(lena)
    before = lena.heading
    lena.page.context.clear_cookies(name="session")
    answer(lena)
    expect(lena.page.locator("h1")).not_to_have_text(before)
    lena.go(residence)
    expect(lena.page.locator("main form input:not([type=hidden]):not([type=checkbox])").first).to_have_value("Assen")


def test_a_log_out_on_a_shared_device_leaves_nothing(opened: Open) -> None:
    lena = opened(390)
    find_the_course(lena)
    course = lena.path
    lena.click("Bekijk wat jij betaalt")
    answer(lena)
    answer(lena)
    log_in(lena.go("/account/inloggen/"), "lena@voorbeeld.example")
    lena.press("Uitloggen")
    if "uitloggen" in lena.path:
        lena.press("Uitloggen")
    lena.go(course).click("Bekijk wat jij betaalt")
    assert "Wanneer wil je beginnen" in lena.heading
    answer(lena)
    expect(lena.page.locator("main form input:not([type=hidden]):not([type=checkbox])").first).to_have_value("")


def test_a_wrong_answer_gets_a_sentence_and_keeps_what_was_typed(opened: Open) -> None:
    lena = opened(390)
    find_the_course(lena)
    lena.click("Bekijk wat jij betaalt")
    answer(lena)
    assert "Waar woon je" in lena.heading
    lena.page.locator("main form input:not([type=hidden]):not([type=checkbox])").first.fill("0000 XX")
    lena.press("Verder")
    assert lena.page.title().startswith("Fout:")
    expect(lena.page.locator(".error-summary")).to_be_focused()
    expect(lena.page.locator("main form input:not([type=hidden]):not([type=checkbox])").first).to_have_value("0000 XX")
