"""Who often did not come: the team's own limit, told only to who showed that the address is theirs."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from intake.advice.actions import tell_missed
from intake.models import Adviser, Appointment, BookingInvitation, Team
from tests.intake.teams import FIRST, NOW, confirm, deliver, kind_of, make_adviser, press, slot_url, type_code, words
from tests.people import log_in, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


@pytest.fixture
def sanne() -> Adviser:
    """Of a team that lets people miss two talks."""
    Team.objects.filter(pk=make_adviser().team_id).update(most_missed=2, phone="050 123 4567")
    return Adviser.objects.at_work(NOW.date()).select_related("user").get()


def held(sanne: Adviser, days_ago: int, status: str) -> Appointment:
    """A talk of Lena that was."""
    confirm(Client(), sanne, FIRST + timedelta(days=2), request_key=f"{days_ago} {status}")
    period = (NOW - timedelta(days=days_ago), NOW - timedelta(days=days_ago) + timedelta(minutes=45))
    Appointment.objects.booked().update(period=period, occupied=period, status=status)
    return Appointment.objects.latest("created")


def test_who_missed_as_many_as_the_team_allows_calls_first(sanne: Adviser) -> None:
    held(sanne, 190, "no_show")
    held(sanne, 60, "no_show")
    last = held(sanne, 30, "no_show")
    visitor = Client()
    asked = press(visitor, sanne)
    assert asked.url.endswith("/bevestigen/"), "whose address it is was not shown yet, so nothing is told"
    assert "niet naar je gesprek" not in words(visitor.post(asked.url, {"code": "000000"}))
    told = type_code(visitor, asked.url)
    assert told.url == "/orienteren/groningen/"
    assert "Bel ons: 050 123 4567" in visitor.get(told.url).text
    assert not Appointment.objects.booked().exists()

    tell_missed(last.pk)
    deliver()
    assert "Bel ons: 050 123 4567" in next(one.body for one in mail.outbox if "gemist" in one.subject)
    assert not BookingInvitation.objects.exists(), "no way around it by mail"
    lena = log_in(Client(), make_user("Lena"))
    refused = press(lena, sanne, request_key="ingelogd")
    assert (refused.status_code, "Bel ons: 050 123 4567" in words(refused)) == (422, True)

    # Staff book for her; once she came she books again herself.
    client = {"client_name": "Lena", "client_email": "lena@voorbeeld.example", "mode": "office", "said_yes": "on"}
    desk = log_in(Client(), sanne.user)
    book = slot_url(sanne).replace("/orienteren/afspraak/", "/medewerkers/team/boeken/")
    assert desk.post(book, client | {"request_key": "van ons"}).status_code == 302
    period = (NOW - timedelta(days=1), NOW - timedelta(hours=23))
    Appointment.objects.booked().update(period=period, occupied=period, status="came")
    assert confirm(lena, sanne, request_key="daarna").status_code == 302
    assert Appointment.objects.booked().get().kind_id == kind_of(sanne).pk
