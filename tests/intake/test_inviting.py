"""Inviting somebody to book a talk that is not for everyone."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from intake.inviting.actions import forget_invitations, remind_of_invitations
from intake.models import Adviser, AppointmentKind, BookingInvitation
from tests.intake.teams import FIRST, NOW, confirm, deliver, make_adviser, make_kind, slot_url, times, words
from tests.people import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
INVITATIONS = "/medewerkers/team/uitnodigingen/"


@pytest.fixture
def sanne() -> Adviser:
    return make_adviser()


@pytest.fixture
def desk(sanne: Adviser) -> Client:
    return log_in(Client(), sanne.user)


@pytest.fixture
def kind(sanne: Adviser) -> AppointmentKind:
    return make_kind(sanne.team, "Na verwijzing", audience="invited")


def invite(desk: Client, kind: AppointmentKind, **change: str) -> str:
    form = {"kind": str(kind.pk), "invited_name": "Lena de Boer", "invited_email": "lena@voorbeeld.example"} | change
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
    assert confirm(lena, sanne, FIRST, kind).status_code == 302
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
        ({"kind": "999999"}, "Kies een van de antwoorden"),
    ],
)
def test_a_wrong_invitation_gets_a_sentence(
    desk: Client, kind: AppointmentKind, change: dict[str, str], sentence: str
) -> None:
    form = {"kind": str(kind.pk), "invited_name": "Lena", "invited_email": "l@voorbeeld.example"} | change
    answer = desk.post(INVITATIONS, form)
    assert (answer.status_code, sentence in words(answer)) == (422, True)
    assert not BookingInvitation.objects.exists()
