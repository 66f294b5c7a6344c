"""Text messages: which numbers, by which gateway, and none when they are off."""

import json
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.texting.actions import send_text
from portal.texting.gateways import MailToText, NotTaken, Text, Webhook, gateway
from portal.texting.models import TextMessage
from portal.texting.numbers import mobile
from tests.courses.test_fetching import send, server


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("06 12345678", "+31612345678"),
        ("0031 6-12345678", "+31612345678"),
        ("+31 (0)6 12 34 56 78", "+31612345678"),
        ("+48 512 345 678", "+48512345678"),
        ("050 1234567", ""),
        ("06 1234567", ""),
        ("geen idee", ""),
        ("+0612345678", ""),
    ],
)
def test_which_numbers_can_have_a_text(typed: str, number: str) -> None:
    assert mobile(typed) == number


def test_a_webhook_gets_json_with_a_token_and_must_take_it() -> None:
    seen: list[Any] = []
    status = {"now": 202}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        seen.append((handler.headers["Authorization"], handler.headers["Idempotency-Key"], json.loads(body)))
        send(handler, b"", status=status["now"])

    text = Text("+31612345678", "Hallo", "een", "https://portaal.example/sms/x/")
    with server(answer) as address:
        way = Webhook(f"{address}/berichten", "geheim", allow_loopback=True)
        way.send(text)
        status["now"] = 500
        with pytest.raises(NotTaken):
            way.send(text)
    told = {"to": text.to, "text": text.text, "reference": "een", "report_to": text.report_to}
    assert seen[0] == ("Bearer geheim", "een", told)
    with pytest.raises(NotTaken):
        way.send(text)


def test_the_settings_name_the_way_and_nothing_is_off(settings: Any) -> None:
    settings.SMS_URL = "https://:geheim@gateway.example:8443/v1?x=1"
    assert gateway() == Webhook("https://gateway.example:8443/v1?x=1", "geheim")
    settings.SMS_URL = "mail://sms.example"
    assert gateway() == MailToText("sms.example")
    settings.SMS_URL = ""
    assert gateway() is None
    for wrong in ("http://gateway.example", "sms.example", "mail:"):
        settings.SMS_URL = wrong
        with pytest.raises(ImproperlyConfigured):
            gateway()


@pytest.mark.django_db
def test_no_message_is_kept_when_they_are_off(settings: Any) -> None:
    settings.SMS_URL = ""
    assert send_text("appointment", to="06 12345678", context={}, language="nl", origin="https://x.example") is None
    assert not TextMessage.objects.exists()
