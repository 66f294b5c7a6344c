"""Inviting somebody to book a talk that is not for everyone."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from lxml import html
from pypdf import PdfReader

from intake.inviting.actions import forget_invitations, remind_of_invitations
from intake.inviting.sending import as_printed
from intake.models import Adviser, Appointment, AppointmentKind, BookingInvitation
from portal.record.models import OutboxMessage
from portal.texting.actions import report_path
from tests.intake.teams import (
    FIRST,
    NOW,
    confirm,
    deliver,
    make_adviser,
    make_kind,
    press,
    slot_url,
    times,
    words,
)
from tests.people import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
INVITATIONS = "/medewerkers/team/uitnodigingen/"


@pytest.fixture
def kind(sanne: Adviser) -> AppointmentKind:
    return make_kind(sanne.team, "Na verwijzing", audience="invited")


def invite(desk: Client, kind: AppointmentKind, **change: str) -> str:
    form = {"kind": str(kind.pk), "channel": "mail", "invited_name": "Lena de Boer"}
    form |= {"invited_email": "lena@voorbeeld.example"} | change
    assert desk.post(INVITATIONS, form).status_code == 302
    return f"/orienteren/uitnodiging/{BookingInvitation.objects.first().token}/"


def test_who_is_invited_books_once_and_nobody_else_can(desk: Client, sanne: Adviser, kind: AppointmentKind) -> None:
    address = invite(desk, kind)
    deliver()
    assert mail.outbox[0].subject == "Werkcentrum nodigt je uit voor een gesprek"
    assert address in mail.outbox[0].body
    lena = Client()
    assert times(lena.get(address))[0] == "10:00 met Sanne de Wit"
    assert Client().get(slot_url(sanne, FIRST, kind)).status_code == 404
    assert lena.get(slot_url(sanne, FIRST, kind)).status_code == 200
    assert press(lena, sanne, FIRST, kind).url.count("bevestigen") == 0, "the mailed link proves the address"
    assert "Geboekt" in words(desk.get(INVITATIONS))
    assert "Je hebt al een afspraak gemaakt" in words(lena.get(address))
    assert confirm(lena, sanne, FIRST + timedelta(hours=1), kind, request_key="nog een").status_code == 404


def test_a_reminder_comes_once_after_three_days_and_then_it_is_over(desk: Client, kind: AppointmentKind) -> None:
    address = invite(desk, kind)
    assert remind_of_invitations() == 0
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        assert [remind_of_invitations(), remind_of_invitations()] == [1, 0]
    with time_machine.travel(NOW + timedelta(days=21), tick=False):
        assert "Deze uitnodiging is voorbij" in words(Client().get(address))
        again = log_in(Client(), kind.team.advisers.select_related("user").get().user)
        assert "Voorbij: bel deze persoon" in words(again.get(INVITATIONS))
    with time_machine.travel(NOW + timedelta(days=112), tick=False):
        assert forget_invitations() == 1


def test_an_invitation_that_is_withdrawn_books_nothing(desk: Client, sanne: Adviser, kind: AppointmentKind) -> None:
    address = invite(desk, kind)
    lena = Client()
    lena.get(address)
    found = BookingInvitation.objects.get()
    other = log_in(Client(), make_adviser("Bram", region="twente").user)
    assert other.post(f"{INVITATIONS}{found.pk}/intrekken/").status_code == 404
    desk.post(f"{INVITATIONS}{found.pk}/intrekken/")
    assert confirm(lena, sanne, FIRST, kind).status_code == 404
    assert Client().get("/orienteren/uitnodiging/x/").status_code == 404


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"invited_email": "lena@voorbeeld.example\nBcc: x@y.example"}, "e-mailadres"),
        ({"invited_name": ""}, "Vul in wie je uitnodigt."),
        ({"invited_email": ""}, "Vul het e-mailadres in, of kies een andere manier."),
        ({"channel": "text"}, "Kies een van de antwoorden"),  # text messages are off
        ({"channel": "letter", "invited_address": "Plein 1"}, "op de regel eronder postcode en plaats"),
        ({"channel": "duif"}, "Kies een van de antwoorden"),
        ({"kind": "999999"}, "Kies een van de antwoorden"),
    ],
)
def test_a_wrong_invitation_gets_a_sentence(
    desk: Client, kind: AppointmentKind, change: dict[str, str], sentence: str
) -> None:
    form = {"kind": str(kind.pk), "channel": "mail", "invited_name": "Lena", "invited_email": "l@voorbeeld.example"}
    form |= change
    answer = desk.post(INVITATIONS, form)
    assert (answer.status_code, sentence in words(answer)) == (422, True)
    assert not BookingInvitation.objects.exists()


def test_a_letter_is_printed_and_its_code_leads_to_the_times(
    desk: Client, sanne: Adviser, kind: AppointmentKind
) -> None:
    invite(desk, kind, channel="letter", invited_address="Plein 1\n9712 AB  Groningen", reads="en")
    made = BookingInvitation.objects.get()
    assert (made.address, made.email, len(made.code or "")) == ("Plein 1\n9712 AB Groningen", "", 12)
    assert "Brief: nog te printen" in words(desk.get(INVITATIONS))
    letter = desk.post(f"{INVITATIONS}{made.pk}/brief/")
    text = " ".join(PdfReader(BytesIO(letter.content)).pages[0].extract_text().split())
    for told in (
        "Lena de Boer",
        "9712 AB Groningen",
        as_printed(made.code or ""),
        "testserver/uitnodiging/",
        "Invitation",
    ):
        assert told in text, told
    assert "Brief: geprint" in words(desk.get(INVITATIONS))
    typed = Client().post("/uitnodiging/", {"letter_code": as_printed(made.code or "").lower()})
    assert typed.url == f"/orienteren/uitnodiging/{made.token}/"
    assert times(Client().get(typed.url))
    assert "Brief: geopend" in words(desk.get(INVITATIONS))
    for wrong in ("", "BCDF", "BCDF-GHJK-LMNP"):
        assert Client().post("/uitnodiging/", {"letter_code": wrong}).status_code == 422
    to_print = f"{INVITATIONS}?toon=printen"
    assert "Er is niets te printen" in words(desk.get(to_print))
    with time_machine.travel(NOW + timedelta(days=5), tick=False):
        assert remind_of_invitations() == 0, "nothing is mailed"
        desk = log_in(Client(), sanne.user)
        assert "herinnering te printen" in words(desk.get(to_print))
        reminder = desk.post(f"{INVITATIONS}{made.pk}/brief/")
        text = " ".join(PdfReader(BytesIO(reminder.content)).pages[0].extract_text().split())
        assert "Reminder" in text
        assert as_printed(made.code or "") in text
        assert "Er is niets te printen" in words(desk.get(to_print)), "once is enough"


def test_text_messages_go_out_are_reported_and_remind(desk: Client, kind: AppointmentKind, settings: Any) -> None:
    settings.SMS_URL = "mail://sms.example"
    invite(desk, kind, channel="text", invited_email="", invited_phone="06-1234 5678")
    made = BookingInvitation.objects.select_related("text").get()
    assert "Sms: staat klaar om te versturen" in words(desk.get(INVITATIONS))
    deliver()
    assert mail.outbox[0].to == ["31612345678@sms.example"]
    assert f"http://testserver/orienteren/uitnodiging/{made.token}/" in mail.outbox[0].body
    assert "Sms: verstuurd" in words(desk.get(INVITATIONS))
    assert made.text
    report = f"/sms/{report_path(made.text)}/"
    assert Client().post(report[:-2] + "x/", {"status": "delivered"}, "application/json").status_code == 404
    assert Client().post(report, "geen json", "application/json").status_code == 400
    assert Client().post(report, {"status": "delivered"}, "application/json").status_code == 204
    assert "Sms: aangekomen" in words(desk.get(INVITATIONS))
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        assert remind_of_invitations() == 1
    assert desk.post(INVITATIONS, {"kind": kind.pk, "channel": "text", "invited_name": "L"}).status_code == 422


def test_what_cannot_be_sent_says_so(desk: Client, kind: AppointmentKind) -> None:
    invite(desk, kind)
    OutboxMessage.objects.update(parked=NOW)
    assert "E-mail: kwam niet aan" in words(desk.get(INVITATIONS))


def test_who_did_not_choose_is_booked_for_by_staff(desk: Client, sanne: Adviser, kind: AppointmentKind) -> None:
    invite(desk, kind, channel="letter", invited_address="Plein 1\n9712 AB Groningen")
    invite(desk, kind)
    with time_machine.travel(NOW + timedelta(days=21), tick=False):
        again = log_in(Client(), sanne.user)
        assert "voor wie jullie boeken" in again.get("/medewerkers/").text
        page = again.get(f"{INVITATIONS}?toon=boeken")
        assert "Er wacht niemand" not in words(page)
        mailed, lettered = BookingInvitation.objects.order_by("channel")[::-1]
        offered = again.get(f"/medewerkers/team/boeken/{kind.pk}/?uitnodiging={lettered.pk}")
        assert "Boek een gesprek voor Lena de Boer" in words(offered)
        slot = html.document_fromstring(offered.text).find_class("slot")[0].get("href")
        form = {"client_name": "Lena de Boer", "mode": "office", "reads": "nl"}
        assert "Vraag het eerst aan deze persoon" in words(again.post(slot, form))
        assert again.post(slot, form | {"said_yes": "on"}).status_code == 302
        again.post(f"{INVITATIONS}{mailed.pk}/afgehandeld/")
        assert "Er wacht niemand." in words(again.get(f"{INVITATIONS}?toon=boeken"))
    made = Appointment.objects.select_related("consent").get()
    assert made.status == "booked"
    assert made.consent
    assert (made.consent.user, made.consent.text_version) == (None, "afspraak-gezegd-2026-11")
    assert BookingInvitation.objects.get(pk=lettered.pk).appointment_id == made.pk
