"""From a place to a team and its free times."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from intake.agenda.availability import availability
from intake.models import Absence
from portal.brands.models import Brand
from portal.people.models import Membership, User
from portal.regions.models import Region
from tests.intake.teams import NOW, confirm, make_adviser, make_team, slot_url, times, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


ORIENT = "/orienteren/"


def test_a_postcode_leads_to_the_team_nearby_and_its_first_times(client: Client) -> None:
    make_adviser("Sanne")
    make_adviser("Ver", region="rijnmond")
    answer = client.post(ORIENT, {"residence": "9711 ab"}, follow=True)
    page = words(answer)
    assert answer.redirect_chain == [(ORIENT, 302)]
    assert "Je woont in Groningen" in page
    assert "Sanne de Wit" in page
    assert "Voorbeeldplein 1" in page
    assert "Ver de Wit" not in page
    assert times(answer)[0] == "10:00 met Sanne de Wit"


def test_the_place_is_not_asked_again_and_can_be_changed(client: Client) -> None:
    make_adviser()
    client.post(ORIENT, {"residence": "groningen"})
    assert "Waar woon je?" not in words(client.get(ORIENT))
    again = client.get(f"{ORIENT}?wijzig=1")
    assert "Waar woon je?" in words(again)
    assert html.document_fromstring(again.text).get_element_by_id("id_residence").get("value") == "Groningen"


def test_an_unknown_place_is_told_so_and_what_was_typed_stays(client: Client) -> None:
    answer = client.post(ORIENT, {"residence": "0000 ZZ"}, follow=True)
    assert answer.status_code == 422
    assert "Een postcode heeft vier cijfers en twee letters" in words(answer)
    assert html.document_fromstring(answer.text).get_element_by_id("id_residence").get("value") == "0000 ZZ"


def test_a_region_without_a_team_names_other_ways(client: Client) -> None:
    make_adviser(region="twente")
    answer = client.post(ORIENT, {"residence": "Middelburg"}, follow=True)
    links = html.document_fromstring(answer.text).xpath("//main//a/@href")
    assert "kun je hier nog geen afspraak maken" in words(answer)
    assert "/orienteren/twente/" in links
    assert "https://www.werkcentrum.nl/" in links
    assert words(client.get("/orienteren/zeeland/")).startswith("Terug Geen vrije tijd gevonden")


def test_the_days_have_names_and_counts_and_the_first_free_time_comes_first(client: Client) -> None:
    make_adviser()
    answer = client.get("/orienteren/groningen/")
    page = words(answer)
    assert "Eerste vrije tijd: dinsdag 24 november 2026 om 10:00, met Sanne de Wit" in page
    assert "dinsdag 24 november 2026, 2 tijden" in page
    assert "woensdag 25 november 2026, 3 tijden" in page
    assert times(answer) == ["10:00 met Sanne de Wit", "11:00 met Sanne de Wit"]


def test_times_of_a_day_are_grouped_and_shared_by_advisers(client: Client) -> None:
    make_adviser("Sanne")
    make_adviser("Bram", hours=((time(10), time(13)), (time(18), time(19))))
    answer = client.get("/orienteren/groningen/?dag=2026-11-25")
    page = html.document_fromstring(answer.text)
    assert [title.text_content() for title in page.find_class("slots__title")] == ["Ochtend", "Middag", "Avond"]
    assert times(answer) == [
        "09:00 met Sanne de Wit",
        "10:00 met Bram de Wit",
        "10:00 met Sanne de Wit",
        "11:00 met Bram de Wit",
        "11:00 met Sanne de Wit",
        "12:00 met Bram de Wit",
        "18:00 met Bram de Wit",
    ]


def test_later_days_are_a_link_away_and_come_back(client: Client) -> None:
    make_adviser()
    first = html.document_fromstring(client.get("/orienteren/groningen/").text)
    later = first.xpath("//a[text()='Latere dagen']/@href")[0]
    assert later == "/orienteren/groningen/?dag=2026-12-04#tijden"
    second = html.document_fromstring(client.get(later).text)
    assert second.xpath("//a[text()='Eerdere dagen']/@href") == ["/orienteren/groningen/?dag=2026-11-24#tijden"]
    assert "vrijdag 4 december 2026" in second.xpath("//*[@aria-current='date']")[0].text_content()


@pytest.mark.parametrize("day", ["", "gisteren", "2026-11-22", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_a_day_that_is_none_gives_the_first(client: Client, day: str) -> None:
    make_adviser()
    assert times(client.get("/orienteren/groningen/", {"dag": day}))[0] == "10:00 met Sanne de Wit"


def test_an_unknown_region_is_no_page(client: Client) -> None:
    assert client.get("/orienteren/atlantis/").status_code == 404


def test_holidays_absence_and_the_end_of_a_role_leave_no_times(client: Client) -> None:
    sanne = make_adviser("Sanne")
    make_adviser("Bram", until=date(2026, 11, 26))
    Absence.objects.create(
        adviser=sanne, period=DateTimeTZRange(datetime(2026, 11, 25, tzinfo=UTC), datetime(2026, 12, 9, tzinfo=UTC))
    )
    region = Region.objects.get(slug="groningen")
    days = {(offer.adviser.first_name, offer.day) for offer in availability(region).offers}
    assert {day for name, day in days if name == "Bram"} == {date(2026, 11, 24), date(2026, 11, 25)}
    assert min(day for name, day in days if name == "Sanne" and day > date(2026, 11, 24)) == date(2026, 12, 9)
    with time_machine.travel(NOW + timedelta(days=20), tick=False):
        assert date(2026, 12, 25) not in availability(region).by_day
        assert date(2026, 12, 28) in availability(region).by_day


def test_an_absence_without_end_is_possible(client: Client) -> None:
    sanne = make_adviser("Sanne")
    Absence.objects.create(adviser=sanne, period=DateTimeTZRange(None, None))
    assert availability(Region.objects.get(slug="groningen")).offers == []


@pytest.mark.parametrize("gone", ["role", "log-in"])
def test_who_no_longer_is_an_adviser_cannot_be_booked(client: Client, gone: str) -> None:
    sanne = make_adviser()
    if gone == "role":
        Membership.objects.update(period=DateRange(date(2020, 1, 1), date(2026, 11, 1)))
    else:
        User.objects.update(is_active=False)
    assert client.get(slot_url(sanne)).status_code == 404
    assert "nog geen afspraak" in words(client.get("/orienteren/groningen/"))


def test_times_of_a_team_cost_the_same_queries_for_one_adviser_as_for_twelve(client: Client) -> None:
    make_adviser()
    client.get("/orienteren/groningen/")
    with CaptureQueriesContext(connection) as one:
        client.get("/orienteren/groningen/")
    for number in range(11):
        confirm(Client(), make_adviser(f"Nog{number}"), request_key=f"k{number}")
    with CaptureQueriesContext(connection) as twelve:
        client.get("/orienteren/groningen/")
    assert len(twelve) == len(one) <= 15


# --- The home page -----------------------------------------------------------------------------------------
def test_the_home_page_shows_a_face_per_region_of_its_brand(client: Client) -> None:
    brand = Brand.objects.create(slug="noorden", name="Noorden", is_default=True)
    brand.regions.set(Region.objects.filter(slug__in=["groningen", "drenthe"]))
    for name, region in (("Anna", "groningen"), ("Bas", "groningen"), ("Cor", "drenthe"), ("Dia", "twente")):
        make_adviser(name, region=region)
    page = words(client.get("/"))
    assert "Anna de Wit" in page
    assert "Cor de Wit" in page
    assert "Bas de Wit" not in page
    assert "Dia de Wit" not in page


def test_a_team_without_advisers_gives_its_telephone_number(client: Client) -> None:
    make_team(region="groningen", phone="050 123 45 67")
    assert "050 123 45 67" in words(client.get("/orienteren/groningen/"))
