"""Time to get from one place to another."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from intake.agenda.slots import Period
from intake.agenda.travel import Visit, same_place, within_reach
from intake.models import Appointment, Team, WaitingPlace
from intake.waiting.actions import offer_all
from tests.intake.teams import FIRST, confirm, make_adviser, make_kind, times, words
from tests.people import log_in

HOUR = timedelta(hours=1)
BEGIN = datetime(2026, 11, 24, 9, tzinfo=UTC)
PERIODS = st.builds(
    lambda start, length: Period(BEGIN + timedelta(minutes=start), BEGIN + timedelta(minutes=start + length)),
    st.integers(0, 600),
    st.integers(15, 240),
)
VISITS = st.lists(st.builds(Visit, PERIODS, st.sampled_from(["Plein 1", "Weg 2"])), max_size=5)


@given(slot=PERIODS, visits=VISITS, travel=st.integers(0, 240))
def test_whoever_is_in_reach_has_time_to_travel(slot: Period, visits: list[Visit], travel: int) -> None:
    apart = timedelta(minutes=travel)
    gaps = [max(one.period.start - slot.end, slot.start - one.period.end) for one in visits if one.place == "Weg 2"]
    assert within_reach(slot, "Plein 1", visits, apart) == all(gap >= apart for gap in gaps)


def test_an_address_is_one_place_however_it_is_written() -> None:
    assert same_place("Plein 1\n9700 AA Groningen", "plein 1,  9700 AA Groningen")
    assert not same_place("Plein 1", "Plein 11")


@pytest.mark.django_db
@pytest.mark.usefixtures("monday")
def test_an_adviser_gets_time_to_travel_and_may_talk_from_afar() -> None:
    sanne = make_adviser()
    away = make_kind(sanne.team, "In Emmen", modes=["office"], places=["Laan 3, Emmen"])
    desk = log_in(Client(), sanne.user)
    confirm(Client(), sanne)  # from ten to a quarter to eleven, at the team
    day = "/orienteren/groningen/?soort=in-emmen&dag=2026-11-24"
    assert times(Client().get(day)) == ["11:00 met Sanne de Wit"]
    assert (
        desk.post("/medewerkers/team/", {"do": "rules", "travel_minutes": "999", "most_missed": "0"}).status_code == 422
    )
    assert (
        desk.post("/medewerkers/team/", {"do": "rules", "travel_minutes": "60", "most_missed": "0"}).status_code == 302
    )
    assert Team.objects.get().travel_minutes == 60
    assert "Dinsdag 24 november" not in words(Client().get(day))
    assert confirm(Client(), sanne, FIRST + HOUR, away, request_key="x", email="b@voorbeeld.example").status_code == 409
    both = make_kind(sanne.team, "Beide", modes=["office", "video"], places=["Laan 3, Emmen"])
    told = confirm(Client(), sanne, FIRST + HOUR, both, request_key="y", email="b@voorbeeld.example")
    assert "De adviseur is rond die tijd op een andere plek." in words(told)
    wish = {"name": "An", "email": "an@voorbeeld.example", "mode": "office", "request_key": "z"}
    joined = Client().post(f"/orienteren/wachtlijst/{both.pk}/", wish | {"last_day": "2026-11-24"})
    assert joined.status_code == 302, "what is free on Tuesday is out of the adviser's reach"
    WaitingPlace.objects.update(last_day="2026-12-18")
    assert offer_all() == 1, "a time out of reach keeps nobody waiting for a later one"
    offered = Appointment.objects.unconfirmed().get()
    assert (offered.start.date().isoformat(), offered.place) == ("2026-11-25", "Laan 3, Emmen")
    by_video = {"request_key": "y", "email": "b@voorbeeld.example", "mode": "video"}
    assert confirm(Client(), sanne, FIRST + HOUR, both, **by_video).status_code == 302
    assert Appointment.objects.booked().count() == 2
