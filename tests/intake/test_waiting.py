"""Waiting for a time: what comes free is offered to who waits longest, for a while, and then to the next."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from intake.agenda.moments import MomentConverter
from intake.agenda.proof import let_go_of_unconfirmed
from intake.groups.models import GroupSession
from intake.models import Adviser, Appointment, Team, WaitingPlace, WorkingHours
from intake.waiting.actions import offer_all
from tests.intake.teams import FIRST, NOW, confirm, kind_of, make_adviser, times, words
from tests.outbox import work_off
from tests.people import log_in, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
TUESDAY = FIRST + timedelta(days=1)


@pytest.fixture
def sanne() -> Adviser:
    """Free once a week only, on Wednesdays from nine to ten, and that is taken."""
    made = make_adviser()
    WorkingHours.objects.exclude(weekday=3).delete()
    WorkingHours.objects.update(end="10:00")
    for week in range(4):
        start = TUESDAY - timedelta(hours=1) + timedelta(weeks=week)
        taken = {"request_key": f"vol{week}", "email": f"vol{week}@voorbeeld.example"}
        assert confirm(Client(), made, start, **taken).status_code == 302
    return made


def wait(sanne: Adviser, who: str, **change: Any) -> Any:
    form = {"name": who, "email": f"{who}@voorbeeld.example", "mode": "office", "last_day": "2026-12-18"}
    return Client().post(f"/orienteren/wachtlijst/{kind_of(sanne).pk}/", form | {"request_key": who} | change)


def test_nobody_fills_the_mailbox_of_somebody_else_from_many_networks(sanne: Adviser) -> None:
    session = GroupSession.objects.create(
        team=sanne.team, leader=sanne, title="Kijken", place="Hier", seats=9, period=(FIRST, FIRST + timedelta(hours=1))
    )
    ways = {
        f"/orienteren/wachtlijst/{kind_of(sanne).pk}/": {"mode": "office", "last_day": "2026-12-18"},
        f"/orienteren/groep/{session.pk}/": {},
    }
    asked = []
    for number in range(8):
        for way, more in ways.items():
            form = {"name": "Mo", "email": "Mo@voorbeeld.example", "request_key": f"{number}{way[-5:]}"} | more
            asked.append(Client(REMOTE_ADDR=f"192.0.2.{number}").post(way, form))
    assert [one.status_code for one in asked] == 6 * [302] + 10 * [422]
    assert "Naar dit adres gingen net al veel e-mails." in words(asked[-1])
    work_off()
    assert [one.to for one in mail.outbox].count(["Mo@voorbeeld.example"]) == 6
    mo = log_in(Client(), make_user("Mo"), second_factor=False)
    form = {"name": "Mo", "email": "mo@voorbeeld.example", "request_key": "self"}
    assert mo.post(f"/orienteren/groep/{session.pk}/", form).status_code == 302, "their own mailbox"


def cancel_first() -> None:
    booked = Appointment.objects.booked().order_by("period")[0]
    assert Client().post(f"/orienteren/afspraak/{booked.token}/afzeggen/").status_code == 302


def test_what_comes_free_goes_to_who_waits_longest_and_then_to_the_next(sanne: Adviser) -> None:
    page = Client().get("/orienteren/groningen/")
    assert times(page) == []
    assert f"/orienteren/wachtlijst/{kind_of(sanne).pk}/" in page.text
    for who, more in (("avond", {"parts": ["evening"]}), ("anna", {}), ("bram", {})):
        assert wait(sanne, who, **more).status_code == 302
    again = wait(sanne, "anna", request_key="x")
    work_off()
    assert again.headers["Location"] == wait(sanne, "dora", last_day="2026-11-25").headers["Location"]
    assert [one.to for one in mail.outbox].count(["anna@voorbeeld.example"]) == 2, "who waits hears so again"
    assert WaitingPlace.objects.filter(name="anna").count() == 1
    WaitingPlace.objects.get(name="dora").delete()
    bram = WaitingPlace.objects.get(name="bram")
    assert "Er zijn 2 mensen voor je." in words(Client().get(f"/orienteren/wachtlijst/plek/{bram.token}/"))
    assert offer_all() == 0
    work_off()
    mail.outbox.clear()

    cancel_first()
    work_off()
    offered = [one for one in mail.outbox if one.subject.startswith("Kun je op")]
    assert [one.to for one in offered] == [["anna@voorbeeld.example"]], "first in line, and who can then"
    assert times(Client().get("/orienteren/groningen/")) == [], "kept for her"
    first = Appointment.objects.get(contact_name="anna")
    assert Client().post(f"/orienteren/afspraak/{first.token}/bevestigen/", {"do": "no"}).status_code == 302
    work_off()
    second = Appointment.objects.unconfirmed().get()
    assert second.contact_name == "bram"
    asked = Client().get(f"/orienteren/afspraak/{second.token}/bevestigen/")
    assert "Je stond op de wachtlijst, en deze tijd is vrij." in words(asked)
    assert Client().post(f"/orienteren/afspraak/{second.token}/bevestigen/", {"do": "yes"}).status_code == 302
    second.refresh_from_db()
    assert second.status == "booked"
    assert offer_all() == 0
    assert list(WaitingPlace.objects.filter(ended=None).values_list("name", flat=True)) == ["avond"]
    assert "niet meer op de wachtlijst" in words(Client().get(f"/orienteren/wachtlijst/plek/{bram.token}/"))


def test_who_does_not_answer_in_time_makes_room_for_the_next(sanne: Adviser) -> None:
    for who in ("anna", "bram"):
        wait(sanne, who)
    cancel_first()
    work_off()
    offer = Appointment.objects.unconfirmed().get()
    assert offer.confirm_until == NOW + timedelta(hours=24)
    with time_machine.travel(NOW + timedelta(hours=20), tick=False):
        Appointment.objects.filter(pk=offer.pk).update(confirm_until=NOW + timedelta(hours=1))
        assert let_go_of_unconfirmed() == 1
        assert offer_all() == 1
    assert Appointment.objects.unconfirmed().get().contact_name == "bram"


def test_who_missed_too_many_talks_is_called_and_offered_nothing(sanne: Adviser) -> None:
    Team.objects.filter(pk=sanne.team_id).update(most_missed=1)
    wait(sanne, "Anna")
    wait(sanne, "bram")
    past = (NOW - timedelta(days=9), NOW - timedelta(days=9) + timedelta(minutes=45))
    first, last = Appointment.objects.order_by("period")[0], Appointment.objects.order_by("period")[3]
    Appointment.objects.filter(pk=last.pk).update(
        period=past, occupied=past, status="no_show", contact_email="anna@voorbeeld.example"
    )
    assert Client().post(f"/orienteren/afspraak/{first.token}/afzeggen/").status_code == 302
    assert offer_all() == 1
    assert [one.name for one in WaitingPlace.objects.exclude(offered=None)] == ["bram"]
    page = words(log_in(Client(), sanne.user).get("/medewerkers/team/wachtlijst/"))
    assert page.count("Kwam vaker niet op een gesprek.") == 1


def test_who_leaves_is_offered_nothing(sanne: Adviser) -> None:
    assert wait(sanne, "anna").status_code == 302
    address = f"/orienteren/wachtlijst/plek/{WaitingPlace.objects.get().token}/"
    assert "Je staat niet meer op de wachtlijst" in words(Client().post(address, follow=True))
    cancel_first()
    work_off()
    assert not Appointment.objects.unconfirmed().exists()
    assert "09:00 met Sanne de Wit" in times(Client().get("/orienteren/groningen/"))
    needless = wait(sanne, "bram")
    assert needless.status_code == 422
    assert "Er is nu al een tijd vrij: woensdag 25 november 2026 om 09:00." in words(needless)
    assert wait(sanne, "bram", parts=["evening"]).status_code == 302


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"last_day": "2026-11-23"}, "Kies een dag na vandaag"),
        ({"last_day": "2030-01-01"}, "binnen drie maanden"),
        ({"mode": "phone"}, "Vul je telefoonnummer in"),
        ({"email": "anna@voorbeeld.example\r\nBcc: x@y.example"}, "e-mailadres"),
        ({"parts": ["nacht"]}, "Wanneer kun je?"),
    ],
)
def test_a_wrong_wish_gets_a_sentence(sanne: Adviser, change: dict[str, Any], sentence: str) -> None:
    answer = wait(sanne, "anna", **change)
    assert (answer.status_code, sentence in words(answer)) == (422, True)


def test_the_team_sees_who_waits_and_books_for_them(sanne: Adviser) -> None:
    for who in ("anna", "bram"):
        wait(sanne, who, parts=["morning"])
    desk, listed = log_in(Client(), sanne.user), "/medewerkers/team/wachtlijst/"
    page = words(desk.get(listed))
    assert "anna Eerste gesprek · Op kantoor · In de ochtend · wacht sinds" in page
    anna, bram = WaitingPlace.objects.all()
    other = log_in(Client(), make_adviser("Jan", "twente").user)
    assert "anna" not in words(other.get(listed))
    assert other.post(f"{listed}{bram.pk}/weg/").status_code == 404
    Appointment.objects.order_by("period")[0].delete()  # a time, of which nobody was told
    form = {"client_name": "anna", "client_email": anna.email, "mode": "office", "said_yes": "on", "request_key": "w"}
    start = MomentConverter().to_url(TUESDAY - timedelta(hours=1))
    address = f"/medewerkers/team/boeken/{anna.kind_id}/{sanne.pk}/{start}/?wachtplek={anna.pk}"
    assert 'value="anna"' in desk.get(address).text
    assert desk.post(address, form).url == listed
    assert desk.post(f"{listed}{bram.pk}/weg/").status_code == 302
    assert "Er wacht niemand" in words(desk.get(listed))
    assert Appointment.objects.booked().filter(contact_name="anna").exists()
