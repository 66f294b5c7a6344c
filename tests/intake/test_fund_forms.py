"""A scholingsadvies on the form of a fund, and the templates that a team keeps for its notes."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from intake.fund_form_access import approved_for
from intake.fund_forms.reading import BadForm, asked_forms, form_of
from intake.models import Adviser, Appointment, Consent, FilledForm, FormVersion, Profile, TalkTemplate
from intake.profile.enums import Purpose
from portal.people.enums import Role
from portal.people.models import Fund
from tests.intake.teams import confirm, deliver, make_adviser, make_kind, words
from tests.intake.test_profile import make_course
from tests.people import give_role, log_in, make_fund, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
ROTTERDAM = "rotterdams-scholingsfonds"
TOLD = {
    "situation": "Werkt in loondienst",
    "goal": "Lasser worden #met *sterretjes*",
    "why_course": "Past.",
    "chance": "Groot.",
    "costs_seen": "Ja",
    "uwv": "Geen WW-uitkering",
    "verdict": "Positief",
    "reason": "Goed voorbereid.",
}


def test_every_form_is_read_and_a_wrong_one_says_what_is_wrong() -> None:
    found = asked_forms()
    assert next(iter(found.values())).fund == ""
    assert all(one.is_example for one in found.values() if one.fund), "no fund gave us its form yet"
    good: dict[str, Any] = {
        "slug": "x", "version": 1, "fund": None, "title": "X", "source": "wet", "is_example": False,
        "fields": [{"key": "a", "label": "A", "kind": "text"}],
    }  # fmt: skip
    assert form_of(good, "x.json").fields[0].required
    for wrong in (
        {"fields": []},
        {"fields": good["fields"] * 2},
        {"source": ""},
        {"fields": [{"key": "a", "label": "A", "kind": "choice"}]},
        {"fields": [{"key": "a b", "label": "A", "kind": "text"}]},
        {"fields": [{"key": "a", "label": "A", "kind": "health"}]},
        {"version": "een"},
    ):
        with pytest.raises(BadForm, match=r"x\.json"):
            form_of(good | wrong, "x.json")


def test_a_fund_reads_the_form_only_after_the_persons_yes(talk: Appointment, desk: Client, sanne: Adviser) -> None:
    course = make_course("Lassen voor beginners")
    desk.post(f"/medewerkers/gesprekken/{talk.pk}/opleiding/", {"course": str(course.pk), "do": "add"})
    choose = f"/medewerkers/gesprekken/{talk.pk}/formulier/{course.pk}/"
    page = f"{choose}{ROTTERDAM}/"
    assert desk.get(page).status_code == 404, "a fund that this portal does not know"
    make_fund(ROTTERDAM)
    assert desk.get(f"{choose}?formulier={ROTTERDAM}").url == page
    assert desk.get(f"{choose}?formulier=raar").url.endswith("#opleidingen")
    assert "De vragen zijn een voorbeeld" in words(desk.get(page))
    wrong = desk.post(page, TOLD | {"goal": "", "uwv": "Misschien", "reason": "BSN 111222333"})
    assert wrong.status_code == 422
    assert wrong.text.count("Fout:") >= 3
    assert desk.post(page, TOLD).status_code == 302
    assert desk.post(page, TOLD | {"chance": "Heel groot."}).status_code == 302
    filled = FilledForm.objects.get()
    assert {"label": "Opleiding", "value": "Lassen voor beginners"} in filled.told
    assert {"label": "Kans op werk in Rotterdam en omgeving", "value": "Heel groot."} in filled.told
    assert not any("Andere fondsen" in line["label"] for line in filled.told), "left open is not there"
    deliver()
    told = [one for one in mail.outbox if one.subject == "Je scholingsadvies staat klaar"]
    assert len(told) == 1
    assert "lasser" not in told[0].body.lower()

    lena, own = Client(), f"/orienteren/afspraak/{talk.token}/formulier/{filled.pk}"
    assert "Lees het scholingsadvies" in words(lena.get(f"/orienteren/afspraak/{talk.token}/"))
    assert "Heel groot." in words(lena.get(f"{own}/"))
    for pdf in (lena.get(f"{own}.pdf"), desk.get(f"/medewerkers/gesprekken/{talk.pk}/formulier/{filled.pk}.pdf")):
        assert pdf.content.startswith(b"%PDF-")
    lena.post(f"{own}/delen/", {"agree": "yes"})
    lena.post(f"{own}/delen/", {"agree": "yes"})
    talk.refresh_from_db()
    profile = talk.profile_id
    assert Consent.objects.get(purpose=Purpose.ADVICE).scope == [f"fund:{ROTTERDAM}"]
    assert [one.pk for one in approved_for(profile, course.pk, ROTTERDAM)] == [filled.pk]
    wrong_ones = ((profile, course.pk, "ander-fonds"), (profile, filled.pk, ROTTERDAM), (None, course.pk, ROTTERDAM))
    for who, what, fund in wrong_ones:
        assert not approved_for(who, what, fund)
    assert desk.post(page, TOLD).status_code == 422, "what a fund may read stays as it is"
    lena.post(f"{own}/delen/", {"agree": "no"})
    assert not approved_for(profile, course.pk, ROTTERDAM)
    assert desk.post(page, TOLD).status_code == 302

    # Nobody else: another adviser, another talk's address, who handed it over and reads along.
    bram = make_adviser("Bram")
    confirm(Client(), bram, request_key="bram")
    other = Appointment.objects.get(adviser=bram)
    colleague = log_in(Client(), bram.user)
    for path in (page, f"/medewerkers/gesprekken/{talk.pk}/formulier/{filled.pk}.pdf"):
        assert colleague.get(path).status_code == 404
    for path in ("/", ".pdf"):
        assert Client().get(f"/orienteren/afspraak/{other.token}/formulier/{filled.pk}{path}").status_code == 404
    stranger = Client().post(f"/orienteren/afspraak/{other.token}/formulier/{filled.pk}/delen/", {"agree": "yes"})
    assert stranger.status_code == 404
    desk.post(f"/medewerkers/gesprekken/{talk.pk}/overdragen/", {"to": str(bram.pk), "note": "Neem over."})
    assert desk.get(page).status_code == 404
    assert colleague.get(page).status_code == 200
    assert Fund.objects.filter(slug=ROTTERDAM).exists()
    assert Profile.objects.filter(pk=profile).exists()


def test_an_ontwikkeladvies_comes_with_a_plan(talk: Appointment, desk: Client) -> None:
    give = {"kind": "development", "text": "Werk toe naar een vakdiploma."}
    page = f"/medewerkers/gesprekken/{talk.pk}/advies/"
    assert "Zet eerst een doel en een stap" in words(desk.post(page, give))
    for who, text in (("goal", "Lasser worden"), ("person", "Open dag")):
        assert desk.post(page, give).status_code == 422
        desk.post(f"/medewerkers/gesprekken/{talk.pk}/plan/", {"who": who, "text": text})
    assert desk.post(page, give).status_code == 302


def test_a_team_keeps_its_own_templates_per_kind_of_talk(talk: Appointment, desk: Client, sanne: Adviser) -> None:
    visit, page = f"/medewerkers/gesprekken/{talk.pk}/", "/medewerkers/team/sjablonen/"
    assert "Over een opleiding" in words(desk.get(visit)), "those of the portal, until there are own ones"
    other = make_kind(sanne.team, "Korte vraag")
    desk.post(page, {"title": "Alles", "kind": "", "text": "Wat nu:"})
    desk.post(page, {"title": "Alleen kort", "kind": str(other.pk), "text": "Vraag:"})
    desk.post(page, {"title": "Zelf", "kind": str(talk.kind_id), "text": "Droom:\nStap:"})
    assert desk.post(page, {"title": "Zelf", "kind": "", "text": "Blijft staan"}).status_code == 422
    assert desk.post(page, {"title": "", "kind": "999999", "text": ""}).status_code == 422
    shown = words(desk.get(visit))
    assert "Zelf Alles" in shown
    assert "Alleen kort" not in shown
    assert "Over een opleiding" not in shown
    own = TalkTemplate.objects.get(title="Zelf")
    assert "Droom:" in desk.get(f"{visit}?sjabloon={own.pk}").text
    assert "Vraag:" not in desk.get(f"{visit}?sjabloon={TalkTemplate.objects.get(title='Alleen kort').pk}").text
    assert "Zelf" in words(desk.get(f"{page}{own.pk}/"))
    desk.post(f"{page}{own.pk}/", {"title": "Zelf", "kind": "", "text": "Wens:"})
    own.refresh_from_db()
    assert (own.text, own.kind_id) == ("Wens:", None)
    els = log_in(Client(), make_adviser("Els", region="twente").user)
    assert els.get(f"{page}{own.pk}/").status_code == 404
    assert els.post(f"{page}{own.pk}/weg/").status_code == 404
    assert desk.post(f"{page}{own.pk}/weg/").status_code == 302
    assert not TalkTemplate.objects.filter(pk=own.pk).exists()


# --- What a fund asks, changed by who administers it ---------------------------------------------------------
EDIT = f"/medewerkers/scholingsadvies/{ROTTERDAM}/"
ABOUT = {"title": "Ons advies", "source": "Eigen formulier 2027", "seen": "1"}


def questions(*asked: dict[str, str], **about: str) -> dict[str, str]:
    """A form as the page sends it, with these questions."""
    sent = ABOUT | about | {"vraag-TOTAL_FORMS": str(len(asked)), "vraag-INITIAL_FORMS": "0"}
    for number, one in enumerate(asked):
        sent |= {f"vraag-{number}-{name}": value for name, value in one.items()}
    return sent


def test_a_fund_changes_what_it_asks_and_what_was_filled_in_keeps_its_words(desk: Client, talk: Appointment) -> None:
    make_fund(ROTTERDAM)
    keeper = make_user("Mila")
    give_role(keeper, Role.FUND_ADMINISTRATOR, ROTTERDAM)
    fund = log_in(Client(), keeper)
    assert "versie 1 · 9 vragen" in words(fund.get("/medewerkers/scholingsadvies/"))
    assert 'value="Doel van de opleiding"' in fund.get(EDIT).text
    course = make_course("Lassen")
    address = f"/medewerkers/gesprekken/{talk.pk}/formulier/{course.pk}/{ROTTERDAM}/"
    desk.post(address, TOLD)
    goal = {"key": "goal", "place": "2", "asks": "Doel", "answered": "text", "must": "on"}
    verdict = {"place": "1", "asks": "Advies", "answered": "choice", "choices": "Ja\nNee\n\nJa", "must": "on"}
    for wrong, sentence in (
        (questions(), "Stel minstens één vraag."),
        (questions({"asks": ""}), "Stel minstens één vraag."),
        (questions(verdict | {"choices": "Ja"}), "Geef minstens twee keuzes."),
        (questions(verdict | {"choices": "x" * 81 + "\ny"}), "hoogstens twaalf keuzes"),
        (questions(goal | {"place": "veel"}), "Vul een heel getal in."),
        (questions(goal | {"answered": "gok"}), "Kies een van de drie manieren."),
        (questions(*[{"asks": f"Vraag {number}"} for number in range(31)]), "Stel hoogstens dertig vragen, en"),
        (questions(goal, title=""), "Geef het formulier een naam."),
        (questions(goal, seen="7"), "Een collega bewaarde net een andere versie."),
    ):
        answer = fund.post(EDIT, wrong)
        assert (answer.status_code, sentence in words(answer)) == (422, True), sentence
    assert fund.post(EDIT, {"title": "zonder de rest"}).status_code == 422
    assert not FormVersion.objects.exists()
    assert fund.post(EDIT, questions(goal, verdict, {"key": "goal", "asks": "Nog een"})).status_code == 302
    assert fund.post(EDIT, questions(goal)).status_code == 422, "sent again it is about a version of before"
    asked = form_of(FormVersion.objects.get().told, "x")
    assert [(one.key, one.label, one.choices) for one in asked.fields] == [
        ("v2_1", "Advies", ("Ja", "Nee")), ("goal", "Doel", ()), ("v2_3", "Nog een", ()),
    ]  # fmt: skip
    page = desk.get(address).text
    assert "Nog een" in page
    assert "Lasser worden" in page, "the answer stays with its question"
    assert "Situatie van de deelnemer" in {line["label"] for line in FilledForm.objects.get().told}
    for who in (log_in(Client(), make_user("Ander")), desk):
        assert who.get(EDIT).status_code in {403, 404}
    other = make_user("Elders")
    make_fund("ander-fonds")
    give_role(other, Role.FUND_ADMINISTRATOR, "ander-fonds")
    assert log_in(Client(), other).get(EDIT).status_code == 404
    assert "Nog geen eigen formulier" in words(log_in(Client(), other).get("/medewerkers/scholingsadvies/"))
