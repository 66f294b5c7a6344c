"""What a fund's own system is told, by whom it can see that it was told, and what happens when it does not listen."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from courses.models import Course
from funding.webhooks import sending
from funding.webhooks.actions import change_secret, end_webhook, make_webhook, send_again
from funding.webhooks.enums import DeliveryState, Event, Problem
from funding.webhooks.models import Attempt, Delivery, Webhook
from funding.webhooks.telling import tell_test
from portal.people.models import Fund, User
from portal.record.models import OutboxMessage
from tests.funding.paying import FUND, colleague, granted, name_accounts, person_of, released, told_by_bank
from tests.outbox import work_off
from tests.people import log_in, make_fund

pytestmark = pytest.mark.usefixtures("today")


@contextmanager
def receiver(*statuses: int) -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    """A system that answers with these statuses, the last one for ever; gives its address and what it got."""
    got: list[tuple[dict[str, str], bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(statuses[min(len(got), len(statuses)) - 1])
            self.send_header("Location", "http://169.254.169.254/")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    thread = threading.Thread(target=running.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}/hook?x=1", got
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


@pytest.fixture
def admin(schemes: None) -> User:
    return colleague("Anna")


def hook(by: User, *events: Event, address: str = "https://systeem.example/") -> tuple[Webhook, str]:
    return make_webhook(Fund.objects.get(pk=FUND), address, events or [Event.LINE], by, person_of(by), uuid4().hex)


def bring(delivery: Delivery, address: str) -> Attempt:
    """One attempt, to a receiver on this machine."""
    found = Delivery.objects.select_related("webhook").get(pk=delivery.pk)
    found.webhook.address = address
    attempt = sending.bring(found, allow_loopback=True)
    sending.keep(attempt, str(delivery.pk))
    return attempt


def fits(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """Whether a signature is right, as the receiver works it out (Standard Webhooks)."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return wanted in headers["webhook-signature"].split()


def test_a_fund_is_told_each_step_of_its_own_and_nobody_by_name(course: Course, today: date, admin: User) -> None:
    hook(admin, Event.LINE, Event.DECISION, Event.PAYMENT)
    make_fund("ander-fonds")
    Webhook.objects.create(
        fund_id="ander-fonds",
        address="https://ander.example/",
        events=["line.moved"],
        sealed_secret=b"x",
        made_by=admin,
    )
    line = granted(course, today, admin, other := colleague("Bram"), "Lena")
    name_accounts(line, admin)
    payment = released(admin, other, today).payments.get()
    told_by_bank(admin, (payment.number, "1400", "betaald"))
    told = [(one.event, one.record_state) for one in Delivery.objects.order_by("pk")]
    assert told == [
        ("line.moved", "reserved"),
        ("line.moved", "granted"),
        ("decision.made", "grant"),
        ("line.moved", "paying"),
        ("payment.moved", "sent"),
        ("line.moved", "paid"),
        ("payment.moved", "paid"),
    ]
    first = Delivery.objects.order_by("pk")[0]
    body = json.loads(sending.body_of(first, FUND))
    assert body["data"] == {
        "fund": FUND, "id": str(line.pk), "state": "reserved", "path": f"/api/fonds/v1/lines/{line.pk}",
    }  # fmt: skip
    assert "Lena" not in str(body)
    assert OutboxMessage.objects.filter(task="funding.send_webhook").count() == len(told)


def test_a_message_is_signed_with_the_present_secret_and_for_a_day_with_the_former(admin: User) -> None:
    webhook, secret = hook(admin)
    with receiver(204) as (address, got):
        assert bring(tell_test(webhook), address).status == 204
        renewed = change_secret(webhook, admin, webhook.mark)
        assert bring(tell_test(webhook), address).status == 204
        with time_machine.travel(timezone.now() + timedelta(hours=25)):
            bring(tell_test(webhook), address)
    assert [(fits(secret, *one), fits(renewed, *one)) for one in got] == [(True, False), (True, True), (False, True)]
    headers, body = got[0]
    assert not fits(secret, headers, body + b" ")
    assert not fits(secret, headers | {"webhook-timestamp": str(int(headers["webhook-timestamp"]) + 1)}, body)
    assert secret not in str(webhook.__dict__)


def test_what_does_not_arrive_is_tried_again_with_longer_pauses_and_then_waits_for_a_person(admin: User) -> None:
    webhook, _secret = hook(admin)
    delivery = tell_test(webhook)
    promised = OutboxMessage.objects.filter(task="funding.send_webhook", payload={"delivery_id": str(delivery.pk)})
    with receiver(500, 404, 301, 503, 429, 500, 500, 200) as (address, got):
        for number in range(7):
            assert bring(delivery, address).problem == Problem.STATUS
            assert promised.count() == min(number + 2, 7)
        delivery.refresh_from_db()
        assert delivery.state == DeliveryState.GIVEN_UP
        pauses = [one.due - timezone.now() for one in promised.order_by("pk")][1:]
        assert pauses == sorted(pauses)
        assert timedelta(hours=23) < pauses[-1] < timedelta(hours=25)
        delivery.webhook = webhook
        assert send_again(delivery, admin)
        assert not send_again(delivery, admin)  # it is under way
        bring(delivery, address)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.DELIVERED
    assert len({headers["webhook-id"] for headers, _body in got}) == 1
    assert len({body for _headers, body in got}) == 1
    end_webhook(webhook, admin)
    assert not send_again(delivery, admin)


@pytest.mark.parametrize(
    "address", ["https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest/", "https://10.0.0.1:8443/"]
)
def test_the_worker_reaches_no_address_inside(admin: User, address: str) -> None:
    webhook, _secret = hook(admin, address=address)
    tell_test(webhook)
    work_off()
    assert Attempt.objects.get().problem == Problem.REFUSED


def test_an_administrator_adds_an_address_tries_it_and_ends_it(client: Client, admin: User) -> None:
    log_in(client, admin)
    pages = "/medewerkers/fonds/koppelingen/berichten/"
    told: dict[str, Any] = {"fund": FUND, "webhook_address": "HTTPS://a.example/x", "events": ["line.moved"]}
    for wrong in (
        {"webhook_address": "http://a.example/"},
        {"webhook_address": "https://anna:geheim@a.example/"},
        {"webhook_address": "javascript:alert(1)"},
        {"webhook_address": "https://a.example/\u202ex"},
        {"webhook_address": "https://" + "a" * 1000},
        {"events": ["test"]},
        {"events": []},
        {"fund": "ander-fonds"},
    ):
        assert client.post(f"{pages}nieuw/", told | wrong).status_code == 422
    told["request_key"] = "een formulier"
    secret = client.post(f"{pages}nieuw/", told).context["secret"]
    assert client.post(f"{pages}nieuw/", told).url == pages  # sent twice, made once
    assert "is al toegevoegd" in client.get(pages).text
    webhook = Webhook.objects.get()
    assert webhook.address == "https://a.example/x"
    own = f"{pages}{webhook.pk}/"
    client.post(f"{own}stap/", {"step": "try"})
    assert secret not in client.get(own).text + client.get(pages).text
    change = {"step": "secret", "seen": webhook.mark}
    assert client.post(f"{own}stap/", change).context["secret"] != secret
    assert client.post(f"{own}stap/", change).url == own  # the first answer shows the secret that signs
    assert "net al een nieuw geheim" in client.get(own).text
    assert "Vorig geheim" in client.get(own).text
    delivery = Delivery.objects.get()
    client.post(f"{own}stap/", {"step": "end"})
    client.post(f"{own}{delivery.pk}/opnieuw/")
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.GIVEN_UP
    assert "context" not in client.post(f"{own}stap/", {"step": "secret"}).text
