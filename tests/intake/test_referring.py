"""Referrers: a small entrance, where they invite a client or choose a time for one, who says yes themselves."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from intake.agenda.proof import let_go_of_unconfirmed
from intake.models import Adviser, Appointment, AppointmentKind, BookingInvitation, Referrer
from portal.people.enums import Role
from tests.intake.teams import FIRST, NOW, deliver, make_kind, press, slot_url, times, words
from tests.people import give_role, log_in, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
ENTRANCE, WHO = "/verwijzen/", "/medewerkers/verwijzers/"


@pytest.fixture
def kind(sanne: Adviser) -> AppointmentKind:
    return make_kind(sanne.team, "Na verwijzing", audience="referrers")


@pytest.fixture
def lead(sanne: Adviser) -> Client:
    tom = make_user("Tom")
    give_role(tom, Role.TEAM_LEAD, "groningen")
    return log_in(Client(), tom)


@pytest.fixture
def wim(sanne: Adviser, lead: Client) -> Client:
    """Wim of UWV, whom the team lead let in; logged in with a code by mail."""
    form = {"team": str(sanne.team_id), "referrer_kind": "uwv", "organisation": "UWV Groningen", "referrer_name": "Wim"}
    assert lead.post(WHO, form | {"referrer_email": "Wim@voorbeeld.example"}).status_code == 302
    again = lead.post(WHO, form | {"referrer_email": "wim@voorbeeld.example"})
    assert "Dit adres kan al naar dit team verwijzen." in words(again)
    return log_in(Client(), make_user("Wim"), second_factor=False)


def book(wim: Client, sanne: Adviser, kind: AppointmentKind, **change: str) -> str:
    address = slot_url(sanne, FIRST, kind).replace(
        "/orienteren/afspraak/", f"/verwijzen/{Referrer.objects.get().pk}/boeken/"
    )
    form = {"client_name": "Lena", "client_email": "lena@voorbeeld.example", "mode": "office", "reads": "en"}
    return str(wim.post(address, form | change).status_code)


def test_a_client_says_yes_to_a_time_that_a_referrer_chose(wim: Client, sanne: Adviser, kind: AppointmentKind) -> None:
    assert Client().get(slot_url(sanne, FIRST, kind)).status_code == 404, "not open to everyone"
    page = wim.get(ENTRANCE)
    assert "Je doet dit als Wim van UWV Groningen." in words(page)
    assert times(wim.get(f"/verwijzen/{Referrer.objects.get().pk}/boeken/{kind.pk}/"))[0] == "10:00 met Sanne de Wit"
    assert book(wim, sanne, kind, client_email="") == "422", "somebody must be able to say yes"
    assert book(wim, sanne, kind) == "302"
    made = Appointment.objects.get()
    assert (made.status, made.consent_id, made.language) == ("unconfirmed", None, "en")
    assert "Wacht op bevestiging" in words(wim.get(ENTRANCE))
    assert made.token not in wim.get(ENTRANCE).text, "only the client gets the address"
    assert "Lena" not in log_in(Client(), sanne.user).get("/medewerkers/agenda/").text
    deliver()
    told = mail.outbox[-1]
    assert (told.to, told.attachments) == (["lena@voorbeeld.example"], [])
    assert f"/orienteren/afspraak/{made.token}/" in told.body
    lena = Client()
    asked = lena.get(f"/orienteren/afspraak/{made.token}/", follow=True)
    assert "Wim van UWV Groningen zocht deze tijd voor je uit." in words(asked)
    assert "Je afspraak staat vast" in words(lena.post(asked.request["PATH_INFO"], {"do": "yes"}, follow=True))
    made.refresh_from_db()
    assert made.status == "booked"
    assert made.consent_id
    assert "Gepland" in words(wim.get(ENTRANCE))


def test_without_a_yes_the_time_comes_free(wim: Client, sanne: Adviser, kind: AppointmentKind) -> None:
    book(wim, sanne, kind)
    made = Appointment.objects.get()
    address = f"/orienteren/afspraak/{made.token}/bevestigen/"
    assert "Deze tijd is niet meer voor je vrij" in words(Client().post(address, {"do": "no"}, follow=True))
    assert "Lena" not in words(wim.get(ENTRANCE))
    assert book(wim, sanne, kind, request_key="2") == "302"
    Appointment.objects.filter(status="unconfirmed").update(confirm_until=NOW + timedelta(hours=2))
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        assert let_go_of_unconfirmed() == 1


def test_an_invitation_of_a_referrer_books_what_is_not_for_everyone(
    wim: Client, sanne: Adviser, kind: AppointmentKind
) -> None:
    form = {"kind": str(kind.pk), "channel": "mail", "invited_name": "Lena", "invited_email": "lena@voorbeeld.example"}
    assert wim.post(ENTRANCE, form).status_code == 302
    deliver()
    assert "Wim van UWV Groningen nodigt je uit" in mail.outbox[-1].body
    lena, made = Client(), BookingInvitation.objects.get()
    lena.get(f"/orienteren/uitnodiging/{made.token}/")
    assert "E-mail: geopend" in words(wim.get(ENTRANCE))
    assert press(lena, sanne, FIRST, kind).status_code == 302
    assert "Geboekt" in words(wim.get(ENTRANCE))
    assert wim.post(ENTRANCE, form | {"channel": "letter"}).status_code == 422, "who cannot print sends no letters"


def test_nobody_else_comes_in_and_who_was_stopped_does_not(
    wim: Client, lead: Client, sanne: Adviser, kind: AppointmentKind
) -> None:
    referrer = Referrer.objects.get()
    other = log_in(Client(), make_user("Ander"), second_factor=False)
    places = (ENTRANCE, f"/verwijzen/{referrer.pk}/boeken/{kind.pk}/")
    assert [other.get(place).status_code for place in places] == [404, 404]
    assert [Client().get(place).status_code for place in places] == [302, 302]
    elsewhere = make_user("Trui")
    give_role(elsewhere, Role.TEAM_LEAD, "twente")
    away = log_in(Client(), elsewhere)
    assert "Wim" not in words(away.get(WHO))
    assert away.post(f"{WHO}{referrer.pk}/stoppen/").status_code == 404
    lead.post(f"{WHO}{referrer.pk}/stoppen/")
    form = {"team": sanne.team_id, "referrer_kind": "uwv", "organisation": "Z", "referrer_name": "Zoë"}
    lead.post(WHO, form | {"referrer_email": "zoe@voorbeeld.example"})
    page = lead.get(WHO)
    assert "Gestopt" in words(page)
    assert [one.name for one in page.context["pages"]] == ["Zoë", "Wim"], "who was stopped stands last"
    assert [wim.get(place).status_code for place in places] == [404, 404]
