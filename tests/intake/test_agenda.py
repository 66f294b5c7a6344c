"""The adviser's own week, and what the database refuses in an agenda."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from intake.advice.actions import Notes, write_notes
from intake.care.actions import add_step
from intake.care.enums import Who
from intake.demo import ADVISERS, load_agenda
from intake.models import Absence, Adviser, Appointment, Record, Team, WorkingHours
from intake.profile.actions import give_consent
from intake.profile.enums import Purpose
from portal.people.enums import Role
from tests.intake.teams import FIRST, NOW, confirm, kind_of, make_adviser, make_team, slot_url, words
from tests.people import give_role, log_in, log_in_again, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
AGENDA, DAY, LIST = "/medewerkers/agenda/", "/medewerkers/agenda/dag/", "/medewerkers/agenda/lijst/"


# --- The page ----------------------------------------------------------------------------------------------
def test_an_adviser_sees_who_comes_how_and_what_for(client: Client) -> None:
    sanne = make_adviser()
    confirm(Client(), sanne, mode="phone", phone="06 12345678", hope="Iets met <techniek>")
    log_in(client, sanne.user)
    week = words(client.get(AGENDA))
    for told in (
        "Eerst: Lena de Boer, dinsdag 24 november 2026 om 10:00",
        "Week 48: ma 23 nov tot en met zo 29 nov",
        "Ma 23 nov vandaag 09:00–12:00",
        "10:00–10:45 Lena de Boer Telefoon",
    ):
        assert told in week
    page = words(client.get(f"{DAY}?dag=2026-11-24"))
    for told in (
        "Dinsdag 24 november 2026",
        "Er komt 1 persoon. Je werkt 09:00–12:00.",
        "10:00–10:45",
        "Telefoon",
        "06 12345678",
        "lena@voorbeeld.example",
        "Iets met <techniek>",
    ):
        assert told in page


def test_only_the_own_people_are_seen(client: Client) -> None:
    sanne, bram = make_adviser("Sanne"), make_adviser("Bram")
    confirm(Client(), sanne, name="Komt bij Sanne")
    log_in(client, bram.user)
    assert "Komt bij Sanne" not in words(client.get(AGENDA))
    assert "Er zijn nu geen afspraken gepland." in words(client.get(AGENDA))


def test_who_cancelled_stays_visible_as_cancelled(client: Client) -> None:
    sanne = make_adviser()
    made = confirm(Client(), sanne)
    Client().post(f"{made.url}afzeggen/")
    log_in(client, sanne.user)
    page = words(client.get(AGENDA)) + words(client.get(f"{DAY}?dag=2026-11-24"))
    assert page.count("Afgezegd") == 2
    assert "lena@voorbeeld.example" not in page


def test_weeks_lead_to_each_other(client: Client) -> None:
    sanne = make_adviser()
    confirm(Client(), sanne, FIRST + timedelta(days=7))
    log_in(client, sanne.user)
    first = html.document_fromstring(client.get(AGENDA).text)
    assert "Volgende week" in first.xpath("//a[@href='?week=2026-11-30']")[0].text_content()
    second = client.get(f"{AGENDA}?week=2026-11-30")
    assert "Lena de Boer" in words(second)
    assert "Niemand deze week" in words(client.get(f"{AGENDA}?week=2026-12-07"))
    assert html.document_fromstring(second.text).xpath("//a[@href='?week=2026-11-23']")


def test_in_the_weekend_the_coming_week_is_shown(client: Client) -> None:
    sanne = make_adviser()
    log_in(client, sanne.user)
    with time_machine.travel(NOW + timedelta(days=5), tick=False):
        log_in_again(client)
        assert "Week 49" in words(client.get(AGENDA))


def test_late_at_night_the_day_is_the_one_in_the_netherlands(client: Client) -> None:
    sanne = make_adviser(hours=((time(0), time(1)),))
    confirm(Client(), sanne, datetime(2026, 11, 30, 23, 0, tzinfo=UTC))
    log_in(client, sanne.user)
    assert "00:00–00:45" in words(client.get(f"{DAY}?dag=2026-12-01"))
    assert "Niemand op deze dag" in words(client.get(f"{DAY}?dag=2026-11-30"))


@pytest.mark.parametrize("week", ["", "nu", "2026-W99-1", "0001-01-01", "9999-12-31", "２０２６-11-23", "%00"])
def test_a_week_that_is_none_gives_this_one(client: Client, week: str) -> None:
    sanne = make_adviser()
    log_in(client, sanne.user)
    assert "Week 48" in words(client.get(AGENDA, {"week": week}))
    assert "Vandaag" in words(client.get(DAY, {"dag": week}))
    assert client.get(LIST, {"vanaf": week, "toon": week}).status_code == 200


def test_others_do_not_come_in(client: Client) -> None:
    manager = make_user("Petra")
    give_role(manager, Role.PORTAL_MANAGER)
    for page in (AGENDA, DAY, LIST):
        assert Client().get(page).status_code == 302
        assert log_in(Client(), make_user("Lena") if page == AGENDA else manager).get(page).status_code == 404


def test_an_adviser_without_an_agenda_is_told_so(client: Client) -> None:
    vera = make_user("Vera")
    give_role(vera, Role.ADVISER, "twente")
    log_in(client, vera)
    for page in (AGENDA, DAY, LIST):
        assert "Je hebt nog geen agenda" in words(client.get(page))
    assert AGENDA not in client.get("/medewerkers/").text


def test_the_agenda_is_among_the_advisers_work(client: Client) -> None:
    sanne = make_adviser()
    page = html.document_fromstring(log_in(client, sanne.user).get("/medewerkers/").text)
    assert page.xpath(f"//main//a[@href='{AGENDA}']")
    assert page.xpath(f"//main//a[@href='{DAY}']")


def test_a_full_week_costs_as_many_queries_as_an_empty_one(client: Client) -> None:
    sanne = make_adviser()
    log_in(client, sanne.user)
    with CaptureQueriesContext(connection) as empty:
        client.get(f"{AGENDA}?week=2026-11-30")
    for number in range(10):
        day, hour = divmod(number, 3)
        start = datetime(2026, 11, 30 if day == 0 else day, 8 + hour, tzinfo=UTC)
        start = start if day == 0 else start.replace(month=12)
        assert (
            confirm(Client(), sanne, start, request_key=f"k{number}", email=f"k{number}@voorbeeld.example").status_code
            == 302
        )
    with CaptureQueriesContext(connection) as full:
        page = client.get(f"{AGENDA}?week=2026-11-30")
    assert page.text.count('class="talk"') == 10
    assert len(full) == len(empty) <= 12
    Appointment.objects.filter(period__startswith__gte=NOW).update(contact_email="zelfde@voorbeeld.example")
    with CaptureQueriesContext(connection) as day:
        assert client.get(f"{DAY}?dag=2026-11-30").text.count('class="visit"') == 3
    assert len(day) <= 14
    later = words(client.get(f"{LIST}?vanaf=2026-12-01"))
    assert later.count("Lena de Boer") == 7
    assert "Er komt nog niemand" in words(client.get(f"{LIST}?toon=aangevraagd"))


def test_the_day_shows_what_is_known_and_what_waits(client: Client) -> None:
    sanne = make_adviser()
    confirm(Client(), sanne)
    confirm(Client(), sanne, FIRST + timedelta(hours=1), name="Mo Ali", email="mo@voorbeeld.example", request_key="mo")
    first, mo = Appointment.objects.with_everything().order_by("period")
    add_step(first, Who.ADVISER, "School bellen", date(2026, 11, 24), by=sanne.user)
    write_notes(first, Notes("Wil lasser worden.", date(2026, 11, 24), "Mailen over de open dag"))
    confirm(Client(), sanne, FIRST + timedelta(days=1), request_key="weer")
    own = f"/orienteren/afspraak/{mo.token}/vervolg/"
    Client().post(own, {"text": "Mag mijn zus mee?"})
    log_in(client, sanne.user)
    with time_machine.travel(FIRST + timedelta(hours=3), tick=False):
        log_in_again(client)
        page = words(client.get(DAY))
        for told in ("Bericht beantwoorden Mo Ali sinds", "School bellen", "Mailen over de open dag"):
            assert told in page
        for shown in (client.get(DAY).text, client.get("/medewerkers/taken/").text):
            assert shown.count('method="post"') == shown.count("csrfmiddlewaretoken") >= 2
        assert "Nog niet afgesloten Lena de Boer 24 november 2026 Mo Ali" in page
        client.post(f"/medewerkers/gesprekken/{first.pk}/uitkomst/", {"outcome": "came"})
        done = {"from": "today"}
        assert client.post(f"/medewerkers/gesprekken/{first.pk}/teruggekomen/", done).url == DAY
        client.post(f"/medewerkers/gesprekken/{first.pk}/teruggekomen/", done)
        assert Record.objects.get().notes == ("Wil lasser worden.\n24 november 2026: Mailen over de open dag (gedaan)")
        client.get(f"/medewerkers/gesprekken/{mo.pk}/vervolg/")
        assert "Bericht beantwoorden" in words(client.get(DAY)), "read is not answered"
        client.post(f"/medewerkers/gesprekken/{mo.pk}/beantwoord/")
        page = words(client.get(DAY))
        assert "Bericht beantwoorden" not in page
        assert "Mailen over" not in page
        tomorrow = words(client.get(f"{DAY}?dag=2026-11-25"))
        assert "Sprak je eerder: 24 november 2026" in tomorrow
        assert "1 stap van het plan staat open" in tomorrow
        assert "Wat op je wacht" not in tomorrow
    colleague = make_adviser("Bram")
    bram = log_in(Client(), colleague.user)
    confirm(Client(), colleague, FIRST + timedelta(days=2), request_key="bram")
    assert "Sprak je eerder" not in words(bram.get(f"{DAY}?dag=2026-11-26")), "what a colleague heard stays theirs"
    for part in ("teruggekomen", "beantwoord"):
        assert bram.post(f"/medewerkers/gesprekken/{mo.pk}/{part}/").status_code == 404


# --- What the database refuses -----------------------------------------------------------------------------
def appointment(adviser: Adviser, start: datetime | None, end: datetime | None, **fields: Any) -> Appointment:
    consent = give_consent(Purpose.APPOINTMENT, scope=[], text_version="x", user=None)
    number = Appointment.objects.count()
    return Appointment.objects.create(
        adviser=adviser,
        kind=kind_of(adviser),
        period=(period := DateTimeTZRange(start, end, fields.pop("bounds", "[)"))),
        occupied=fields.pop("occupied", period),
        consent=consent,
        origin="https://portaal.example",
        **{"mode": "video", "token": f"t{number}", "request_key": f"r{number}"} | fields,
    )


def refused(name: str) -> Any:
    return pytest.raises(IntegrityError, match=name)


def test_an_adviser_is_at_one_place_at_a_time() -> None:
    sanne, bram = make_adviser("Sanne"), make_adviser("Bram")
    hour = timedelta(hours=1)
    first = appointment(sanne, FIRST, FIRST + hour)
    appointment(bram, FIRST, FIRST + hour)
    appointment(sanne, FIRST + hour, FIRST + 2 * hour)
    with refused("adviser_once_at_a_time"), transaction.atomic():
        appointment(sanne, FIRST + hour / 2, FIRST + hour)
    appointment(sanne, FIRST, FIRST + hour, status="cancelled")
    first.status = "cancelled"
    first.save()
    appointment(sanne, FIRST, FIRST + hour)


@pytest.mark.parametrize(
    ("length", "bounds"),
    [
        (timedelta(minutes=14), "[)"),
        (timedelta(hours=4, minutes=1), "[)"),
        (timedelta(0), "[)"),
        (timedelta(hours=1), "[]"),
        (timedelta(hours=1), "()"),
        (None, "[)"),
    ],
)
def test_an_appointment_takes_a_sane_time(length: timedelta | None, bounds: str) -> None:
    with refused("appointment_of_sane_length"):
        appointment(make_adviser(), FIRST, FIRST + length if length is not None else None, bounds=bounds)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"mode": "phone"}, "phone_appointment_has_number"),
        ({"mode": "office"}, "office_appointment_has_place"),
        ({"mode": "duif"}, "appointment_mode_known"),
        ({"status": "misschien"}, "appointment_status_known"),
    ],
)
def test_an_appointment_is_whole(fields: dict[str, str], name: str) -> None:
    with refused(name):
        appointment(make_adviser(), FIRST, FIRST + timedelta(hours=1), **fields)


@pytest.mark.parametrize(
    ("weekday", "start", "end", "valid", "name"),
    [
        (1, time(10), time(11), DateRange(date(2026, 6, 1), None), "hours_never_overlap"),
        (1, time(8), time(9, 1), DateRange(date(2026, 6, 1), date(2026, 6, 2)), "hours_never_overlap"),
        (1, time(14), time(13), DateRange(date(2026, 6, 1), None), "hours_end_after_start|numrange|range lower"),
        (0, time(14), time(15), DateRange(date(2026, 6, 1), None), "hours_on_a_weekday"),
        (8, time(14), time(15), DateRange(date(2026, 6, 1), None), "hours_on_a_weekday"),
        (1, time(14), time(15), DateRange(date(2026, 6, 1), date(2026, 6, 1)), "hours_valid_some_day"),
    ],
)
def test_working_hours_that_cannot_be_are_refused(
    weekday: int, start: time, end: time, valid: DateRange, name: str
) -> None:
    sanne = make_adviser()
    with pytest.raises(Exception, match=name):
        WorkingHours.objects.create(adviser=sanne, weekday=weekday, start=start, end=end, valid=valid)


def test_hours_that_touch_or_hold_in_another_year_are_fine() -> None:
    sanne = make_adviser()
    WorkingHours.objects.create(
        adviser=sanne, weekday=1, start=time(12), end=time(13), valid=DateRange(date(2026, 1, 1), None)
    )
    WorkingHours.objects.create(
        adviser=sanne, weekday=1, start=time(9), end=time(12), valid=DateRange(date(2025, 1, 1), date(2026, 1, 1))
    )


def test_absence_takes_time_and_a_team_has_its_name_once() -> None:
    sanne = make_adviser()
    with refused("absence_takes_time"), transaction.atomic():
        Absence.objects.create(adviser=sanne, period=DateTimeTZRange(FIRST, FIRST))
    with refused("team_name_once_per_region"):
        Team.objects.create(region_id="groningen", name="Werkcentrum", place="x", address="y")


def test_a_language_we_do_not_know_is_refused() -> None:
    with refused("adviser_languages_known"):
        Adviser.objects.create(user=make_user("Vera"), team=make_team(), name="Vera", languages=["nl", "xx"])


# --- The demo ----------------------------------------------------------------------------------------------
def test_the_demo_regions_have_teams_that_can_be_booked_at_once(client: Client) -> None:
    load_agenda()
    for region in ("groningen", "drenthe", "friesland", "twente", "rijnmond"):
        assert "Eerste vrije tijd" in words(client.get(f"/orienteren/{region}/")), region
    sanne = Adviser.objects.select_related("user").get(user__email="adviseur@doorleren.example")
    assert (sanne.name, sanne.user.is_demo, sanne.user.name) == ("Sanne de Wit", True, "Sanne de Wit")
    counts = [m.objects.count() for m in (Team, Adviser, WorkingHours)]
    load_agenda()
    assert [m.objects.count() for m in (Team, Adviser, WorkingHours)] == counts
    assert counts[:2] == [5, len(ADVISERS)]


def test_a_demo_adviser_can_open_the_agenda(client: Client, settings: Any) -> None:
    load_agenda()
    settings.DEMO = True
    sanne = Adviser.objects.select_related("user", "team__region").get(user__email="adviseur@doorleren.example")
    assert confirm(Client(), sanne).status_code == 302
    client.force_login(sanne.user)
    assert "Lena de Boer" in words(client.get(AGENDA))


def test_a_slot_of_somebody_unknown_is_no_page(client: Client) -> None:
    sanne = make_adviser()
    nobody = "00000000-0000-7000-8000-000000000000"
    assert client.get(slot_url(sanne).replace(str(sanne.pk), nobody)).status_code == 404
