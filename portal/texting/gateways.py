"""How text messages leave the portal, or do not: one address in the settings (``SMS_URL``) says which way.

- ``https://:token@gateway.example/messages``: each message is posted there as JSON, with the token as Bearer;
- ``mail://sms.example``: each message is mailed to number@sms.example, as many gateways offer it;
- nothing: no text messages. The demo and tests catch them among the mail.
"""

import json
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage

from portal.fetching import NoAnswer, answer_of
from portal.mail.models import CaughtMail

SECONDS = 20


class NotTaken(Exception):
    """The gateway did not take the message: it is tried again later."""


@dataclass(frozen=True, slots=True)
class Text:
    """What a gateway is asked to send. It may say "delivered" or "failed" at ``report_to``; ``reference`` is ours."""

    to: str
    text: str
    reference: str
    report_to: str


class Gateway(Protocol):
    """A way for text messages to leave."""

    def send(self, message: Text) -> None:
        """Hand the message over, at most twice when something breaks off. Raises NotTaken."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Posts JSON to one https address: {"to", "text", "reference", "report_to"}; any 2xx means taken."""

    address: str
    token: str
    allow_loopback: bool = False

    def send(self, message: Text) -> None:
        body = json.dumps(
            {"to": message.to, "text": message.text, "reference": message.reference, "report_to": message.report_to}
        ).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": message.reference}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        try:
            with answer_of(
                self.address,
                seconds=SECONDS,
                method="POST",
                headers=headers,
                body=body,
                allow_loopback=self.allow_loopback,
            ) as answer:
                status = answer.status
        except NoAnswer as error:
            raise NotTaken("no answer") from error
        if not 200 <= status < 300:
            raise NotTaken(f"status {status}")


@dataclass(frozen=True, slots=True)
class MailToText:
    """Mails the words to number@domain, without the + that some mail servers refuse."""

    domain: str

    def send(self, message: Text) -> None:
        EmailMessage(message.reference, message.text, to=[f"{message.to.lstrip('+')}@{self.domain}"]).send()


class Catching:
    """Keeps messages among the caught mail: for a demo, where everybody may read them."""

    def send(self, message: Text) -> None:
        CaughtMail.objects.create(to=message.to, subject="Sms", text=message.text)


def gateway() -> Gateway | None:
    """The one that the settings name; None when text messages are off. Raises ImproperlyConfigured."""
    address: str = settings.SMS_URL
    if not address:
        return None
    if address == "catch:":
        return Catching()
    parts = urlsplit(address)
    if parts.scheme == "mail" and parts.hostname:
        return MailToText(parts.hostname)
    if parts.scheme == "https" and parts.hostname:
        place = parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
        return Webhook(urlunsplit(parts._replace(netloc=place)), parts.password or "")
    raise ImproperlyConfigured("SMS_URL must look like https://:token@gateway.example/path or mail://sms.example.")


def texts_go_out() -> bool:
    """Whether this portal sends text messages."""
    return gateway() is not None
