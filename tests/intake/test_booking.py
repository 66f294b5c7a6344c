"""From a free time to an appointment in both agendas."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from icalendar import Calendar
from lxml import html

from intake.models import Appointment, Consent
from portal.record.models import AuditEvent
from tests.intake.teams import CONTACT, FIRST, NOW, confirm, deliver, make_adviser, slot_url, times, type_code, words
from tests.people import log_in, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def test_the_whole_way_to_an_appointment(client: Client) -> None:
    sanne = make_adviser()
    asked = client.get(slot_url(sanne))
    assert "Met wie praten we?" in words(asked)
    assert "Dinsdag 24 november 2026 om 10:00 uur (Nederlandse tijd), 45 minuten" in words(asked)

    checked = client.post(slot_url(sanne), CONTACT | {"step": "check"}, follow=True)
    assert checked.redirect_chain == [(f"{slot_url(sanne)}nakijken/", 302)]
    assert "Klopt alles?" in words(checked)
    assert "Lena de Boer" in words(checked)
    assert not Appointment.objects.exists()
    fields = {
        i.get("name"): i.get("value") or "" for i in html.document_fromstring(checked.text).xpath("//main//form//input")
    }
    asked = client.post(slot_url(sanne), fields | {"step": "confirm"})
    assert re.fullmatch(r"/orienteren/afspraak/[\w-]{32}/bevestigen/", asked.url)
    made = type_code(client, asked.url)
    assert made.status_code == 302
    assert re.fullmatch(r"/orienteren/afspraak/[\w-]{32}/", made.url)

    page = words(client.get(made.url))
    for told in (
        "Je afspraak staat vast",
        "Dinsdag 24 november 2026 10:00 tot 10:45 (Nederlandse tijd)",
        "Voorbeeldplein 1",
        "Sanne de Wit",
        "lena@voorbeeld.example",
    ):
        assert told in page

    appointment = Appointment.objects.get()
    assert (appointment.start, appointment.end) == (FIRST, FIRST + timedelta(minutes=45))
    assert appointment.hope == "Ik wil iets met mensen."
    consent = Consent.objects.get()
    assert (consent.purpose, consent.scope) == ("appointment", [f"adviser:{sanne.pk}", f"team:{sanne.team_id}"])
    event = AuditEvent.objects.get(verb="book")
    assert (event.chain, event.object_id) == ("groningen", str(appointment.pk))
    assert "Lena" not in str(event.change)


def test_the_mail_says_the_same_with_the_appointment_for_ones_calendar(client: Client) -> None:
    sanne = make_adviser()
    made = confirm(client, sanne)
    deliver()
    message = mail.outbox[1]
    assert message.to == ["lena@voorbeeld.example"]
    assert message.subject == "Je afspraak op dinsdag 24 november 2026 om 10:00"
    assert message.body.startswith("Hallo Lena,\n")
    assert message.body.endswith("Groeten,\nDoorleren\n")
    assert "van 10:00 tot 10:45 (Nederlandse tijd)" in message.body
    assert "Waar: Voorbeeldplein 1, 9700 AA Groningen" in message.body
    assert f"http://testserver{made.url}" in message.body
    name, content, kind = message.attachments[0]
    assert (name, kind) == ("afspraak.ics", "text/calendar")
    assert Calendar.from_ical(content).walk("VEVENT")[0]["UID"] == Appointment.objects.get().uid


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"mode": "phone", "phone": "06 12345678"}, "Sanne de Wit belt je op 06 12345678"),
        ({"mode": "video"}, "Beeldbellen: Sanne de Wit mailt je de link"),
    ],
)
def test_other_ways_of_talking_say_who_does_what(client: Client, fields: dict[str, str], told: str) -> None:
    made = confirm(client, make_adviser(), **fields)
    assert told in words(client.get(made.url))
    assert Appointment.objects.get().place == ""


def test_details_can_be_changed_from_the_check_without_losing_the_rest(client: Client) -> None:
    sanne = make_adviser()
    answer = client.post(slot_url(sanne), CONTACT | {"step": "change-email"}, follow=True)
    page = html.document_fromstring(answer.text)
    assert answer.status_code == 200
    assert page.get_element_by_id("id_name").get("value") == "Lena de Boer"
    assert page.get_element_by_id("id_email").get("autofocus") is not None
    assert page.get_element_by_id("id_hope").text_content().strip() == "Ik wil iets met mensen."

    other = client.post(slot_url(sanne), CONTACT | {"step": "other"}, follow=True)
    assert other.status_code == 200
    assert "Kies een andere tijd" in words(other)
    kept = html.document_fromstring(other.text).xpath("//form[@id='details']//input[@name='hope']/@value")
    assert kept == ["Ik wil iets met mensen."]


def test_the_check_has_an_address_that_keeps_what_was_typed_until_it_is_booked(client: Client) -> None:
    sanne = make_adviser()
    address = client.post(slot_url(sanne), CONTACT | {"step": "check"}).url
    client.post("/taal/setlang/", {"language": "en", "next": address})
    in_english = client.get(address)
    assert "Is everything right?" in words(in_english)
    assert "Lena de Boer" in words(in_english)
    back = html.document_fromstring(in_english.text).xpath("//a[contains(@class, 'back')]/@href")
    assert back == [slot_url(sanne)]
    assert (
        html.document_fromstring(client.get(back[0]).text).get_element_by_id("id_name").get("value") == "Lena de Boer"
    )
    confirm(client, sanne)
    assert "Lena" not in client.get(slot_url(sanne, FIRST + timedelta(days=1))).text
    assert client.get(f"{slot_url(sanne, FIRST + timedelta(days=1))}nakijken/").status_code == 302


def test_what_was_typed_is_gone_after_an_hour_and_never_somebody_elses(client: Client) -> None:
    sanne = make_adviser()
    client.post(slot_url(sanne), CONTACT | {"step": "check"})
    assert "Lena" not in Client().get(slot_url(sanne)).text
    with time_machine.travel(NOW + timedelta(minutes=61)):
        assert "Lena" not in client.get(slot_url(sanne)).text


def test_mistakes_are_shown_at_an_address_one_can_go_back_to_and_only_once(client: Client) -> None:
    sanne = make_adviser()
    sent = client.post(slot_url(sanne), CONTACT | {"step": "check", "email": "lena"})
    assert (sent.status_code, sent.url) == (302, slot_url(sanne))
    assert "Dit is geen e-mailadres" in words(client.get(sent.url))
    again = client.get(sent.url)
    assert (again.status_code, "Dit is geen e-mailadres" in words(again)) == (200, False)
    assert html.document_fromstring(again.text).get_element_by_id("id_email").get("value") == "lena"


def test_a_learner_who_is_logged_in_finds_name_and_address_filled_in(client: Client) -> None:
    sanne = make_adviser()
    lena = make_user("Lena", phone="0612345678")
    page = html.document_fromstring(log_in(client, lena).get(slot_url(sanne)).text)
    values = [page.get_element_by_id(f"id_{name}").get("value") for name in ("name", "email", "phone")]
    assert values == ["Lena", "lena@voorbeeld.example", "0612345678"]
    confirm(client, sanne)
    assert Consent.objects.get().user_id == lena.pk
    assert AuditEvent.objects.get(verb="book").actor == lena.pk


def test_a_form_sent_twice_makes_one_appointment(client: Client) -> None:
    sanne = make_adviser()
    first, second = confirm(client, sanne), confirm(client, sanne)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert Appointment.objects.count() == 1
    deliver()
    assert len(mail.outbox) == 2, "the code and the confirmation"


def test_a_time_that_is_just_taken_gives_the_next_and_keeps_what_was_typed(client: Client) -> None:
    sanne = make_adviser()
    confirm(Client(), sanne, request_key="van-een-ander", name="Bram")
    answer = confirm(client, sanne, name="Lena", hope="Rust\nen “ruimte”")
    page = html.document_fromstring(answer.text)
    assert answer.status_code == 409
    assert "Deze tijd is niet meer vrij" in words(answer)
    assert "Wat je invulde, staat er nog." in words(answer)
    assert "Bram" not in words(answer)
    assert times(answer)[0] == "11:00 met Sanne de Wit"
    # The button of the next time leads to the check page with everything in it.
    button = page.find_class("slot")[0]
    assert button.get("form") == "details"
    fields = {i.get("name"): i.get("value") or "" for i in page.xpath("//form[@id='details']//input")}
    assert fields["hope"] == "Rust\nen “ruimte”"
    checked = client.post(button.get("formaction"), fields | {"step": "check"}, follow=True)
    assert "Klopt alles?" in words(checked)
    made = client.post(button.get("formaction"), fields | {"step": "confirm"})
    assert made.status_code == 302
    assert Appointment.objects.get(contact_name="Lena").start == FIRST + timedelta(hours=1)


def test_following_a_link_to_a_taken_time_offers_others(client: Client) -> None:
    sanne = make_adviser()
    confirm(Client(), sanne)
    answer = client.get(slot_url(sanne))
    assert answer.status_code == 409
    assert times(answer)[0] == "11:00 met Sanne de Wit"
    assert "Wat je invulde" not in words(answer)


@pytest.mark.parametrize(
    ("start", "told"),
    [
        (NOW - timedelta(days=4), "Deze tijd is al voorbij"),
        (NOW + timedelta(hours=1), "Deze tijd is niet meer vrij"),  # too soon
        (FIRST + timedelta(minutes=7), "Deze tijd is niet meer vrij"),  # between the times
        (FIRST.replace(hour=2), "Deze tijd is niet meer vrij"),  # at night
        (FIRST + timedelta(days=400), "Deze tijd is niet meer vrij"),
        (datetime(2199, 12, 31, 23, 59, tzinfo=UTC), "Deze tijd is niet meer vrij"),
    ],
)
def test_a_time_that_was_never_offered_cannot_be_had(client: Client, start: datetime, told: str) -> None:
    sanne = make_adviser()
    for answer in (client.get(slot_url(sanne, start)), confirm(client, sanne, start)):
        assert answer.status_code == 409
        assert told in words(answer)
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("moment", ["20261340T0900Z", "00000101T0000Z", "nu", "20261124T2561Z", "99991231T2359Z"])
def test_what_is_no_moment_is_no_page(client: Client, moment: str) -> None:
    assert client.get(f"/orienteren/afspraak/{make_adviser().pk}/{moment}/").status_code == 404


# --- Bad input ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name": ""}, "Vul je naam in"),
        ({"name": "Lena\r\nBcc: ander@voorbeeld.example"}, "Schrijf dit op één regel"),
        ({"name": "Lena\u2028Bcc: x"}, "Schrijf dit op één regel"),
        ({"name": "x" * 121}, "120"),
        ({"email": "lena@voorbeeld.example\r\nBcc: ander@voorbeeld.example"}, "Dit is geen e-mailadres"),
        ({"email": "lena@voorbeeld.example,ander@voorbeeld.example"}, "Dit is geen e-mailadres"),
        ({"email": "lena"}, "naam@voorbeeld.nl"),
        ({"mode": "phone", "phone": ""}, "Vul je telefoonnummer in, dan kunnen we je bellen"),
        ({"mode": "phone", "phone": "geen idee"}, "10 tot 15 cijfers"),
        ({"mode": "office", "phone": "12"}, "10 tot 15 cijfers"),
        ({"mode": "duif"}, "Hoe wil je praten?"),
        ({"mode": ""}, "Kies hoe je wilt praten."),
        ({"hope": "x" * 1001}, "1000"),
    ],
)
@pytest.mark.parametrize("step", ["check", "confirm"])
def test_what_is_wrong_is_told_and_nothing_is_lost(
    client: Client, fields: dict[str, str], told: str, step: str
) -> None:
    sanne = make_adviser()
    answer = client.post(slot_url(sanne), CONTACT | {"step": step} | fields, follow=True)
    page = html.document_fromstring(answer.text)
    assert answer.status_code == 422
    assert told in words(answer)
    kept = "email" if "email" not in fields else "name"
    assert page.get_element_by_id(f"id_{kept}").get("value") == CONTACT[kept]
    assert not Appointment.objects.exists()
    assert not mail.outbox


@pytest.mark.parametrize("typed", ["06-12345678", "+31 6 1234 5678", "（０５０）１２３４５６７", "050.123.4567"])
def test_a_telephone_number_is_taken_as_people_write_it(client: Client, typed: str) -> None:
    assert confirm(client, make_adviser(), mode="phone", phone=typed).status_code == 302
    assert re.sub(r"\D", "", Appointment.objects.get().contact_phone) in {"0612345678", "31612345678", "0501234567"}


def test_markup_in_a_name_is_text_in_page_and_mail(client: Client) -> None:
    made = confirm(client, make_adviser(), name="<b>Lena</b>", mode="video")
    deliver()
    assert "<b>Lena" not in str(mail.outbox[1].alternatives[0][0])
    assert "&lt;b&gt;Lena" in str(mail.outbox[1].alternatives[0][0])
    assert "<b>Lena" not in client.get(made.url).text


def test_a_form_without_its_key_still_makes_the_appointment(client: Client) -> None:
    assert confirm(client, make_adviser(), request_key="").status_code == 302


def test_one_address_holds_no_more_than_two_appointments_and_hears_why(client: Client) -> None:
    sanne = make_adviser()
    confirm(client, sanne)
    confirm(client, sanne, FIRST + timedelta(hours=1), request_key="second")
    third = confirm(client, sanne, FIRST + timedelta(days=1), request_key="third", email="LENA@voorbeeld.example")
    assert third.status_code == 422
    assert "Met dit e-mailadres staan al genoeg afspraken klaar." in words(third)
    assert "Ik wil iets met mensen." in third.text
    assert Appointment.objects.count() == 2


def test_from_one_network_nobody_fills_the_agenda(client: Client) -> None:
    sanne = make_adviser()
    for number in range(15):
        confirm(
            client, sanne, FIRST + timedelta(hours=30), request_key=str(number), email=f"x{number}@voorbeeld.example"
        )
    late = confirm(client, sanne, request_key="late")
    assert late.status_code == 422
    assert "Vanaf dit netwerk zijn net veel afspraken gemaakt." in words(late)
