"""An adviser's own hours and absence, and the secret address of the agenda."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from icalendar import Calendar

from intake.models import Absence, Adviser, Appointment, BookingInvitation, Consent, WorkingHours
from tests.intake.teams import FIRST, confirm, deliver, make_adviser, times, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
HOURS, AWAY, FOLLOW = "/medewerkers/agenda/werktijden/", "/medewerkers/agenda/afwezig/", "/medewerkers/agenda/volgen/"
EVENING = {"weekday": "2", "work_from": "18:00", "work_until": "21:00", "first": "2026-11-24"}


def test_hours_that_are_added_are_offered_and_stopped_ones_are_not(desk: Client, sanne: Adviser) -> None:
    assert desk.post(HOURS, EVENING).status_code == 302
    assert "Dinsdag 18:00–21:00" in words(desk.get(HOURS))
    assert "18:00 met Sanne de Wit" in times(desk.get("/orienteren/groningen/?dag=2026-12-01"))
    evening = WorkingHours.objects.get(start="18:00")
    morning = WorkingHours.objects.get(start="09:00", weekday=2)
    for row in (evening, morning):
        desk.post(f"{HOURS}{row.pk}/stoppen/")
    assert not WorkingHours.objects.filter(pk=evening.pk).exists(), "never worked"
    morning.refresh_from_db()
    assert morning.valid.upper == date(2026, 11, 23), "what was worked stays known"
    assert "?dag=2026-12-01" not in desk.get("/orienteren/groningen/").text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"work_from": "10:00", "work_until": "11:00"}, "Deze tijd valt samen met andere werktijden"),
        ({"work_until": "17:00"}, "De eindtijd moet na de begintijd liggen."),
        ({"first": "2020-01-01"}, "Kies een dag vanaf vandaag"),
        ({"last": "2026-11-23"}, "De laatste dag ligt voor de eerste."),
        ({"work_from": "25:99"}, "Vul een tijd in"),
        ({"weekday": "8"}, "Kies een dag van de week."),
        ({"first": "9999-99-99"}, "Vul een datum in"),
    ],
)
def test_wrong_hours_get_a_sentence(desk: Client, change: dict[str, str], sentence: str) -> None:
    answer = desk.post(HOURS, EVENING | change)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert WorkingHours.objects.count() == 5


def test_hours_of_a_colleague_stay(desk: Client) -> None:
    other = make_adviser("Bram")
    row = WorkingHours.objects.filter(adviser=other)[0]
    away = Absence.objects.create(adviser=other, period=(FIRST, FIRST + timedelta(hours=1)))
    desk.post(f"{HOURS}{row.pk}/stoppen/")
    desk.post(f"{AWAY}{away.pk}/weg/")
    assert WorkingHours.objects.filter(adviser=other, valid__endswith=None).count() == 5
    assert Absence.objects.exists()
    for address in (HOURS, AWAY, FOLLOW):
        assert Client().post(address).status_code == 302


def test_who_is_away_offers_nothing_and_may_cancel_in_one_step(desk: Client, sanne: Adviser) -> None:
    confirm(Client(), sanne)
    warned = desk.post(AWAY, {"away_first": "2026-11-24"})
    assert warned.status_code == 422
    assert "In die tijd staat 1 afspraak." in words(warned)
    assert not Absence.objects.exists()
    assert desk.post(AWAY, {"away_first": "2026-11-24", "rearrange": "on"}).status_code == 302
    assert "Bij een collega: 0. Kiest zelf een andere tijd: 1." in desk.get(HOURS).text
    assert Appointment.objects.get().status == "cancelled_by_us"
    deliver()
    assert "kan niet doorgaan" in mail.outbox[-1].subject
    again = BookingInvitation.objects.get()
    assert f"/orienteren/uitnodiging/{again.token}/" in mail.outbox[-1].body
    event = Calendar.from_ical(mail.outbox[-1].attachments[0][1])
    assert (event["METHOD"], event.walk("VEVENT")[0]["SEQUENCE"]) == ("CANCEL", 1)
    assert "?dag=2026-11-24" not in desk.get("/orienteren/groningen/").text
    desk.post(f"{AWAY}{Absence.objects.get().pk}/weg/")
    assert "?dag=2026-11-24" in desk.get("/orienteren/groningen/").text


def test_a_colleague_who_is_free_takes_over_at_the_same_time(desk: Client, sanne: Adviser) -> None:
    bram, cato = make_adviser("Bram"), make_adviser("Cato")
    made = confirm(Client(), sanne, talk_language="tr")
    confirm(Client(), sanne, FIRST + timedelta(hours=1), request_key="2", email="b@voorbeeld.example")
    confirm(Client(), bram, FIRST + timedelta(hours=1), request_key="3", email="c@voorbeeld.example")
    Adviser.objects.filter(pk=cato.pk).update(languages=["nl", "tr"])
    confirm(Client(), cato, FIRST + timedelta(hours=1), request_key="4", email="d@voorbeeld.example")
    deliver()
    mail.outbox.clear()
    before = Appointment.objects.get(contact_email="lena@voorbeeld.example")
    desk.post(AWAY, {"away_first": "2026-11-24", "rearrange": "on"})
    assert "Bij een collega: 1. Kiest zelf een andere tijd: 1." in desk.get(HOURS).text
    moved = Appointment.objects.get(pk=before.pk)
    assert (moved.adviser_id, moved.start, moved.status) == (cato.pk, FIRST, "booked"), "who speaks the language first"
    deliver()
    told = {message.to[0]: message for message in mail.outbox}
    over = told["lena@voorbeeld.example"]
    assert over.subject.endswith("is nu met Cato de Wit")
    event = Calendar.from_ical(over.attachments[0][1]).walk("VEVENT")[0]
    assert (event["UID"], event["SEQUENCE"], event.start) == (before.uid, 1, FIRST)
    assert "Cato de Wit" in words(Client().get(made.url)), "the address of before still opens it"
    assert "kan niet doorgaan" in told["b@voorbeeld.example"].subject


def test_who_did_not_agree_to_a_colleague_chooses_anew(desk: Client, sanne: Adviser) -> None:
    make_adviser("Bram")
    confirm(Client(), sanne)
    Consent.objects.update(scope=[f"adviser:{sanne.pk}"])
    desk.post(AWAY, {"away_first": "2026-11-24", "rearrange": "on"})
    assert Appointment.objects.get().status == "cancelled_by_us"


def test_appointments_can_stay_while_away(desk: Client, sanne: Adviser) -> None:
    confirm(Client(), sanne)
    desk.post(AWAY, {"away_first": "2026-11-24", "away_last": "2026-11-26", "away_until": "11:00", "keep": "yes"})
    assert Appointment.objects.get().is_booked
    away = Absence.objects.get()
    assert (away.period.lower.isoformat(), away.period.upper.isoformat()) == (
        "2026-11-23T23:00:00+00:00",
        "2026-11-26T10:00:00+00:00",
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Vul dit in: Eerste dag"),
        ({"away_first": "2026-11-20"}, "Kies een dag vanaf vandaag"),
        ({"away_first": "2026-11-26", "away_last": "2026-11-24"}, "Het einde moet na het begin liggen."),
    ],
)
def test_wrong_absence_gets_a_sentence(desk: Client, fields: dict[str, str], sentence: str) -> None:
    answer = desk.post(AWAY, fields)
    assert answer.status_code == 422
    assert sentence in words(answer)


def test_a_calendar_follows_the_times_without_names_until_the_address_goes(desk: Client, sanne: Adviser) -> None:
    confirm(Client(), sanne)
    desk.post(FOLLOW)
    first = Adviser.objects.get(pk=sanne.pk).feed_token
    assert f"/agenda/{first}.ics" in desk.get(HOURS).text
    answer = Client().get(f"/agenda/{first}.ics")
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert (event.start, event["UID"]) == (FIRST, Appointment.objects.get().uid)
    assert "Lena" not in answer.text
    assert "lena@" not in answer.text
    desk.post(FOLLOW)
    second = Adviser.objects.get(pk=sanne.pk).feed_token
    assert Client().get(f"/agenda/{first}.ics").status_code == 404
    assert Client().get(f"/agenda/{second}.ics").status_code == 200
    desk.post(FOLLOW, {"do": "stop"})
    assert Client().get(f"/agenda/{second}.ics").status_code == 404
    assert Client().get("/agenda/None.ics").status_code == 404


def test_as_many_talks_a_day_as_an_adviser_says(desk: Client, sanne: Adviser) -> None:
    most = "/medewerkers/agenda/meeste/"
    for wrong in ("0", "21", "veel", "-1"):
        assert desk.post(most, {"most_a_day": wrong}).status_code == 422
    assert desk.post(most, {"most_a_day": "1"}).status_code == 302
    assert 'value="1"' in desk.get(HOURS).text
    confirm(Client(), sanne)
    assert "?dag=2026-11-24" not in Client().get("/orienteren/groningen/").text
    assert desk.post(most, {"most_a_day": ""}).status_code == 302
    assert "?dag=2026-11-24" in Client().get("/orienteren/groningen/").text
