"""A time is kept for who was mailed a code, and firm with that code only."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from intake.agenda.proof import let_go_of_unconfirmed
from intake.models import Adviser, Appointment, Consent
from tests.intake.teams import (
    FIRST,
    NOW,
    confirm,
    deliver,
    mailed_code,
    press,
    slot_url,
    times,
    type_code,
    words,
)
from tests.people import log_in, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]
LATE, OVER = timedelta(minutes=16), timedelta(minutes=46)


def test_a_code_makes_it_firm_and_until_then_nobody_sees_who_it_is(client: Client, sanne: Adviser) -> None:
    asked = press(client, sanne)
    page = words(client.get(asked.url))
    assert "We mailden een code naar lena@voorbeeld.example" in page
    assert "Deze tijd is tot 09:45 voor jou." in page
    made = Appointment.objects.get()
    assert (made.status, made.consent_id, Consent.objects.count()) == ("unconfirmed", None, 0)
    assert "10:00 met Sanne de Wit" not in times(Client().get("/orienteren/groningen/")), "the time is kept"
    assert press(Client(), sanne, request_key="x", email="ander@voorbeeld.example").status_code == 409
    desk = log_in(Client(), sanne.user)
    assert "Lena" not in desk.get("/medewerkers/agenda/").text
    assert desk.get(f"/medewerkers/gesprekken/{made.pk}/").status_code == 404
    address = asked.url.removesuffix("bevestigen/")
    assert client.get(address).url == asked.url
    assert client.get(f"{address}afspraak.ics").status_code == 302

    assert client.post(asked.url, {"code": "FOUT"}).status_code == 422
    assert client.post(asked.url, {"code": ""}).status_code == 422
    linked = client.get(f"{asked.url}?code={mailed_code(asked.url)}")
    assert f'value="{mailed_code(asked.url)}"' in linked.text
    assert type_code(client, asked.url).url == address
    assert "Je afspraak staat vast" in words(client.get(address))
    made.refresh_from_db()
    assert made.status == "booked"
    assert Consent.objects.get().scope == [f"adviser:{sanne.pk}", f"team:{sanne.team_id}"]
    deliver()
    assert [one.subject.split(" op ")[0] for one in mail.outbox][1:] == ["Je afspraak"]
    assert client.post(asked.url, {"code": "FOUT"}).url == address, "firm is firm"


def test_whose_address_is_known_types_no_code(sanne: Adviser) -> None:
    lena = make_user("Lena")
    assert not press(log_in(Client(), lena), sanne).url.endswith("/bevestigen/")
    other = press(log_in(Client(), lena), sanne, FIRST + timedelta(hours=1), request_key="x", email="x@y.example")
    assert other.url.endswith("/bevestigen/"), "another address than that of the account"


def test_what_is_not_confirmed_is_free_after_a_quarter_and_wiped_later(client: Client, sanne: Adviser) -> None:
    asked = press(client, sanne, mode="phone", phone="06 12345678")
    with time_machine.travel(NOW + LATE, tick=False):
        assert client.post(asked.url, {"code": mailed_code(asked.url)}).status_code == 422, "the code is old"
        assert "10:00 met Sanne de Wit" in times(Client().get("/orienteren/groningen/"))
        assert let_go_of_unconfirmed() == 0, "a new code still helps"
        again = client.post(asked.url, {"do": "again"})
        assert "We mailden een nieuwe code" in words(again)
        assert "10:00 met Sanne de Wit" not in times(Client().get("/orienteren/groningen/"))
    with time_machine.travel(NOW + LATE + OVER, tick=False):
        assert let_go_of_unconfirmed() == 1
        gone = client.get(asked.url, follow=True)
    assert gone.status_code == 410
    assert "Er is dus niets vastgelegd." in words(gone)
    made = Appointment.objects.get()
    assert (made.contact_name, made.contact_email, made.contact_phone, made.hope) == ("gewist", "", "gewist", "")


def test_who_comes_after_the_term_gets_the_time_and_the_first_is_told(client: Client, sanne: Adviser) -> None:
    asked = press(client, sanne)
    code = mailed_code(asked.url)
    with time_machine.travel(NOW + timedelta(minutes=14), tick=False):
        Appointment.objects.update(confirm_until=NOW)  # the code lives, the term is over
        assert confirm(Client(), sanne, request_key="x", email="ander@voorbeeld.example").status_code == 302
        assert client.post(asked.url, {"code": code}).url == asked.url.removesuffix("bevestigen/")
        gone = client.get(asked.url, follow=True)
    assert (gone.status_code, "Wat je invulde, staat er nog." in words(gone)) == (410, True)
    assert 'value="Lena de Boer"' in client.get(slot_url(sanne, FIRST + timedelta(hours=1))).text
    assert Appointment.objects.booked().get().contact_email == "ander@voorbeeld.example"


def test_another_time_is_chosen_with_what_was_typed_and_codes_are_not_without_end(
    client: Client, sanne: Adviser
) -> None:
    asked = press(client, sanne)
    assert [client.post(asked.url, {"do": "again"}).status_code for _ in range(6)] == [200] * 5 + [422]
    assert client.post(asked.url, {"do": "other"}).url == "/orienteren/groningen/"
    assert "10:00 met Sanne de Wit" in times(Client().get("/orienteren/groningen/"))
    late = press(client, sanne, FIRST + timedelta(hours=1))
    assert late.status_code == 422
    assert "Naar dit adres gingen al veel codes." in words(late)


def test_links_of_what_was_cancelled_open_nothing_and_nobody_elses_link_does(client: Client, sanne: Adviser) -> None:
    asked = press(client, sanne)
    code = mailed_code(asked.url)
    other = press(Client(), sanne, FIRST + timedelta(hours=1), request_key="x", email="ander@voorbeeld.example")
    assert client.post(other.url, {"code": code}).status_code == 422, "a code is of one appointment"
    address = client.post(asked.url, {"code": code}).url
    client.post(f"{address}afzeggen/")
    for again in (
        client.get(asked.url),
        client.post(asked.url, {"code": code}),
        client.post(asked.url, {"do": "again"}),
    ):
        assert (again.status_code, again.url) == (302, address)
    assert client.get(f"{address}verzetten/").status_code == 302
    assert "Je afspraak is afgezegd" in words(client.get(address))
    assert Client().post("/orienteren/afspraak/geraden/bevestigen/", {"code": code}).status_code == 404
    assert Appointment.objects.get(contact_email="lena@voorbeeld.example").status == "cancelled"
