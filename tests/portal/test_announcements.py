"""Announcements: seen in their time and nowhere else, written by who may, and never over a colleague's words."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from lxml import html

from funding.announcements.models import SchemeAnnouncement
from funding.schemes.models import Scheme
from portal.announcements.models import BrandAnnouncement
from portal.brands.models import Brand
from portal.people.enums import Role, Sector
from portal.people.models import Fund, User
from portal.record.models import AuditEvent
from tests.people import give_role, log_in, log_in_again, make_user

pytestmark = pytest.mark.django_db
#: 7 in the morning in the Netherlands.
BEGIN = datetime(2026, 11, 30, 6, tzinfo=UTC)
END = BEGIN + timedelta(hours=2)
FORM = {
    "kind": "warning",
    "text": "Maandag is de website een uur dicht.",
    "text_en": "The website is closed for an hour on Monday.",
    "link": "",
    "begins": "2026-11-30T07:00",
    "ends": "2026-11-30T09:00",
}


@pytest.fixture
def noorden() -> Brand:
    return Brand.objects.create(slug="noorden", name="Het Noorden", is_default=True)


@pytest.fixture
def petra(client: Client, noorden: Brand) -> User:
    petra = make_user("Petra")
    give_role(petra, Role.PORTAL_MANAGER)
    log_in(client, petra)
    return petra


@pytest.fixture
def scheme() -> Scheme:
    fund = Fund.objects.create(slug="fonds", name="Fonds", sector=Sector.PUBLIC, decides_here=True)
    return Scheme.objects.create(slug="potje", name="Het potje", summary="x", for_whom="x", fund=fund)


def announce(brand: Brand, text: str = "Let op.", begin: datetime = BEGIN, end: datetime | None = END) -> Any:
    return BrandAnnouncement.objects.create(
        brand=brand, text=text, text_en=f"{text} (en)", period=DateTimeTZRange(begin, end)
    )


def told(client: Client, path: str = "/") -> list[str]:
    found = html.document_fromstring(client.get(path).content).xpath(
        "//*[@class='announcements announcements--wide']//p"
    )
    return [" ".join(p.text_content().split()) for p in found]


@pytest.mark.parametrize(
    ("at", "seen"),
    [(BEGIN - timedelta(seconds=1), False), (BEGIN, True), (END - timedelta(seconds=1), True), (END, False)],
)
def test_it_is_seen_from_its_begin_up_to_its_end(client: Client, noorden: Brand, at: datetime, *, seen: bool) -> None:
    announce(noorden)
    with time_machine.travel(at, tick=False):
        assert bool(told(client)) is seen
        assert bool(told(client, "/woorden/")) is seen


@time_machine.travel(BEGIN, tick=False)
def test_only_on_its_brand_in_the_language_of_the_page_with_warnings_first(client: Client, noorden: Brand) -> None:
    twente = Brand.objects.create(slug="twente", name="Twente")
    announce(twente, "Alleen in Twente.")
    announce(noorden, "Eén.")
    loud = announce(noorden, "Twee <b>.", end=None)
    BrandAnnouncement.objects.filter(pk=loud.pk).update(kind="warning", link="/orienteren/")
    assert told(client) == ["Twee <b>. Lees meer over dit bericht", "Eén."]
    assert told(client, "/?taal=en")[1] == "Eén. (en)"


@time_machine.travel(BEGIN, tick=False)
def test_announcements_cost_no_query(client: Client, noorden: Brand, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(10) as before:
        client.get("/woorden/")
    for number in range(5):
        announce(noorden, f"Bericht {number}.")
    with django_assert_max_num_queries(len(before)):
        assert len(told(client, "/woorden/")) == 5


@pytest.mark.parametrize(
    "values",
    [
        {"text": ""},
        {"text_en": ""},
        {"link": "javascript:alert(1)"},
        {"link": "//elders.example"},
        {"period": DateTimeTZRange(BEGIN, BEGIN)},
        {"period": DateTimeTZRange(None, END)},
    ],
)
def test_the_database_refuses_what_makes_no_sense(noorden: Brand, values: dict[str, Any]) -> None:
    good = {"brand": noorden, "text": "x", "text_en": "x", "period": DateTimeTZRange(BEGIN, END)}
    BrandAnnouncement.objects.create(**good)
    with pytest.raises(IntegrityError), transaction.atomic():
        BrandAnnouncement.objects.create(**good | values)


@time_machine.travel("2026-11-29T12:00:00+01:00", tick=False)
def test_a_portal_manager_looks_places_changes_and_stops(client: Client, petra: User, noorden: Brand) -> None:
    looked = client.post("/medewerkers/berichten/nieuw/", FORM | {"brand": "noorden", "step": "preview"})
    preview = html.document_fromstring(looked.content).find_class("announcement")
    assert [FORM["text"] in preview[0].text_content(), FORM["text_en"] in preview[1].text_content()] == [True, True]
    assert not BrandAnnouncement.objects.exists()

    placed = client.post("/medewerkers/berichten/nieuw/", FORM | {"brand": "noorden", "step": "place"}, follow=True)
    assert "Het bericht is geplaatst." in placed.content.decode()
    assert "gepland" in placed.content.decode()
    one = BrandAnnouncement.objects.get()
    assert (one.period.lower, one.period.upper) == (BEGIN, END)

    path = f"/medewerkers/berichten/{one.pk}/"
    shown = html.document_fromstring(client.get(path).content)
    assert shown.xpath("//input[@name='begins']/@value") == ["2026-11-30T07:00"]
    client.post(path, FORM | {"brand": "noorden", "text": "Toch niet.", "seen": "1", "step": "place"})
    one.refresh_from_db()
    assert (one.text, one.version) == ("Toch niet.", 2)

    with time_machine.travel(BEGIN + timedelta(minutes=5), tick=False):
        log_in_again(client)
        assert told(client) == ["Toch niet."]
        client.post(f"{path}stoppen/")
        assert told(client) == []
    assert [event.verb for event in AuditEvent.objects.order_by("position")][-3:] == [
        "place_announcement",
        "change_announcement",
        "stop_announcement",
    ]


@time_machine.travel("2026-11-29T12:00:00+01:00", tick=False)
def test_one_that_never_began_goes_away(client: Client, petra: User, noorden: Brand) -> None:
    one = announce(noorden)
    client.post(f"/medewerkers/berichten/{one.pk}/stoppen/")
    assert not BrandAnnouncement.objects.exists()
    again = client.post(f"/medewerkers/berichten/{one.pk}/stoppen/")
    assert again.status_code == 302


@time_machine.travel("2026-11-29T12:00:00+01:00", tick=False)
@pytest.mark.parametrize("gone", [False, True])
def test_nobody_writes_over_a_colleague(client: Client, petra: User, noorden: Brand, *, gone: bool) -> None:
    one = announce(noorden, "Eerst.")
    path = f"/medewerkers/berichten/{one.pk}/"
    rows = BrandAnnouncement.objects.filter(pk=one.pk)
    rows.update(text="Van een collega.", version=2)
    answer = client.post(path, FORM | {"brand": "noorden", "text": "Van mij.", "seen": "1", "step": "place"})
    assert answer.status_code == 409
    assert "Van een collega." in answer.content.decode()
    assert "Van mij." in answer.content.decode()
    assert rows.get().text == "Van een collega."
    if gone:
        rows.delete()
        assert client.post(path, FORM | {"brand": "noorden", "seen": "2"}).status_code == 404


@time_machine.travel("2026-11-29T12:00:00+01:00", tick=False)
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Bericht"),
        ({"text": "x" * 301}, "300"),
        ({"link": "javascript:alert(1)"}, "Begin met https://"),
        ({"link": "/\\elders.example/"}, "Dit adres klopt niet."),
        ({"link": "https://wij@elders.example/"}, "Dit adres klopt niet."),
        ({"link": "https://"}, "Dit adres klopt niet."),
        ({"begins": "0001-01-01T00:00"}, "Dit jaar kan niet kloppen."),
        ({"ends": "9999-12-31T23:59"}, "Dit jaar kan niet kloppen."),
        ({"begins": "ooit"}, "Vul een dag en een tijd in"),
        ({"ends": "2026-11-30T07:00"}, "Dit is niet later dan het begin."),
        ({"begins": "2026-11-01T07:00", "ends": "2026-11-02T07:00"}, "Dit moment is voorbij."),
        ({"brand": "geen"}, "Merk"),
    ],
)
def test_a_mistake_gets_a_sentence_and_keeps_the_rest(
    client: Client, petra: User, wrong: dict[str, str], sentence: str
) -> None:
    answer = client.post("/medewerkers/berichten/nieuw/", FORM | {"brand": "noorden", "step": "place"} | wrong)
    assert answer.status_code == 422
    page = html.document_fromstring(answer.content)
    assert sentence in page.find_class("error-summary")[0].text_content()
    assert FORM["text_en"] in answer.content.decode()
    assert not BrandAnnouncement.objects.exists()


def test_who_is_no_portal_manager_finds_nothing(client: Client, noorden: Brand) -> None:
    one = announce(noorden)
    sanne = make_user("Sanne")
    give_role(sanne, Role.ADVISER, "groningen")
    log_in(client, sanne)
    for path in ("", "nieuw/", f"{one.pk}/"):
        assert client.get(f"/medewerkers/berichten/{path}").status_code == 404
    assert client.post(f"/medewerkers/berichten/{one.pk}/stoppen/").status_code == 404


@time_machine.travel("2026-11-29T12:00:00+01:00", tick=False)
def test_a_fund_administrator_writes_about_their_own_schemes_only(client: Client, scheme: Scheme) -> None:
    other = Fund.objects.create(slug="ander", name="Ander", sector=Sector.PUBLIC)
    strange = Scheme.objects.create(slug="vreemd", name="Vreemd", summary="x", for_whom="x", fund=other)
    farid = make_user("Farid")
    give_role(farid, Role.FUND_ADMINISTRATOR, "fonds")
    log_in(client, farid)
    assert "Berichten bij regelingen" in client.get("/medewerkers/").content.decode()
    path = "/medewerkers/regelingen/berichten/nieuw/"
    refused = client.post(path, FORM | {"scheme": strange.pk, "step": "place"})
    assert refused.status_code == 422
    client.post(path, FORM | {"scheme": scheme.pk, "step": "place"})
    assert [one.scheme_id for one in SchemeAnnouncement.objects.all()] == ["potje"]
    assert "Het potje" in client.get("/medewerkers/regelingen/berichten/").content.decode()
    theirs = SchemeAnnouncement.objects.create(
        scheme=strange, text="x", text_en="x", period=DateTimeTZRange(BEGIN, None)
    )
    assert client.get(f"/medewerkers/regelingen/berichten/{theirs.pk}/").status_code == 404
